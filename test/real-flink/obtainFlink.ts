import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { fileSumsHold, noteFileSums } from './fileSums';
import type { RealFlinkLine } from './lines';
import { missingTools } from './missingTools';

// eslint-disable-next-line no-restricted-syntax -- tests are never built
const sources = __dirname;
const cache = resolve(sources, '../../.cache/real-flink');
const TAIL_CHARACTERS = 4000;

/** A Flink on this machine. */
export interface RealFlinkHome {
  readonly line: RealFlinkLine;
  /** What goes on the class path of its processes. */
  readonly libFolder: string;
  /** Of these, the one that is not Flink's; see `java/tether/Tethered.java`. */
  readonly tetherJar: string;
  /** The job to run on it; see `java/job/CountingJob.java`. */
  readonly jobJar: string;
}

/**
 * A Flink of a line, fetched with Maven from wherever this machine's Maven settings say, and kept in
 * `.cache/real-flink` until one of the files it is made from changes. Maven checks what it fetches; what is kept is
 * checked at every use, and fetched again when it is not what it was.
 *
 * @throws Error that says what is missing and what to do
 */
export async function obtainFlink(line: RealFlinkLine): Promise<RealFlinkHome> {
  const folder = join(cache, `${line}-${fingerprintOf(line)}`);
  if (!fileSumsHold(folder)) {
    const missing = missingTools();
    if (missing) throw new Error(missing);
    const started = Date.now();
    say(`Fetching Flink ${line} with Maven (70 MB the first time) …`);
    const unfinished = join(cache, `${line}-unfinished-${process.pid}`);
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    try {
      await makeWithMaven(line, unfinished);
      noteFileSums(unfinished);
      forgetOthers(line, unfinished);
      renameSync(unfinished, folder);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    say(
      `Flink ${line} is here after ${Math.round(
        (Date.now() - started) / 1000,
      )} s.`,
    );
  }
  return {
    line,
    libFolder: join(folder, 'lib'),
    tetherJar: join(folder, 'lib', 'real-flink-tether.jar'),
    jobJar: join(folder, 'job.jar'),
  };
}

/** Past a test runner that is told to be silent. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function fingerprintOf(line: RealFlinkLine): string {
  const java = readdirSync(join(sources, 'java'), {
    recursive: true,
    encoding: 'utf8',
  }).filter(name => name.endsWith('.java'));
  const hash = createHash('sha256');
  for (const file of [
    'pom.xml',
    join(`flink-${line}`, 'pom.xml'),
    ...java.sort().map(name => join('java', name)),
  ]) {
    hash.update(file).update(readFileSync(join(sources, file)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** What earlier poms made, and the remains of runs that were killed. */
function forgetOthers(line: RealFlinkLine, except: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (name.startsWith(`${line}-`) && path !== except) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

async function makeWithMaven(line: RealFlinkLine, home: string): Promise<void> {
  const { code, output } = await runMaven(line, [
    '--batch-mode',
    '--no-transfer-progress',
    '--strict-checksums',
    '-Dmaven.test.skip',
    'package',
    `-Dhome=${home}`,
  ]);
  if (code === 0) {
    rmSync(join(home, 'target'), { recursive: true, force: true });
    return;
  }
  const cause =
    /Could not transfer|Unknown host|Connection (refused|timed out)|Could not resolve dependencies/.test(
      output,
    )
      ? 'Maven reached no repository that has it. Without a direct way to Maven Central, name a mirror in the settings.xml of your Maven.'
      : 'Maven said:';
  throw new Error(
    `Flink ${line} could not be fetched. ${cause}\n${output.slice(
      -TAIL_CHARACTERS,
    )}`,
  );
}

function runMaven(
  line: RealFlinkLine,
  args: readonly string[],
): Promise<{ code: number; output: string }> {
  return new Promise((done, failed) => {
    const child = spawn('mvn', args, {
      cwd: join(sources, `flink-${line}`),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk;
      const step = /--- (?:maven-)?(\w+)[^\n]*?:(\w[\w-]*) /.exec(
        String(chunk),
      );
      if (step) say(`  Flink ${line}: ${step[1]} ${step[2]} …`);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', failed);
    child.on('close', code => done({ code: code ?? 1, output }));
  });
}
