// Finds or fetches the Node this project runs on, and installs its packages when they are out of date.
// Written for any Node from 16 on, without dependencies: it is what runs before there are any.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache');
const yarnFile = join(root, '.yarn', 'releases', 'yarn-4.13.0.cjs');

/** The Node that is fetched when this machine's own is neither 22 nor 24. */
const NODE_VERSION = '24.21.0';
const SUPPORTED_MAJORS = [22, 24];

/** Says what is going on, in plain words. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Runs a command to its end; its output goes to this terminal, or to `onOutput`.
 * @returns the exit code
 */
export function run(command, args, options = {}) {
  const { onOutput, ...rest } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: onOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      ...rest,
    });
    if (onOutput) {
      child.stdout.on('data', onOutput);
      child.stderr.on('data', onOutput);
    }
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
}

function currentMajor() {
  return Number(process.versions.node.split('.')[0]);
}

/** A Node of a supported version: this one, or one from the npm registry, kept in `.cache/node`. */
async function findNode() {
  if (SUPPORTED_MAJORS.includes(currentMajor())) {
    return process.execPath;
  }
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const home = join(cache, 'node');
  const binary = join(
    home,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const marker = join(home, 'version');
  if (
    existsSync(binary) &&
    existsSync(marker) &&
    readFileSync(marker, 'utf8') === NODE_VERSION
  ) {
    return binary;
  }
  say(
    `This machine has Node ${process.versions.node}; the portal needs 22 or 24. Fetching Node ${NODE_VERSION} (about 30 s) …`,
  );
  mkdirSync(home, { recursive: true });
  writeFileSync(
    join(home, 'package.json'),
    '{"name":"portal-node","private":true}\n',
  );
  let output = '';
  const code = await run(
    'npm',
    [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      `${name}@${NODE_VERSION}`,
    ],
    {
      cwd: home,
      shell: process.platform === 'win32',
      onOutput: chunk => {
        output += chunk;
      },
    },
  );
  if (code !== 0 || !existsSync(binary)) {
    throw new Error(
      `npm could not install ${name}@${NODE_VERSION}:\n${output}\nInstall Node 22 or 24 by hand and run the command again.`,
    );
  }
  writeFileSync(marker, NODE_VERSION);
  return binary;
}

/** What decides whether an install is out of date. */
function installFingerprint(node) {
  const hash = createHash('sha256').update(node);
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  for (const folder of ['packages', 'plugins']) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      files.push(join(folder, name, 'package.json'));
    }
  }
  for (const file of files) {
    const path = join(root, file);
    if (existsSync(path)) {
      hash.update(file).update(readFileSync(path));
    }
  }
  return hash.digest('hex');
}

async function installPackages(node, env) {
  const marker = join(root, 'node_modules', '.portal-install');
  const fingerprint = installFingerprint(node);
  if (
    existsSync(marker) &&
    readFileSync(marker, 'utf8').trim() === fingerprint
  ) {
    return;
  }
  say('Installing packages (about 2 minutes the first time) …');
  const started = Date.now();
  let output = '';
  let steps = '';
  const code = await run(node, [yarnFile, 'install', '--immutable'], {
    env,
    onOutput: chunk => {
      output += chunk;
      const step = /┌ ([A-Z][a-z]+ step)/.exec(String(chunk));
      if (step && step[1] !== steps) {
        steps = step[1];
        say(`  ${steps.toLowerCase()} …`);
      }
    },
  });
  if (code !== 0) {
    throw new Error(
      `Installing packages failed:\n${output
        .split('\n')
        .filter(line => !line.includes('YN0004'))
        .slice(-40)
        .join('\n')}`,
    );
  }
  writeFileSync(marker, `${fingerprint}\n`);
  say(
    `  packages installed in ${Math.round((Date.now() - started) / 1000)} s.`,
  );
}

/**
 * Makes the machine ready: Node, packages, and an environment in which `node` and `yarn` are the
 * project's own.
 * @returns the Node binary, the environment for child processes, and a way to run the project's tools
 */
export async function prepare() {
  const node = await findNode();
  const bin = join(cache, 'bin');
  mkdirSync(bin, { recursive: true });
  // The Backstage CLI calls `yarn` by name; the machine need not have one.
  writeFileSync(
    join(bin, 'yarn'),
    `#!/bin/sh\nexec "${node}" "${yarnFile}" "$@"\n`,
    { mode: 0o755 },
  );
  const separator = process.platform === 'win32' ? ';' : ':';
  const env = {
    ...process.env,
    PATH: [bin, dirname(node), process.env.PATH].join(separator),
  };
  await installPackages(node, env);
  const tool = name => join(root, 'node_modules', '.bin', name);
  return { node, env, tool };
}

/**
 * Runs a script again under the project's own Node, and passes signals on to it.
 * @returns the exit code
 */
export function runUnder({ node, env }, script, args) {
  const child = spawn(node, [script, ...args], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
}
