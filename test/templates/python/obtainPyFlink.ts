import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findPython } from './findPython';
import { outputOf } from '../tools/run';

const cache = resolve(__dirname, '../../../.cache/pyflink');
const DONE = 'complete';

/** An environment that has PyFlink. */
export interface PyFlink {
  /** Its interpreter. */
  readonly python: string;
  /** Flink's distribution, which PyFlink brings whole: what others call FLINK_HOME. */
  readonly home: string;
}

/**
 * The virtual environment that a generated repository's requirements-dev.txt describes. It is made once, in
 * `.cache/pyflink` (about 800 MB, some 90 s), and used for every repository that requires the same.
 *
 * @throws Error that says which Python is missing or what pip said
 */
export async function obtainPyFlink(
  flink: { readonly version: string; readonly python: string },
  requirementsFile: string,
): Promise<PyFlink> {
  const requirements = ['requirements.txt', 'requirements-dev.txt'].map(name =>
    readFileSync(join(dirname(requirementsFile), name)),
  );
  const hash = requirements.reduce(
    (sum, text) => sum.update(text),
    createHash('sha256').update(flink.python),
  );
  const name = `${flink.version}-${hash.digest('hex').slice(0, 8)}`;
  const folder = join(cache, name);
  const python = join(folder, 'bin/python');
  if (!existsSync(join(folder, DONE))) {
    forgetOthers(flink.version, name);
    const startedMs = Date.now();
    say(`Installing PyFlink ${flink.version} (a few hundred MB) …`);
    mkdirSync(cache, { recursive: true });
    await outputOf(findPython(flink.python), ['-m', 'venv', '--clear', folder]);
    await outputOf(python, [
      '-m',
      'pip',
      'install',
      '-q',
      '-r',
      requirementsFile,
    ]);
    writeFileSync(join(folder, DONE), '');
    say(
      `PyFlink ${flink.version} is here after ${Math.round(
        (Date.now() - startedMs) / 1000,
      )} s.`,
    );
  }
  const home = await outputOf(python, [
    '-c',
    'import os, pyflink; print(os.path.dirname(pyflink.__file__))',
  ]);
  return { python, home: home.trim() };
}

/** What earlier requirements of the same Flink made. */
function forgetOthers(version: string, except: string): void {
  for (const name of existsSync(cache) ? readdirSync(cache) : []) {
    if (name.startsWith(`${version}-`) && name !== except) {
      rmSync(join(cache, name), { recursive: true, force: true });
    }
  }
}

/** Past a test runner that is told to be silent. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
