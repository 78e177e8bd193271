import { z } from 'zod';
import { METRIC_NAMES } from '@flink-portal/backstage-plugin-flink-common';
// eslint-disable-next-line @backstage/no-forbidden-package-imports -- what a package keeps to itself is what is proved here
import {
  FlinkRestClient,
  MetricNameCache,
  isAllowedFlinkPath,
  readFlinkCluster,
  readJobFaults,
  type FlinkReading,
} from '@flink-portal/backstage-plugin-flink-backend-module-kubernetes/src/rest';
import {
  REAL_FLINK_LINES,
  askFlink,
  jsonShape,
  missingTools,
  runFromSavepoint,
  sandboxShapes,
  shapeDifferences,
  startFlink,
  stopWithSavepoint,
  submitJob,
  suitePaths,
  waitForCheckpoints,
  waitForState,
  type RealFlink,
  type RealFlinkLine,
} from '../real-flink';
import { until } from './portal/until';

// Fetching a Flink for the first time is part of it.
jest.setTimeout(300_000);

const missing = missingTools();
if (missing) {
  const text = `!! No real Flink is run. ${missing}`;
  // On a person's machine that is theirs to decide; in CI nothing may be left out.
  if (process.env.CI === 'true') throw new Error(text);
  process.stderr.write(`\n${text}\n\n`);
}

const THROW_AT = 300;
const anything = z.unknown();

const EMPTY_SUMMARIES = [
  'alignment_buffered',
  'processed_data',
  'persisted_data',
].flatMap(name => [
  ...['p95', 'p999'].map(key => `missing: [].summary.${name}.${key}`),
  ...['p50', 'p90', 'p99'].map(
    key => `other type: [].summary.${name}.${key} is string, really number`,
  ),
]);

/** What the sandbox is known to answer otherwise; shorter is better. The suite reads none of it. */
const KNOWN_DIFFERENCES: ReadonlySet<string> = new Set([
  '/overview invented: [].slots-free-and-blocked',
  '/overview invented: [].taskmanagers-blocked',
  '/taskmanagers/metrics?get missing: [][].skew',
  '/jobs/:id/vertices/:id/subtasks/metrics?get missing: [][].skew',
  // Really there when a checkpoint was under way as the job failed, which is a matter of the moment.
  ...['failure_message', 'failure_timestamp'].map(
    key => `/jobs/:id/checkpoints invented: [].history[].${key}`,
  ),
  ...EMPTY_SUMMARIES.map(text => `/jobs/:id/checkpoints ${text}`),
]);

/** Those of one line alone. */
const KNOWN_OF_LINE: Readonly<Record<RealFlinkLine, readonly string[]>> = {
  '1.20': [
    '/jobs/overview invented: [].jobs[].pending-operators',
    '/jobs/:id invented: [].pending-operators',
    '/jobs/:id/exceptions missing: [].exceptionHistory.entries[].location',
  ],
  '2.2': [],
};

(missing ? describe.skip : describe).each(REAL_FLINK_LINES)(
  'a real Flink %s',
  line => {
    let flink: RealFlink;
    let client: FlinkRestClient;
    let runningJob: string;
    let failedJob: string;

    const ask = (path: string) => askFlink(flink.restUrl, path, anything);
    const vertexIdsOf = async (jobId: string) =>
      (await client.job(jobId)).vertices.map(({ id }) => id);

    /** A gauge of the job's own, summed over its subtasks, as soon as it is there. */
    const gauge = async (jobId: string, name: string): Promise<number> => {
      const [counting] = (await client.job(jobId)).vertices.filter(vertex =>
        vertex.name.startsWith('count'),
      );
      const [metric] = await until(
        () => client.vertexMetrics(jobId, counting.id, [`count.${name}`]),
        ([answer]) => answer?.sum !== undefined,
      );
      return metric.sum ?? NaN;
    };

    beforeAll(async () => {
      flink = await startFlink({ line });
      client = new FlinkRestClient(ask);
      failedJob = await submitJob(flink, {
        name: 'failing',
        throwAt: THROW_AT,
      });
      runningJob = await submitJob(flink, { name: 'orders' });
      await waitForState(flink, failedJob, 'FAILED');
      await waitForState(flink, runningJob, 'RUNNING');
    });

    afterAll(() => flink?.stop());

    it('is of that line, and its job completes checkpoints', async () => {
      expect((await client.overview())['flink-version']).toMatch(
        new RegExp(`^${line}\\.\\d+$`.replace('.', '\\.')),
      );
      expect(
        await waitForCheckpoints(flink, runningJob, 2),
      ).toBeGreaterThanOrEqual(2);
    });

    it('answers every path of the suite in the shape that the suite reads', async () => {
      for (const jobId of [runningJob, failedJob]) {
        const paths = Object.values(
          suitePaths(jobId, await vertexIdsOf(jobId)),
        );
        expect(paths.filter(path => !isAllowedFlinkPath(path))).toEqual([]);
        await client.job(jobId);
        await client.exceptions(jobId, 100);
        await client.checkpoints(jobId);
        expect(await client.checkpointConfig(jobId)).toEqual({
          interval: 1000,
          timeout: 600_000,
        });
        await client.jobMetrics(jobId);
      }
    });

    it('is read to the end: version, jobs, checkpoints and metrics', async () => {
      const memory = {
        names: new MetricNameCache(),
        checkpointIntervals: new Map(),
      };
      const read = (): Promise<FlinkReading> =>
        readFlinkCluster(client, memory, {
          runtime: 'standalone',
          session: false,
          nowMs: Date.now(),
        });
      const valueOf = ({ metrics }: FlinkReading, wanted: string) =>
        metrics.series.find(({ metric, part }) => metric === wanted && !part)
          ?.points[0][1];
      // Flink fetches metrics when asked, and works out rates every five seconds.
      const reading = await until(
        read,
        answer => (valueOf(answer, 'numRecordsInPerSecond') ?? 0) > 0,
      );

      expect(reading.flinkVersion).toMatch(/^\d\.\d+\.\d+$/);
      expect(
        reading.jobs.map(({ name, status }) => `${name} ${status}`),
      ).toEqual(expect.arrayContaining(['orders RUNNING', 'failing FAILED']));
      expect(reading.jobs.find(({ name }) => name === 'orders')).toMatchObject({
        jobId: runningJob,
        parallelism: 2,
        checkpointing: { read: true, intervalMs: 1000 },
        restoredCheckpoints: 0,
        lastCompletedCheckpoint: {
          at: expect.any(String),
          durationMs: expect.any(Number),
          sizeBytes: expect.any(Number),
        },
      });
      expect(valueOf(reading, 'taskManagers')).toBe(1);
      expect(valueOf(reading, 'numRestarts')).toBe(0);
      expect(valueOf(reading, 'idleTimeMsPerSecond')).toBeGreaterThan(0);
      // Flink's discarding sink counts nothing.
      expect(valueOf(reading, 'numRecordsOutPerSecond')).toBe(0);
      expect(valueOf(reading, 'uptime')).toBeGreaterThan(0);
      expect(valueOf(reading, 'heapMemoryUtilization')).toBeLessThan(100);
      expect(METRIC_NAMES).toEqual(
        expect.arrayContaining(
          reading.metrics.series.map(({ metric }) => metric),
        ),
      );
    });

    it('tells why a job failed', async () => {
      const { records } = await readJobFaults(client, { jobId: failedJob });

      const thrown = records.filter(record => record.kind === 'exception');
      // The first run and two more tries; what ended the job is told with a task and without.
      expect(
        thrown.filter(record => 'task' in record && record.task),
      ).toHaveLength(3);
      for (const record of thrown) {
        expect(record).toMatchObject({
          exceptionClass: 'java.lang.IllegalStateException',
          message: expect.stringMatching(/^Number \d+ cannot be counted$/),
        });
      }
      expect(thrown.find(record => 'task' in record && record.task)).toEqual(
        expect.objectContaining({
          task: expect.stringMatching(/^count -> discard: Writer \([12]\/2\)/),
          taskManager: 'taskmanager-1',
        }),
      );
    });

    it('answers in the shapes of the sandbox’s Flink', async () => {
      const answers = new Map<string, unknown[]>();
      for (const jobId of [runningJob, failedJob]) {
        const paths = suitePaths(jobId, await vertexIdsOf(jobId));
        for (const [name, path] of Object.entries(paths)) {
          answers.set(name, [...(answers.get(name) ?? []), await ask(path)]);
        }
      }
      const sandbox = sandboxShapes(line, suitePaths);
      const differences = [...answers].flatMap(([name, list]) =>
        shapeDifferences(jsonShape(list), sandbox.get(name) ?? new Map()).map(
          text => `${name} ${text}`,
        ),
      );
      expect([...sandbox.keys()].sort()).toEqual([...answers.keys()].sort());
      expect(
        differences.filter(
          text =>
            !KNOWN_DIFFERENCES.has(text) && !KNOWN_OF_LINE[line].includes(text),
        ),
      ).toEqual([]);
    });

    // The last: it ends the job that the others read.
    it('keeps a job’s state through a stop with a savepoint', async () => {
      const counted = await gauge(runningJob, 'counted');
      expect(counted).toBeGreaterThan(0);
      expect(await gauge(runningJob, 'restoredCount')).toBe(0);

      const savepoint = await stopWithSavepoint(flink, runningJob);
      const resumed = await runFromSavepoint(flink, savepoint, {
        name: 'orders',
      });
      await waitForState(flink, resumed, 'RUNNING');

      const restored = await gauge(resumed, 'restoredCount');
      expect(restored).toBeGreaterThanOrEqual(counted);
      await until(
        () => gauge(resumed, 'counted'),
        now => now > restored,
      );
      await waitForCheckpoints(flink, resumed, 2);
      const { counts, latest } = await client.checkpoints(resumed);
      expect(counts).toMatchObject({ restored: 1, failed: expect.any(Number) });
      expect(latest?.restored?.restore_timestamp).toBeGreaterThan(0);
    });
  },
);
