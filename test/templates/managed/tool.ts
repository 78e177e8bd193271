import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const cache = join(__dirname, '../../../.cache');
const PLACES = [
  join(cache, 'python-tools/bin'),
  join(cache, 'bin'),
  ...(process.env.PATH ?? '').split(delimiter),
];

/**
 * Where a checker is.
 * @throws Error when it is not installed
 */
export function tool(name: string): string {
  const found = PLACES.map(place => join(place, name)).find(existsSync);
  if (!found) {
    throw new Error(
      `There is no ${name}. Run test/templates/managed/install-tools.sh.`,
    );
  }
  return found;
}

/** What a program said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end; one that ends badly is an answer as well. */
export async function run(
  program: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Said> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: 0, output: `${stdout}${stderr}` };
  } catch (error) {
    const { code, stdout, stderr } = error as {
      code?: number;
      stdout?: string;
      stderr?: string;
    };
    if (typeof code !== 'number') {
      throw error;
    }
    return { code, output: `${stdout}${stderr}` };
  }
}
