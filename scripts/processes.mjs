import { spawn } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root } from './toolchain.mjs';

/** How much of a log is shown when something goes wrong. */
const TAIL_CHARACTERS = 6000;

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
    // A file and no pipe: a backend that outlives this script with a closed pipe logs that it cannot log,
    // for ever, until memory ends.
    const log = openSync(logFile, 'w');
    const child = spawn(command, args, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    const entry = {
      name,
      child,
      logFile,
      tail: () => readFileSync(logFile, 'utf8').slice(-TAIL_CHARACTERS),
    };
    child.on('error', error => appendFileSync(logFile, `${error}\n`));
    child.on('close', code => {
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
