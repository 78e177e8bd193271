import { NotAllowedError } from '@backstage/errors';
import {
  FlinkRestClient,
  FlinkRestError,
  MetricNameCache,
  isAllowedFlinkPath,
  readFlinkCluster,
} from '.';

const JOB = 'a'.repeat(32);
const SOURCE = 'b'.repeat(32);
const SINK = 'c'.repeat(32);
const NOW_MS = Date.parse('2026-11-22T12:00:30Z');
const MINUTE = Date.parse('2026-11-22T12:00:00Z') / 1000;

/** A small Flink: what it answers by path without the query, and what was asked. */
function flink(overrides: Record<string, unknown> = {}) {
  const values: Record<string, Record<string, unknown>> = {
    [`/jobs/${JOB}/metrics`]: {
      numRestarts: '2',
      lastCheckpointDuration: '1234',
      lastCheckpointFullSize: '-1',
      numberOfFailedCheckpoints: '0',
      runningTime: '60000',
    },
    [`/jobs/${JOB}/vertices/${SOURCE}/subtasks/metrics`]: {
      'Source__kafka.numRecordsInPerSecond': 120.5,
      'Source__kafka.pendingRecords': 4000,
      busyTimeMsPerSecond: NaN,
      backPressuredTimeMsPerSecond: 10,
      currentInputWatermark: -9223372036854775808,
    },
    [`/jobs/${JOB}/vertices/${SINK}/subtasks/metrics`]: {
      numRecordsOutPerSecond: 0,
      busyTimeMsPerSecond: 800,
      backPressuredTimeMsPerSecond: 0,
    },
    '/taskmanagers/metrics': {
      'Status.JVM.CPU.Load': 0.42,
      'Status.JVM.Memory.Heap.Used': 300,
      'Status.JVM.Memory.Heap.Max': 400,
    },
  };
  const answers: Record<string, unknown> = {
    '/overview': { taskmanagers: 2, 'flink-version': '1.20.1' },
    '/jobs/overview': {
      jobs: [
        { jid: JOB, name: 'orders', state: 'RUNNING', 'start-time': 1000 },
        { jid: 'd'.repeat(32), name: 'orders', state: 'CANCELED' },
      ],
    },
    [`/jobs/${JOB}`]: {
      jid: JOB,
      name: 'orders',
      state: 'RUNNING',
      'start-time': 1000,
      vertices: [
        { id: SOURCE, name: 'Source: kafka', parallelism: 4 },
        { id: SINK, name: 'Sink', parallelism: 2 },
      ],
      plan: {
        nodes: [{ id: SOURCE }, { id: SINK, inputs: [{ id: SOURCE }] }],
      },
    },
    [`/jobs/${JOB}/checkpoints`]: {
      counts: { completed: 5, failed: 1 },
      latest: {
        completed: {
          latest_ack_timestamp: 5000,
          end_to_end_duration: 900,
          state_size: 2048,
        },
        failed: { failure_timestamp: 4000, failure_message: 'expired' },
      },
    },
    [`/jobs/${JOB}/checkpoints/config`]: { interval: 60000 },
    ...overrides,
  };
  const asked: string[] = [];
  const get = async (path: string): Promise<unknown> => {
    asked.push(path);
    const [bare, query] = path.split('?get=');
    if (bare in answers) return answers[bare];
    const known = values[bare];
    if (!known) throw new Error(`unexpected path ${path}`);
    if (query === undefined) return Object.keys(known).map(id => ({ id }));
    return query
      .split(',')
      .map(decodeURIComponent)
      .filter(id => id in known)
      .map(id => {
        const value = known[id];
        return typeof value === 'string'
          ? { id, value }
          : { id, min: value, max: value, avg: value, sum: value };
      });
  };
  return { asked, client: new FlinkRestClient(get) };
}

const memory = () => ({
  names: new MetricNameCache(),
  checkpointIntervals: new Map<string, number | undefined>(),
});
const options = {
  runtime: 'kubernetes',
  session: false,
  nowMs: NOW_MS,
} as const;

describe('the paths that may be asked', () => {
  it.each([
    '/overview',
    '/jobs/overview',
    `/jobs/${JOB}/checkpoints/config`,
    `/jobs/${JOB}/vertices/${SOURCE}/subtasks/metrics?get=a,Source__b.c`,
  ])('allows %s', path => {
    expect(isAllowedFlinkPath(path)).toBe(true);
  });

  it.each([
    `/jobs/${JOB}/yarn-cancel`,
    `/jobs/${JOB}/yarn-stop`,
    `/v1/jobs/${JOB}/yarn-cancel`,
    `/jobs/${JOB}/checkpoints/../yarn-cancel`,
    `/jobs/${JOB}/metrics?get=a/../../yarn-cancel`,
    `/jobs/${JOB}/metrics?get=%2e%2e%2fyarn-cancel`,
    `/jobs/${JOB}%2fyarn-cancel`,
    `//jobs/overview`,
    '/jars',
    '/jobmanager/config',
    '/config',
    '',
  ])('refuses %s', path => {
    expect(isAllowedFlinkPath(path)).toBe(false);
  });

  it('never asks for a job id that is not one', async () => {
    const get = jest.fn();
    const client = new FlinkRestClient(get);

    await expect(client.job(`${JOB}/yarn-cancel`)).rejects.toThrow(
      NotAllowedError,
    );
    expect(get).not.toHaveBeenCalled();
  });
});

describe('a reading over REST', () => {
  it('brings the job with its last checkpoints and the interval', async () => {
    const { client } = flink();
    const { jobs, flinkVersion } = await readFlinkCluster(
      client,
      memory(),
      options,
    );

    expect(flinkVersion).toBe('1.20.1');
    expect(jobs).toEqual([
      {
        jobId: JOB,
        name: 'orders',
        status: 'RUNNING',
        startedAt: '1970-01-01T00:00:01.000Z',
        parallelism: 4,
        lastCompletedCheckpoint: {
          at: '1970-01-01T00:00:05.000Z',
          durationMs: 900,
          sizeBytes: 2048,
        },
        lastFailedCheckpoint: {
          at: '1970-01-01T00:00:04.000Z',
          failure: 'expired',
        },
        checkpointing: { read: true, intervalMs: 60_000 },
      },
    ]);
  });

  it('turns texts into numbers and leaves out what was not measured', async () => {
    const { client } = flink();
    const { metrics } = await readFlinkCluster(client, memory(), options);
    const own = Object.fromEntries(
      metrics.series
        .filter(({ part }) => !part)
        .map(({ metric, points }) => [metric, points]),
    );

    expect(own).toMatchObject({
      numRestarts: [[MINUTE, 2]],
      lastCheckpointDuration: [[MINUTE, 1234]],
      numRecordsInPerSecond: [[MINUTE, 120.5]],
      pendingRecords: [[MINUTE, 4000]],
      backPressuredTimeMsPerSecond: [[MINUTE, 10]],
      // The source says NaN, the sink a number.
      busyTimeMsPerSecond: [[MINUTE, 800]],
      numRecordsOutPerSecond: [[MINUTE, 0]],
      cpuUtilization: [[MINUTE, 42]],
      heapMemoryUtilization: [[MINUTE, 75]],
      taskManagers: [[MINUTE, 2]],
    });
    // Not reported (-1) and "no watermark yet" (Long.MIN_VALUE).
    expect(own).not.toHaveProperty('lastCheckpointSize');
    expect(own).not.toHaveProperty('currentInputWatermark');
  });

  it('names the task of a value', async () => {
    const { client } = flink();
    const { metrics } = await readFlinkCluster(client, memory(), options);

    expect(metrics.series).toContainEqual({
      metric: 'busyTimeMsPerSecond',
      part: { kind: 'task', name: 'Sink' },
      points: [[MINUTE, 800]],
    });
  });

  it('makes a job’s numbers a part where jobs share a cluster', async () => {
    const { client } = flink();
    const { metrics } = await readFlinkCluster(client, memory(), {
      ...options,
      session: true,
    });

    expect(
      metrics.series.filter(({ metric }) => metric === 'numRestarts'),
    ).toEqual([
      {
        metric: 'numRestarts',
        part: { kind: 'job', name: JOB },
        points: [[MINUTE, 2]],
      },
    ]);
  });

  it('knows fullRestarts of older Flink by its newer name', async () => {
    const base = flink();
    const old = new FlinkRestClient(async path => {
      if (path === `/jobs/${JOB}/metrics`) return [{ id: 'fullRestarts' }];
      if (path.startsWith(`/jobs/${JOB}/metrics?get=`)) {
        return [{ id: 'fullRestarts', value: '7' }];
      }
      return answerOf(base, path);
    });
    const { metrics } = await readFlinkCluster(old, memory(), options);

    expect(
      metrics.series.find(({ metric }) => metric === 'numRestarts')?.points,
    ).toEqual([[MINUTE, 7]]);
  });

  it('reads an interval beyond every calendar as "checkpointing is off"', async () => {
    const { client } = flink({
      [`/jobs/${JOB}/checkpoints/config`]: { interval: 9223372036854775807 },
    });
    const { jobs } = await readFlinkCluster(client, memory(), options);

    expect(jobs[0].checkpointing).toEqual({ read: true });
  });

  it('asks for names and settings once in the life of a job', async () => {
    const { client, asked } = flink();
    const kept = memory();
    await readFlinkCluster(client, kept, options);
    const first = asked.length;
    await readFlinkCluster(client, kept, options);

    // overview, jobs, job, checkpoints, and one question per scope: job, two vertices, TaskManagers
    expect(asked.length - first).toBe(8);
  });

  it.each([
    [
      'from nothing',
      { counts: { restored: 0 }, latest: { restored: null } },
      0,
    ],
    ['from checkpoints', { counts: { restored: 3 } }, 3],
    [
      'from one, of which a new JobManager knows no count',
      { counts: { restored: 0 }, latest: { restored: { id: 7 } } },
      1,
    ],
    ['nobody knows how', { counts: {} }, undefined],
  ])('says that a job began %s', async (_what, checkpoints, restored) => {
    const { client } = flink({ [`/jobs/${JOB}/checkpoints`]: checkpoints });
    const { jobs } = await readFlinkCluster(client, memory(), options);

    expect(jobs[0].restoredCheckpoints).toBe(restored);
  });

  it('says what is wrong with an answer it does not understand', async () => {
    const { client } = flink({ '/jobs/overview': { jobs: 'none' } });

    await expect(readFlinkCluster(client, memory(), options)).rejects.toThrow(
      FlinkRestError,
    );
  });
});

async function answerOf(
  { client, asked }: ReturnType<typeof flink>,
  path: string,
): Promise<unknown> {
  asked.push(path);
  const [bare, query] = path.split('?get=');
  const names = query?.split(',').map(decodeURIComponent);
  if (bare === '/overview') return client.overview();
  if (bare === '/jobs/overview') return { jobs: await client.jobs() };
  if (bare === '/taskmanagers/metrics') return client.taskManagerMetrics(names);
  if (bare === `/jobs/${JOB}`) return client.job(JOB);
  if (bare.endsWith('/checkpoints')) return client.checkpoints(JOB);
  if (bare.endsWith('/config')) return client.checkpointConfig(JOB);
  const vertex = bare.split('/')[4];
  return client.vertexMetrics(JOB, vertex, names);
}
