import { FixedClock, JobControl, SimulatedJob, createWorld } from '../world';
import { FlinkCluster, FlinkRest, createFlinkRest, serveFlinkRest } from '.';

const START_MS = Date.parse('2026-11-22T12:00:00Z');
const LONG_MIN = -9223372036854775808;

interface Setup {
  rest: FlinkRest;
  clock: FixedClock;
  job: SimulatedJob;
  control: JobControl;
}

/** One JobManager with one job that has been running for a day. */
function jobManager(
  options: {
    flinkVersion?: string;
    story?: string;
    source?: 'kafka' | 'kinesis';
    readOnly?: boolean;
  } = {},
): Setup {
  const clock = new FixedClock(START_MS);
  const world = createWorld({ seed: 'rest', clock });
  const flinkVersion = options.flinkVersion ?? '1.20';
  const job = world.adopt({
    name: 'orders',
    flinkVersion,
    parallelism: 4,
    story: options.story ?? 'healthy',
    source: { kind: options.source ?? 'kafka', name: 'orders' },
    submittedAtMs: START_MS - 24 * 60 * 60_000,
  });
  const cluster: FlinkCluster = {
    flinkVersion: `${flinkVersion}.0`,
    nowMs: () => clock.now(),
    startedAtMs: () => START_MS - 24 * 60 * 60_000,
    configuration: () => ({
      'execution.checkpointing.savepoint-dir': 's3://state/savepoints',
      's3.secret-key': 'hidden',
    }),
    jobs: () => [job],
    taskManagers: () => [
      {
        id: 'orders-taskmanager-1-1',
        address: '10.0.0.7:6122',
        slots: 4,
        startedAtMs: START_MS - 60_000,
      },
    ],
    ...(options.readOnly ? {} : { control: world.control }),
  };
  return { rest: createFlinkRest(cluster), clock, job, control: world.control };
}

function call(rest: FlinkRest, method: string, target: string, body?: object) {
  const url = new URL(target, 'http://flink');
  return rest.handle({
    method,
    path: url.pathname,
    query: url.searchParams,
    body: body ? JSON.stringify(body) : '',
  });
}

const get = (rest: FlinkRest, target: string) => call(rest, 'GET', target).body;

/** The first query for metrics wakes the fetcher and finds nothing. */
function warm(rest: FlinkRest): void {
  get(rest, '/jobmanager/metrics');
}

it('sums up the cluster', () => {
  expect(get(jobManager().rest, '/overview')).toMatchObject({
    taskmanagers: 1,
    'slots-total': 4,
    'slots-available': 0,
    'jobs-running': 1,
    'jobs-failed': 0,
    'flink-version': '1.20.0',
  });
});

it('answers below /v1 as well', () => {
  const { rest } = jobManager();
  expect(get(rest, '/v1/jobs')).toEqual(get(rest, '/jobs'));
});

it('lists jobs with an end time of -1 while they run', () => {
  const { rest, job } = jobManager();
  expect(get(rest, '/jobs/overview')).toMatchObject({
    jobs: [
      { jid: job.jobId, name: 'orders', state: 'RUNNING', 'end-time': -1 },
    ],
  });
});

it('describes the job graph with the same vertices in plan and list', () => {
  const { rest, job } = jobManager();
  const ids = job.vertices.map(vertex => vertex.id);
  expect(get(rest, `/jobs/${job.jobId}`)).toMatchObject({
    state: 'RUNNING',
    vertices: ids.map(id => ({ id, status: 'RUNNING' })),
    plan: { nodes: [...ids].reverse().map(id => ({ id })) },
  });
});

it('finds no metrics at the first query after a start', () => {
  const { rest, job } = jobManager();
  const target = `/jobs/${job.jobId}/metrics?get=numRestarts`;
  expect(get(rest, target)).toEqual([]);
  expect(get(rest, target)).toEqual([{ id: 'numRestarts', value: '0' }]);
});

it('gives plain metrics as strings and aggregated ones as numbers', () => {
  const { rest, job } = jobManager();
  warm(rest);
  expect(
    get(rest, `/jobs/${job.jobId}/metrics?get=lastCheckpointDuration`),
  ).toEqual([
    { id: 'lastCheckpointDuration', value: expect.stringMatching(/^\d+/) },
  ]);
  expect(
    get(rest, '/taskmanagers/metrics?get=Status.JVM.CPU.Load&agg=max'),
  ).toEqual([{ id: 'Status.JVM.CPU.Load', max: expect.any(Number) }]);
});

it('lists names only when no metric is asked for', () => {
  const { rest, job } = jobManager();
  warm(rest);
  expect(get(rest, `/jobs/${job.jobId}/metrics`)).toContainEqual({
    id: 'numRestarts',
  });
});

it.each([
  ['1.20', true],
  ['2.2', false],
])('names what the line %s has', (flinkVersion, deprecated) => {
  const { rest, job } = jobManager({ flinkVersion });
  warm(rest);
  const has = (id: string) => {
    const found = get(rest, `/jobs/${job.jobId}/metrics?get=${id}`);
    return Array.isArray(found) && found.length === 1;
  };
  expect(['runningTime', 'numRestarts'].map(has)).toEqual([true, true]);
  expect(['uptime', 'downtime', 'fullRestarts'].map(has)).toEqual([
    deprecated,
    deprecated,
    deprecated,
  ]);
});

it('measures Kafka lag at the source operator', () => {
  const { rest, job, clock } = jobManager({ story: 'growing-lag' });
  warm(rest);
  const [source] = job.vertices;
  const scope = source.name.split(' -> ')[0].replace(/[^\w]/g, '_');
  const base = `/jobs/${job.jobId}/vertices/${source.id}/subtasks/metrics`;
  const answer = get(
    rest,
    `${base}?get=${scope}.pendingRecords,${scope}.KafkaSourceReader.KafkaConsumer.records-lag-max&agg=sum`,
  );
  expect(answer).toEqual([
    { id: `${scope}.pendingRecords`, sum: expect.any(Number) },
    {
      id: `${scope}.KafkaSourceReader.KafkaConsumer.records-lag-max`,
      sum: expect.any(Number),
    },
  ]);
  const [{ sum }] = Array.isArray(answer) ? answer : [{ sum: 0 }];
  const pending = job.at(clock.now()).pendingRecords;
  // Each subtask rounds its share.
  expect(Math.abs(sum - pending)).toBeLessThanOrEqual(source.parallelism);
});

it('measures Kinesis lag per shard', () => {
  const { rest, job } = jobManager({ source: 'kinesis' });
  warm(rest);
  const [source] = job.vertices;
  expect(
    get(rest, `/jobs/${job.jobId}/vertices/${source.id}/subtasks/metrics`),
  ).toContainEqual({
    id: expect.stringMatching(
      /\.KinesisStreamSource\.accountId\.\d+\.region\..+\.stream\.orders\.shardId\..+\.millisBehindLatest$/,
    ),
  });
});

it('writes NaN as Java does', () => {
  const { rest, job, clock } = jobManager();
  warm(rest);
  const moment = job.at(clock.now());
  for (const vertex of job.vertices) {
    const busy = moment.vertices.get(vertex.id)?.busyTimeMsPerSecond;
    const [answer] = [
      get(
        rest,
        `/jobs/${job.jobId}/vertices/${vertex.id}/subtasks/metrics?get=busyTimeMsPerSecond&agg=max`,
      ),
    ].flat();
    expect(answer).toEqual({
      id: 'busyTimeMsPerSecond',
      max: Number.isNaN(busy) ? 'NaN' : busy,
    });
  }
});

it('reports back pressure of the vertices above a slow sink', () => {
  const { rest, job } = jobManager({ story: 'backpressure-slow-sink' });
  const levels = job.vertices.map(vertex =>
    get(rest, `/jobs/${job.jobId}/vertices/${vertex.id}/backpressure`),
  );
  expect(levels[0]).toMatchObject({ status: 'ok', backpressureLevel: 'high' });
  expect(levels[levels.length - 1]).toMatchObject({ backpressureLevel: 'ok' });
});

it('keeps the ten newest checkpoints and the counts of all', () => {
  const { rest, job, clock } = jobManager();
  const moment = job.at(clock.now());
  const answer = get(rest, `/jobs/${job.jobId}/checkpoints`);
  expect(answer).toMatchObject({
    counts: { completed: moment.numberOfCompletedCheckpoints, failed: 0 },
    latest: { completed: { status: 'COMPLETED' }, failed: null },
    history: Array.from({ length: 10 }, () => ({ is_savepoint: false })),
  });
});

it('calls the beginning of a run its start, not the last restart', () => {
  const { rest, job, clock } = jobManager({
    story: 'restart-loop-after-deploy',
  });
  const { numRestarts, runStartedAtMs } = job.at(clock.now());
  const answer = get(rest, `/jobs/${job.jobId}`);

  expect(numRestarts).toBeGreaterThan(10);
  expect(answer).toMatchObject({ 'start-time': runStartedAtMs });
  expect(runStartedAtMs).toBe(START_MS - 38 * 60_000);
});

it('tells that a first run began from nothing, and a deployment from the state before it', () => {
  const { rest, job, clock, control } = jobManager();
  const path = `/jobs/${job.jobId}/checkpoints`;
  expect(get(rest, path)).toMatchObject({
    counts: { restored: 0 },
    latest: { restored: null },
  });

  control.restart(job.jobId, { kind: 'deploy', downtimeMs: 30_000 });
  clock.advance(60_000);

  expect(get(rest, path)).toMatchObject({
    counts: { restored: 1 },
    latest: { restored: { id: expect.any(Number) } },
  });
});

it('says why checkpoints fail', () => {
  const { rest, job } = jobManager({ story: 'failing-checkpoints' });
  expect(get(rest, `/jobs/${job.jobId}/checkpoints`)).toMatchObject({
    latest: {
      failed: { status: 'FAILED', failure_message: expect.any(String) },
    },
  });
});

it('tells how checkpointing is configured', () => {
  const { rest, job } = jobManager();
  expect(get(rest, `/jobs/${job.jobId}/checkpoints/config`)).toMatchObject({
    mode: 'exactly_once',
    interval: job.checkpointIntervalMs,
    tolerable_failed_checkpoints: 3,
  });
});

it('keeps exceptions newest first, with where they happened', () => {
  const { rest, job } = jobManager({ story: 'restart-loop-after-deploy' });
  expect(
    get(rest, `/jobs/${job.jobId}/exceptions?maxExceptions=2`),
  ).toMatchObject({
    exceptionHistory: {
      entries: [
        {
          exceptionName: 'java.lang.NullPointerException',
          stacktrace: expect.stringContaining('PriceFunction.java:87'),
          taskManagerId: expect.any(String),
        },
        { exceptionName: 'java.lang.NullPointerException' },
      ],
      truncated: true,
    },
  });
});

it('masks secrets in the configuration', () => {
  expect(get(jobManager().rest, '/jobmanager/config')).toContainEqual({
    key: 's3.secret-key',
    value: '******',
  });
});

it('shows watermarks as strings', () => {
  const { rest, job } = jobManager();
  const sink = job.vertices[job.vertices.length - 1];
  const answer = get(rest, `/jobs/${job.jobId}/vertices/${sink.id}/watermarks`);
  const [{ id, value }] = Array.isArray(answer) ? answer : [];
  expect(id).toBe('0.currentInputWatermark');
  expect(Number(value)).toBeGreaterThan(LONG_MIN);
});

it('answers 404 for an unknown path, job, vertex and TaskManager', () => {
  const { rest, job } = jobManager();
  expect(call(rest, 'GET', '/nope')).toEqual({
    status: 404,
    body: { errors: ['Not found: /nope'] },
  });
  const unknown = [
    `/jobs/${'0'.repeat(32)}`,
    `/jobs/${job.jobId}/vertices/${'0'.repeat(32)}`,
    '/taskmanagers/none',
  ];
  expect(unknown.map(path => call(rest, 'GET', path).status)).toEqual([
    404, 404, 404,
  ]);
  expect(call(rest, 'GET', '/jobs/short').status).toBe(400);
});

it('takes a savepoint that can be followed to its location', () => {
  const { rest, job, clock } = jobManager();
  const triggerId = 'a'.repeat(32);
  const path = `/jobs/${job.jobId}/savepoints`;
  const body = { triggerId };
  expect(call(rest, 'POST', path, body)).toEqual({
    status: 202,
    body: { 'request-id': triggerId },
  });
  expect(get(rest, `${path}/${triggerId}`)).toMatchObject({
    status: { id: 'IN_PROGRESS' },
  });
  const taken = job
    .checkpoints(START_MS, START_MS + 60 * 60_000)
    .find(checkpoint => checkpoint.isSavepoint);
  clock.set((taken?.endedAtMs ?? 0) + 1);
  expect(get(rest, `${path}/${triggerId}`)).toMatchObject({
    status: { id: 'COMPLETED' },
    operation: { location: expect.stringContaining('savepoint') },
  });
});

it('forgets the result of a savepoint after five minutes', () => {
  const { rest, job, clock } = jobManager();
  const path = `/jobs/${job.jobId}/savepoints`;
  const triggerId = 'c'.repeat(32);
  call(rest, 'POST', path, { triggerId });
  clock.advance(5 * 60_000 + 1);
  expect(call(rest, 'GET', `${path}/${triggerId}`).status).toBe(404);
});

it('completes a savepoint with a failure when the job does not run', () => {
  const { rest, job, control } = jobManager();
  control.stop(job.jobId, 'cancel');
  const triggerId = 'b'.repeat(32);
  call(rest, 'POST', `/jobs/${job.jobId}/savepoints`, { triggerId });
  expect(get(rest, `/jobs/${job.jobId}/savepoints/${triggerId}`)).toMatchObject(
    {
      status: { id: 'COMPLETED' },
      operation: { 'failure-cause': { class: expect.any(String) } },
    },
  );
});

it('cancels a job once, and refuses without control', () => {
  const { rest, job, clock } = jobManager();
  const path = `/jobs/${job.jobId}?mode=cancel`;
  expect(call(rest, 'PATCH', path).status).toBe(202);
  clock.advance(60_000);
  expect(get(rest, `/jobs/${job.jobId}`)).toMatchObject({ state: 'CANCELED' });
  expect(call(rest, 'PATCH', path).status).toBe(409);
  const locked = jobManager({ readOnly: true });
  expect(
    call(locked.rest, 'PATCH', `/jobs/${locked.job.jobId}?mode=cancel`).status,
  ).toBe(403);
});

it('serves a standalone JobManager over HTTP', async () => {
  const listener = await serveFlinkRest(jobManager().rest, { port: 0 });
  const response = await fetch(`${listener.url}/jobs/overview`);
  const body: unknown = await response.json();
  await listener.close();
  expect(body).toMatchObject({ jobs: [{ name: 'orders' }] });
});
