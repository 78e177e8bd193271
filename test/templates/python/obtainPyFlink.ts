import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cache = fileURLToPath(
  new URL('../../../.cache/pyflink/', import.meta.url),
);
/** What Managed Service for Apache Flink runs, by line. */
const PYTHONS = { 2.2: '3.12', '1.20': '3.11' };

/**
 * The interpreter of a line's virtual environment, which holds what a rendered repository's requirements-dev.txt names.
 * It is made once, in `.cache/pyflink/<line>` (about 800 MB, some minutes), and used for every repository of the line,
 * so one patch of Flink is proven of each line.
 *
 * @throws Error that says which Python is missing or what pip said
 */
export function pythonOfLine(line, requirements) {
  const folder = join(cache, line);
  const python = join(folder, 'bin/python');
  if (!existsSync(join(folder, 'bin/ruff'))) {
    mkdirSync(cache, { recursive: true });
    mustRun(interpreter(PYTHONS[line]), ['-m', 'venv', '--clear', folder]);
    mustRun(
      python,
      ['-m', 'pip', 'install', '--quiet', '-r', requirements],
      dirname(requirements),
    );
  }
  return python;
}

/** Which Flink an environment has. */
export function flinkOf(python) {
  return spawnSync(
    python,
    [
      '-c',
      'from importlib.metadata import version; print(version("apache-flink"))',
    ],
    { encoding: 'utf8' },
  ).stdout.trim();
}

function interpreter(version) {
  const versions = join(
    process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'),
    'versions',
  );
  const found = [
    `python${version}`,
    ...(existsSync(versions) ? readdirSync(versions) : [])
      .filter(name => name.startsWith(`${version}.`))
      .map(name => join(versions, name, 'bin', `python${version}`)),
  ].find(name => spawnSync(name, ['--version']).status === 0);
  if (!found) {
    throw new Error(
      `There is no Python ${version}. Install it, so that python${version} is on the path, or with pyenv.`,
    );
  }
  return found;
}

function mustRun(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (done.status !== 0) {
    throw new Error(
      `${command} ${args.join(' ')}: ${done.error ?? done.stderr.slice(-2000)}`,
    );
  }
}
