import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from '../src/portal/startPortalBackend';
import { askFlink } from './askFlink';
import { SLOTS, flinkConfiguration, javaOptions } from './flinkConfiguration';
import type { RealFlinkLine } from './lines';
import { obtainFlink } from './obtainFlink';
import { TetheredJava } from './TetheredJava';

const READY_WITHIN_MS = 90_000;
const TAIL_CHARACTERS = 6000;
const slotsSchema = z.object({ 'slots-total': z.number() });

/** A JobManager and a TaskManager that run. */
export interface RealFlink {
  readonly line: RealFlinkLine;
  /** Without a slash at its end. */
  readonly restUrl: string;
  /** Its configuration, which clients read as well. */
  readonly confFolder: string;
  /** The job to submit; see `java/job/CountingJob.java`. */
  readonly jobJar: string;
  /** The processes, JobManager first. */
  readonly pids: readonly number[];
  /** What both processes wrote until now. */
  logs(): string;
  /** Ends both, and removes all they wrote. */
  stop(): Promise<void>;
}

/**
 * Starts a Flink of a line on free ports of this machine's loopback address, and returns when its slots are there. Both
 * processes end with this one, also when this one is killed.
 *
 * @throws Error with the end of the logs when it does not come up
 */
export async function startFlink(options: {
  readonly line: RealFlinkLine;
  /** Of both processes; a job's `main` runs in the JobManager. */
  readonly env?: Readonly<Record<string, string>>;
  /** A whole distribution of the line to run instead of the parts from Maven, which have no tables. */
  readonly home?: string;
}): Promise<RealFlink> {
  const { libFolder, tetherJar, jobJar } = await obtainFlink(options.line);
  const jobsOf = options.home ? 'tables' : 'streams';
  const classPath = options.home
    ? [tetherJar, join(options.home, 'lib', '*')]
    : [join(libFolder, '*')];
  const folder = mkdtempSync(join(tmpdir(), `real-flink-${options.line}-`));
  const conf = join(folder, 'conf');
  for (const name of ['conf', 'tmp', 'uploads', 'checkpoints', 'savepoints']) {
    mkdirSync(join(folder, name));
  }
  const restPort = await freePort();
  writeFileSync(
    join(conf, 'config.yaml'),
    flinkConfiguration({
      folder,
      restPort,
      rpcPort: await freePort(),
      jobsOf,
    }),
  );
  const logging = join(conf, 'log4j2.properties');
  // eslint-disable-next-line no-restricted-syntax -- tests are never built
  copyFileSync(join(__dirname, 'log4j2.properties'), logging);

  const start = (
    name: string,
    mainClass: string,
    memoryOptions: readonly string[],
  ) =>
    new TetheredJava({
      classPath,
      mainClass,
      args: ['--configDir', conf],
      javaOptions: [...memoryOptions, `-Dlog4j2.configurationFile=${logging}`],
      cwd: folder,
      logFile: join(folder, `${name}.log`),
      env: options.env,
    });
  const processes = [
    start(
      'jobmanager',
      'org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint',
      javaOptions(jobsOf).jobManager,
    ),
    start(
      'taskmanager',
      'org.apache.flink.runtime.taskexecutor.TaskManagerRunner',
      javaOptions(jobsOf).taskManager,
    ),
  ];
  const flink: RealFlink = {
    line: options.line,
    restUrl: `http://127.0.0.1:${restPort}`,
    confFolder: conf,
    jobJar,
    pids: processes.flatMap(({ pid }) => pid ?? []),
    logs: () => processes.map(process => process.log()).join('\n'),
    stop: async () => {
      await Promise.all(processes.map(process => process.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await slotsOf(flink, processes);
  } catch (error) {
    const tails = processes
      .map(process => process.log().slice(-TAIL_CHARACTERS))
      .join('\n…\n');
    await flink.stop();
    throw new Error(
      `Flink ${options.line} did not come up: ${error}\n${tails}`,
    );
  }
  return flink;
}

async function slotsOf(
  { restUrl }: RealFlink,
  processes: readonly TetheredJava[],
): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (processes.some(({ ended }) => ended)) {
      throw new Error('one of its processes ended');
    }
    const slots = await askFlink(restUrl, '/overview', slotsSchema).then(
      answer => answer['slots-total'],
      () => 0,
    );
    if (slots >= SLOTS) return;
    if (Date.now() > deadline) {
      throw new Error(
        `${slots} of ${SLOTS} slots after ${READY_WITHIN_MS / 1000} s`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
