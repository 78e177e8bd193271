import { existsSync } from 'node:fs';
import { run } from './toolchain.mjs';

const CHROMIUM = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser the tests drive, or undefined. */
export function findChromium() {
  return CHROMIUM.find(path => path && existsSync(path));
}

/** Of the lines of Flink in templates/standards.yaml. */
const JOB_PYTHONS = ['3.11', '3.12'];

async function answers(command, args, env) {
  try {
    return (await run(command, args, { env, onOutput: () => {} })) === 0;
  } catch {
    return false;
  }
}

/** On the path, or kept by pyenv, whose shims are there and fail: as test/templates/python/findPython.ts looks. */
function hasPython(version, env) {
  const kept = '"${PYENV_ROOT:-$HOME/.pyenv}"/versions/' + version;
  return answers(
    'bash',
    ['-c', `python${version} --version || ls ${kept}.*/bin/python${version}`],
    env,
  );
}

/**
 * System components that some checks need and this machine lacks. `.ci/run` installs all of them.
 */
export async function missingComponents(env) {
  const missing = [];
  if (!findChromium()) {
    missing.push({
      what: 'Chromium',
      checks: ['browser'],
      consequence: 'The browser tests are left out.',
      remedy: 'Install it (Debian: apt-get install chromium) or set CHROMIUM.',
    });
  }
  if (!(await answers('kubectl', ['version', '--client'], env))) {
    missing.push({
      what: 'kubectl',
      consequence: 'The tests that apply manifests with it will fail.',
      remedy: 'Install it (Debian: apt-get install kubernetes-client).',
    });
  }
  for (const [command, args, debianPackage] of [
    ['go', ['version'], 'golang'],
    ['shellcheck', ['--version'], 'shellcheck'],
    ['promtool', ['--version'], 'prometheus'],
    ['python3', ['-m', 'venv', '--help'], 'python3-venv'],
  ]) {
    if (!(await answers(command, args, env))) {
      missing.push({
        what: command,
        checks: ['templates'],
        consequence:
          'The repositories that templates generate are not checked.',
        remedy: `Install it (Debian: apt-get install ${debianPackage}).`,
      });
    }
  }
  for (const [command, args, debianPackage] of [
    ['javac', ['-version'], 'openjdk-17-jdk-headless'],
    ['mvn', ['--version'], 'maven'],
  ]) {
    if (!(await answers(command, args, env))) {
      missing.push({
        what: command,
        checks: ['builds', 'real-flink'],
        consequence: 'Generated jobs are not built, and no real Flink is run.',
        remedy: `Install it (Debian: apt-get install ${debianPackage}).`,
      });
    }
  }
  for (const version of JOB_PYTHONS) {
    if (!(await hasPython(version, env))) {
      missing.push({
        what: `Python ${version}`,
        consequence:
          'Generated Python jobs are not built, and those of Python and SQL not run.',
        remedy: `Install it, so that python${version} is on the path, or with pyenv.`,
      });
    }
  }
  if (
    !Object.keys(env).some(name =>
      /^BACKSTAGE_TEST_DATABASE_POSTGRES/.test(name),
    )
  ) {
    missing.push({
      what: 'PostgreSQL',
      consequence: 'The database tests run on SQLite only.',
      remedy:
        'Set BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING to an empty server.',
    });
  }
  if (!env.MOTO_SERVER) {
    missing.push({
      what: 'moto',
      consequence:
        'The managed runtime is not read against a third party’s emulator.',
      remedy:
        'Install it (pip install "moto[server]") and set MOTO_SERVER to the moto_server command.',
    });
  }
  return missing;
}
