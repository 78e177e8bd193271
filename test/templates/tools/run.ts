import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Where and with what a program is run. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a program said on both of its outputs, and how it ended. */
export interface Said {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end; one that ends badly is an answer as well. */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Said> {
  const { code, stdout, stderr } = await ended(program, args, options);
  return { code, output: `${stdout}${stderr}` };
}

/**
 * Runs a program and returns what it printed.
 *
 * @throws Error with the end of what it said when it ends badly
 */
export async function outputOf(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { code, stdout, stderr } = await ended(program, args, options);
  if (code !== 0) {
    throw new Error(
      `${program} ${args.join(
        ' ',
      )} ended with ${code}: ${`${stdout}${stderr}`.slice(-6000)}`,
    );
  }
  return stdout;
}

/** @throws Error when it cannot be started, or was killed */
async function ended(
  program: string,
  args: readonly string[],
  { cwd, env }: RunOptions,
): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, {
      cwd,
      env: { ...process.env, ...env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as {
      code?: number;
      stdout?: string;
      stderr?: string;
    };
    if (typeof code !== 'number') {
      throw error;
    }
    return { code, stdout: stdout ?? '', stderr: stderr ?? '' };
  }
}
