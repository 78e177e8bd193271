import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** Longer than any build here; what hangs is ended with all that it started. */
const PATIENCE_MS = 12 * 60_000;

/**
 * Runs a command to its end and adds what it says to a file.
 *
 * @returns whether it succeeded
 * @throws Error when it cannot be started
 */
export function runLogged(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly log: string;
    readonly env?: Readonly<Record<string, string>>;
  },
): Promise<boolean> {
  return new Promise((done, failed) => {
    const output = openSync(options.log, 'a');
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', output, output],
      detached: true,
    });
    closeSync(output);
    const endAll = () => {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    };
    const patience = setTimeout(endAll, PATIENCE_MS);
    process.once('exit', endAll);
    const settled = () => {
      clearTimeout(patience);
      process.removeListener('exit', endAll);
    };
    child.on('error', error => {
      settled();
      failed(new Error(`Cannot run ${command}: ${error.message}`));
    });
    child.on('close', code => {
      settled();
      done(code === 0);
    });
  });
}
