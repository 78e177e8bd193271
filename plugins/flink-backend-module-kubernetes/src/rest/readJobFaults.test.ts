import { FlinkRestClient, isAllowedFlinkPath, readJobFaults } from '.';

const JOB = 'a'.repeat(32);
const at = (ms: number) => new Date(ms).toISOString();
const STACK =
  'java.lang.RuntimeException: wrapped\n\tat a.B.c(B.java:1)\nCaused by: com.acme.Bad: no price\n\tat com.acme.Enrich.price(Enrich.java:87)';

/** A job's REST API with these exceptions and checkpoints. */
function job(exceptions: unknown, checkpoints: unknown = {}) {
  const client = new FlinkRestClient(async path => {
    switch (path) {
      case `/jobs/${JOB}/exceptions?maxExceptions=100`:
        return exceptions;
      case `/jobs/${JOB}/checkpoints`:
        return checkpoints;
      default:
        throw new Error(`not asked: ${path}`);
    }
  });
  return (of: { name?: string; startedAtMs?: number } = {}) =>
    readJobFaults(client, { jobId: JOB, ...of });
}

/** An exception as Flink 1.18 and later serve it. */
const entry = (timestamp: number, over = {}) => ({
  exceptionName: 'java.lang.RuntimeException',
  stacktrace: STACK,
  timestamp,
  failureLabels: {},
  taskName: 'enrich (3/8) - execution #2',
  endpoint: 'worker:6121',
  taskManagerId: 'tm-7',
  concurrentExceptions: [],
  ...over,
});
const history = (entries: unknown[], truncated = false) => ({
  exceptionHistory: { entries, truncated },
});

describe('the exceptions of a job', () => {
  it('are what their innermost cause says, with task and TaskManager', async () => {
    const { records } = await job(history([entry(5_000)]))();

    expect(records).toMatchObject([
      {
        kind: 'exception',
        at: at(5_000),
        exceptionClass: 'com.acme.Bad',
        message: 'no price',
        stack: expect.stringContaining('Enrich.java:87'),
        task: 'enrich (3/8)',
        taskManager: 'tm-7',
        source: 'Flink REST',
      },
    ]);
  });

  it('are read from Flink 1.17 with its deprecated members, without a TaskManager', async () => {
    const { taskManagerId, endpoint, ...old } = entry(5_000);
    const { records } = await job({
      'root-exception': STACK,
      timestamp: 5_000,
      'all-exceptions': [],
      truncated: false,
      ...history([{ ...old, location: endpoint }]),
    })();

    expect(records).toMatchObject([{ exceptionClass: 'com.acme.Bad' }]);
    expect(records[0]).not.toHaveProperty('taskManager');
  });

  it('hold those that came at the same time', async () => {
    const { records } = await job(
      history([
        entry(5_000, { concurrentExceptions: [entry(5_003)] }),
        entry(1_000, { taskName: null, taskManagerId: null }),
      ]),
    )();

    expect(records.map(record => record.at)).toEqual([
      at(5_000),
      at(5_003),
      at(1_000),
    ]);
  });

  it('carry the job’s name where several jobs share the cluster', async () => {
    const { records } = await job(history([entry(5_000)]), {
      latest: { completed: { latest_ack_timestamp: 4_000 } },
    })({ name: 'clicks' });

    expect(records).toMatchObject([
      { kind: 'exception', job: 'clicks' },
      { kind: 'checkpointCompleted', job: 'clicks' },
    ]);
  });

  it('are complete since the job began', async () => {
    expect(
      await job(history([entry(5_000)]))({ startedAtMs: 2_000 }),
    ).toMatchObject({
      records: [{ kind: 'jobStarted', at: at(2_000) }, { kind: 'exception' }],
      completeFromMs: 2_000,
    });
  });

  it.each([
    ['was cut', history([entry(5_000), entry(4_000)], true), 4_000],
    [
      'is full',
      history(Array.from({ length: 16 }, (_, i) => entry(9_000 - i))),
      8_985,
    ],
  ])(
    'are complete since the oldest when the history %s',
    async (_what, kept, completeFromMs) => {
      expect(await job(kept)({ startedAtMs: 2_000 })).toMatchObject({
        completeFromMs,
      });
    },
  );

  it('may be none', async () => {
    expect(await job({ 'root-exception': null })()).toEqual({ records: [] });
  });
});

it('reads completed checkpoints once each, of the history and the newest', async () => {
  const { records } = await job(history([]), {
    latest: { completed: { status: 'COMPLETED', latest_ack_timestamp: 3_000 } },
    history: [
      { status: 'IN_PROGRESS', latest_ack_timestamp: 4_000 },
      { status: 'COMPLETED', latest_ack_timestamp: 3_000 },
      { status: 'FAILED', latest_ack_timestamp: 2_000 },
      { status: 'COMPLETED', latest_ack_timestamp: 1_000 },
    ],
  })();

  expect(records).toEqual([
    { kind: 'checkpointCompleted', at: at(3_000), source: 'Flink REST' },
    { kind: 'checkpointCompleted', at: at(1_000), source: 'Flink REST' },
  ]);
});

it.each([
  [`/jobs/${JOB}/exceptions?maxExceptions=100`, true],
  [`/jobs/${JOB}/exceptions?maxExceptions=1&x=1`, false],
  [`/jobs/${JOB}/exceptions/../yarn-cancel`, false],
])('%s is asked for: %s', (path, allowed) => {
  expect(isAllowedFlinkPath(path)).toBe(allowed);
});
