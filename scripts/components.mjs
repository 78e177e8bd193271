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

async function answers(command, args, env) {
  try {
    return (await run(command, args, { env, onOutput: () => {} })) === 0;
  } catch {
    return false;
  }
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
  const tools = [
    ['go', ['version'], 'golang', 'templates'],
    ['shellcheck', ['--version'], 'shellcheck', 'templates'],
    ['promtool', ['--version'], 'prometheus', 'templates'],
    ['python3', ['-m', 'venv', '--help'], 'python3-venv', 'templates'],
    ['javac', ['-version'], 'openjdk-17-jdk-headless', 'real-flink'],
    ['mvn', ['--version'], 'maven', 'real-flink'],
  ];
  for (const [command, args, debianPackage, check] of tools) {
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
