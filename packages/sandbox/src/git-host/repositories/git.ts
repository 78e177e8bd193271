import { execFile } from 'node:child_process';

/** How long any one call of git may take. */
const TIMEOUT_MS = 60_000;
const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/** What git answered in words when it refused. */
export class GitError extends Error {
  constructor(args: readonly string[], detail: string) {
    super(`git ${args[0]} failed: ${detail.trim()}`);
    this.name = 'GitError';
  }
}

/** An environment in which git reads nobody's configuration and asks nobody for a password. */
export function gitEnvironment(
  more: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    ...more,
  };
}

/** What a call of git is given besides its arguments. */
export interface GitCall {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs git in a folder and gives its output, byte for byte.
 *
 * @throws GitError with git's own words
 */
export function gitBytes(
  folder: string,
  args: readonly string[],
  { input, env }: GitCall = {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      ['-C', folder, ...args],
      {
        env: gitEnvironment(env),
        encoding: 'buffer',
        timeout: TIMEOUT_MS,
        maxBuffer: LARGEST_ANSWER_BYTES,
      },
      (error, stdout, stderr) => {
        if (error) {
          reject(new GitError(args, stderr.toString('utf8') || error.message));
        } else {
          resolve(stdout);
        }
      },
    );
    // A git that ends without reading its input is reported by its exit code.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });
}

/** As {@link gitBytes}, as text without the line end. */
export async function git(
  folder: string,
  args: readonly string[],
  call?: GitCall,
): Promise<string> {
  return (await gitBytes(folder, args, call)).toString('utf8').trimEnd();
}
