import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How a process ended. */
export interface Ended {
  /** Undefined when it was stopped. */
  readonly code: number | undefined;
  readonly lines: readonly string[];
}

/** What running a process needs. */
export interface ProcessCall {
  readonly folder: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
  readonly onLine?: (line: string) => void;
}

/** True when a program of that name can be started. */
export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Runs a program to its end, and ends it and its children when it takes too long. */
export function runProcess(
  program: string,
  args: readonly string[],
  { folder, timeoutMs, signal, env, onLine }: ProcessCall,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that its children end with it.
      detached: true,
    });
    const lines: string[] = [];
    let rest = '';
    const take = (chunk: Buffer) => {
      const parts = (rest + chunk.toString('utf8')).split(/\r?\n/);
      rest = parts.pop() ?? '';
      parts.forEach(line => {
        lines.push(line);
        onLine?.(line);
      });
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const stop = () => {
      if (child.pid !== undefined) {
        try {
          process.kill(-child.pid, 'SIGKILL');
        } catch {
          // It has ended meanwhile.
        }
      }
    };
    const timer = setTimeout(stop, timeoutMs);
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', error => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', code => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      if (rest !== '') {
        take(Buffer.from('\n'));
      }
      resolve({ code: code ?? undefined, lines });
    });
  });
}
