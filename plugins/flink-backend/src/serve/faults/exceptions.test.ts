import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  fingerprintOf,
  read,
  type ExceptionRecord,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkSourceError,
  type FaultsAnswer,
  type FaultsQuery,
} from '@flink-portal/backstage-plugin-flink-node';
import { FakeRuntime, SOURCE } from '../../__testUtils__/FakeRuntime';
import { identity, observation } from '../../__testUtils__/observations';
import { idPath, startFlink } from '../../__testUtils__/startFlink';
import { FaultStore, type FoundFault } from '../../store/FaultStore';

const NOW_MS = Date.parse('2026-11-22T10:00:10.000Z');
const MINUTE_MS = 60_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const ORDERS = identity('orders');
const PATH = `${idPath(ORDERS.id)}/exceptions`;
const minutesAgo = (minutes: number) =>
  new Date(NOW_MS - minutes * MINUTE_MS).toISOString();

const BAD: ExceptionRecord = {
  kind: 'exception',
  at: minutesAgo(5),
  exceptionClass: 'com.acme.Bad',
  message: 'no price for order 4711',
  stack:
    'com.acme.Bad: no price for order 4711\n\tat com.acme.Price.of(Price.java:9)',
  task: 'enrich (1/4)',
  taskManager: 'tm-1',
  source: 'CloudWatch Logs',
};
const LOOP: FaultsAnswer = {
  records: [
    { kind: 'checkpointCompleted', at: minutesAgo(6), source: BAD.source },
    BAD,
    {
      kind: 'leftRunning',
      at: minutesAgo(5),
      to: 'RESTARTING',
      source: BAD.source,
    },
    { ...BAD, at: minutesAgo(3), message: 'no price for order 12' },
    {
      kind: 'leftRunning',
      at: minutesAgo(3),
      to: 'RESTARTING',
      source: BAD.source,
    },
  ],
  lookedIn: [{ source: 'CloudWatch Logs', status: 'read' }],
  calls: { 'logs:FilterLogEvents': 1 },
  usd: 0,
};
const KEPT: FoundFault = {
  status: 'found',
  reason: 'It was the first failure after the checkpoint.',
  at: minutesAgo(600),
  exceptionClass: 'com.acme.Older',
  message: 'kept when it broke',
};

jest.setTimeout(60_000);

describe('the exceptions of an application', () => {
  async function setUp(
    readFaults?: (of: Observation, query: FaultsQuery) => Promise<FaultsAnswer>,
    options: {
      parts?: Partial<Observation>;
      permissions?: ReturnType<typeof mockServices.permissions.mock>;
    } = {},
  ) {
    const knex = await databases.init('SQLITE_3');
    const clock = { nowMs: NOW_MS };
    const asked = jest.fn(readFaults ?? (async () => LOOP));
    const runtime = new FakeRuntime().on(SOURCE, context =>
      context.emit(observation(ORDERS, clock.nowMs, options.parts)),
    );
    runtime.readFaults = asked;
    const flink = await startFlink({
      knex,
      clock,
      runtimes: [runtime],
      permissions: options.permissions,
    });
    await flink.collect(SOURCE.id);
    return { flink, asked, runtime, clock, store: new FaultStore(knex), knex };
  }

  async function keep(store: FaultStore) {
    await store.begin([
      { applicationId: ORDERS.id, begunAtMs: NOW_MS, dueAtMs: NOW_MS },
    ]);
    const [wanted] = await store.readDue(NOW_MS, 1);
    await store.keep(wanted, KEPT, NOW_MS + 1);
  }

  it('come in groups, with the first fault pinned above them', async () => {
    const { flink, asked } = await setUp();

    const { body } = await flink.get(PATH).expect(200);

    expect(body).toEqual({
      from: '2026-11-21T10:00:30.000Z',
      to: '2026-11-22T10:00:30.000Z',
      firstFault: {
        status: 'found',
        reason: expect.stringContaining('1 later one is known'),
        at: minutesAgo(5),
        exceptionClass: 'com.acme.Bad',
        message: 'no price for order 4711',
        stack: BAD.stack,
        task: 'enrich (1/4)',
        taskManager: 'tm-1',
        fingerprint: fingerprintOf(BAD),
        afterCheckpointAt: minutesAgo(6),
        source: 'CloudWatch Logs',
      },
      groups: [
        {
          fingerprint: fingerprintOf(BAD),
          exceptionClass: 'com.acme.Bad',
          message: 'no price for order 12',
          stack: BAD.stack,
          count: 2,
          firstAt: minutesAgo(5),
          lastAt: minutesAgo(3),
          tasks: ['enrich'],
          taskManagers: ['tm-1'],
          sources: ['CloudWatch Logs'],
        },
      ],
      lookedIn: [{ source: 'CloudWatch Logs', status: 'read' }],
    });
    expect(asked.mock.calls[0][0].application).toEqual(ORDERS);
    await flink.stop();
  });

  it.each([
    ['1h', 1],
    ['6h', 6],
    ['7d', 168],
  ])('are read over %s', async (range, hours) => {
    const { flink, asked } = await setUp();

    await flink.get(`${PATH}?range=${range}`).expect(200);

    const [, { fromMs, toMs, limit }] = asked.mock.calls[0];
    expect(toMs - fromMs).toBe(hours * 60 * MINUTE_MS);
    expect(limit).toBe(2_000);
    await flink.stop();
  });

  it('are not read over a range nobody offers', async () => {
    const { flink } = await setUp();
    const { status } = await flink.get(`${PATH}?range=90d`);
    expect(status).toBe(400);
    await flink.stop();
  });

  it('are asked once for all who ask at a time, and anew half a minute later', async () => {
    const { flink, asked, clock, knex } = await setUp();

    await Promise.all([flink.get(PATH), flink.get(PATH), flink.get(PATH)]);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(await knex('flink_source_calls')).toMatchObject([
      { operation: 'logs:FilterLogEvents', calls: 1 },
    ]);

    clock.nowMs += 31_000;
    await flink.get(PATH);
    expect(asked).toHaveBeenCalledTimes(2);
    await flink.stop();
  });

  it('are refused without the permission, before anything is asked, and that is audited', async () => {
    const { flink, asked } = await setUp(undefined, {
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(() => ({ result: AuthorizeResult.DENY })),
        authorizeConditional: async requests =>
          requests.map(() => ({ result: AuthorizeResult.DENY })),
      }),
    });

    await flink.get(PATH).expect(403);

    expect(asked).not.toHaveBeenCalled();
    expect(flink.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        meta: { queryType: 'exceptions', applicationId: ORDERS.id },
      }),
    );
    expect(flink.audited.fail).toHaveBeenCalledTimes(1);
    await flink.stop();
  });

  it('of an application that is not known are not found', async () => {
    const { flink } = await setUp();
    const { status } = await flink.get(
      `${idPath(identity('none').id)}/exceptions`,
    );
    expect(status).toBe(404);
    await flink.stop();
  });

  it('say since when they are complete, and do not call the oldest the first', async () => {
    const { flink } = await setUp(async () => ({
      ...LOOP,
      records: LOOP.records.slice(1),
      completeFromMs: NOW_MS - 5.5 * MINUTE_MS,
    }));

    const { body } = await flink.get(PATH).expect(200);

    expect(body).toMatchObject({
      completeFrom: minutesAgo(5.5),
      firstFault: {
        status: 'unknown',
        reason: expect.stringContaining('in the middle of the loop'),
      },
    });
    await flink.stop();
  });

  it('take the job’s own checkpoint and start where records lack them', async () => {
    const { flink } = await setUp(
      async () => ({ ...LOOP, records: LOOP.records.slice(1) }),
      {
        parts: {
          jobs: read(
            [
              {
                name: 'orders',
                lastCompletedCheckpoint: { at: minutesAgo(7) },
              },
            ],
            minutesAgo(0),
          ),
        },
      },
    );

    const { body } = await flink.get(PATH).expect(200);

    expect(body.firstFault.afterCheckpointAt).toBe(minutesAgo(7));
    await flink.stop();
  });

  it('show no first fault of a trouble that is over', async () => {
    const hoursEarlier = LOOP.records.map(record => ({
      ...record,
      at: new Date(Date.parse(record.at) - 120 * MINUTE_MS).toISOString(),
    }));
    const { flink } = await setUp(async () => ({
      ...LOOP,
      records: hoursEarlier,
    }));

    const { body } = await flink.get(PATH).expect(200);

    expect(body.firstFault).toMatchObject({ status: 'none' });
    expect(body.groups).toHaveLength(1);
    await flink.stop();
  });

  it('fall back to the fault that was kept when it cannot be told any more', async () => {
    const { flink, store } = await setUp(async () => {
      throw new FlinkSourceError('throttled', 'AWS is limiting our calls');
    });
    await keep(store);

    const { body } = await flink.get(PATH).expect(200);

    expect(body.firstFault).toEqual(KEPT);
    await flink.stop();
  });

  it('say why they could not be read', async () => {
    const { flink } = await setUp(async () => {
      throw new FlinkSourceError('throttled', 'AWS is limiting our calls');
    });

    const { body } = await flink.get(PATH).expect(200);

    expect(body).toMatchObject({
      firstFault: {
        status: 'unknown',
        reason: 'AWS is limiting our calls; exceptions are not known.',
      },
      groups: [],
      lookedIn: [],
    });
    await flink.stop();
  });

  it('do not tell what an unexpected error says', async () => {
    const { flink } = await setUp(async () => {
      throw new Error('token=s3cr3t');
    });

    const { text } = await flink.get(PATH).expect(200);

    expect(text).toContain('could not be used');
    expect(text).not.toContain('s3cr3t');
    await flink.stop();
  });

  it('say that a runtime has none to read', async () => {
    const { flink, runtime } = await setUp();
    runtime.readFaults = undefined;

    const { body } = await flink.get(PATH).expect(200);

    expect(body.firstFault).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('no module'),
    });
    await flink.stop();
  });

  it('leave the kept fault in lists, in details and on the timeline, whatever is collected', async () => {
    const { flink, store } = await setUp();
    await keep(store);
    await flink.collect(SOURCE.id);
    const firstFault = {
      at: KEPT.at,
      exceptionClass: KEPT.exceptionClass,
      message: KEPT.message,
    };

    const list = await flink.get('/applications').expect(200);
    expect(list.body.items).toMatchObject([{ firstFault }]);
    const detail = await flink.get(idPath(ORDERS.id)).expect(200);
    expect(detail.body).toMatchObject({ firstFault });
    const timeline = await flink
      .get(`${idPath(ORDERS.id)}/timeline?kind=fault`)
      .expect(200);
    expect(timeline.body.items).toMatchObject([{ kind: 'fault', at: KEPT.at }]);
    await flink.stop();
  });
});
