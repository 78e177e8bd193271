import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './toolchain.mjs';

const logFolder = join(root, '.cache', 'logs');

/**
 * Starts long-running processes together and stops all of them together, children included: each
 * gets a process group of its own.
 */
export class Processes {
  #children = [];
  #stopping = false;
  #onExit = () => {};

  /** Called when one of them ends although nobody asked. */
  onUnexpectedExit(handler) {
    this.#onExit = handler;
  }

  start(name, command, args, env, cwd = root) {
    mkdirSync(logFolder, { recursive: true });
    const logFile = join(logFolder, `${name}.log`);
    const log = createWriteStream(logFile);
    const child = spawn(command, args, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const tail = [];
    const keep = chunk => {
      log.write(chunk);
      tail.push(String(chunk));
      if (tail.length > 60) {
        tail.shift();
      }
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', error => keep(`${error}\n`));
    const entry = { name, child, logFile, tail: () => tail.join('') };
    child.on('close', code => {
      log.end();
      entry.ended = true;
      if (!this.#stopping) {
        this.#onExit(entry, code);
      }
    });
    this.#children.push(entry);
    return entry;
  }

  /** Asks all to end, and after five seconds makes them. */
  async stop() {
    this.#stopping = true;
    const alive = () => this.#children.filter(entry => !entry.ended);
    const signal = name => {
      for (const { child } of alive()) {
        try {
          process.kill(
            process.platform === 'win32' ? child.pid : -child.pid,
            name,
          );
        } catch {
          // It ended between the look and the signal.
        }
      }
    };
    signal('SIGTERM');
    const deadline = Date.now() + 5000;
    while (alive().length > 0 && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    signal('SIGKILL');
  }
}

/**
 * Waits until a URL answers.
 * @throws Error when it does not within the time
 */
export async function untilAnswers(url, timeoutMs, isCancelled = () => false) {
  const deadline = Date.now() + timeoutMs;
  let last = 'no answer';
  while (Date.now() < deadline && !isCancelled()) {
    try {
      const response = await fetch(url);
      if (response.status < 500) {
        return;
      }
      last = `HTTP ${response.status}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error(
    `${url} did not answer within ${Math.round(timeoutMs / 1000)} s (${last})`,
  );
}
