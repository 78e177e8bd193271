import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * An interpreter of a version such as 3.12: the one on the path, or one that pyenv keeps.
 *
 * @throws Error that says what to do
 */
export function findPython(version: string): string {
  const versions = join(
    process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'),
    'versions',
  );
  const kept = existsSync(versions) ? readdirSync(versions) : [];
  const found = [
    `python${version}`,
    ...kept
      .filter(name => name.startsWith(`${version}.`))
      .map(name => join(versions, name, 'bin', `python${version}`)),
    // A shim of pyenv is there and still fails.
  ].find(command => spawnSync(command, ['--version']).status === 0);
  if (!found) {
    throw new Error(
      `There is no Python ${version}. Install it, so that python${version} is on the path, or with pyenv.`,
    );
  }
  return found;
}
