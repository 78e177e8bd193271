import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { FaultRecord } from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkSourceError,
  type FaultsAnswer,
} from '@flink-portal/backstage-plugin-flink-node';
import { FakeRuntime } from '../../__testUtils__/FakeRuntime';
import { judged } from '../../__testUtils__/judged';
import { toApplicationRow } from '../../store/applicationColumns';
import { FlinkStore } from '../../store/FlinkStore';
import { MIGRATIONS_DIRECTORY } from '../../store/openStore';
import type { ApplicationRow } from '../../store/rows';
import type { VerdictTransition } from '../../store/VerdictTransition';
import { RuntimeRegistry } from '../RuntimeRegistry';
import { FirstFaultSearch } from './FirstFaultSearch';
import { RuntimeFaults } from './RuntimeFaults';
import { TroubleWatch } from './TroubleWatch';

const START_MS = Date.parse('2026-11-22T10:00:00.000Z');
const MINUTE_MS = 60_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const idOf = (name: string) => `managed:111122223333/us-east-1/${name}`;

const minutesAgo = (minutes: number) =>
  new Date(START_MS - minutes * MINUTE_MS).toISOString();
const RECORDS: FaultRecord[] = [
  {
    kind: 'checkpointCompleted',
    at: minutesAgo(6),
    source: 'CloudWatch Logs',
  },
  {
    kind: 'exception',
    at: minutesAgo(5),
    exceptionClass: 'com.acme.Bad',
    message: 'no price',
    source: 'CloudWatch Logs',
  },
  {
    kind: 'leftRunning',
    at: minutesAgo(5),
    to: 'RESTARTING',
    source: 'CloudWatch Logs',
  },
];
const answerOf = (records: FaultRecord[]): FaultsAnswer => ({
  records,
  lookedIn: [{ source: 'CloudWatch Logs', status: 'read' }],
  calls: { 'logs:FilterLogEvents': 2 },
  usd: 0,
});

jest.setTimeout(60_000);

describe('the first fault of a trouble that begins', () => {
  async function setUp(names: readonly string[] = ['orders']) {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    const store = new FlinkStore(knex);
    for (const name of names) {
      await knex<ApplicationRow>('flink_applications').insert(
        toApplicationRow(judged(name, START_MS), START_MS),
      );
    }
    const clock = { nowMs: START_MS };
    const now = () => clock.nowMs;
    const logger = mockServices.logger.mock();
    const readFaults = jest.fn(
      async (): Promise<FaultsAnswer> => answerOf(RECORDS),
    );
    const runtime = new FakeRuntime();
    runtime.readFaults = readFaults;
    const runtimes = new RuntimeRegistry();
    runtimes.addRuntime(runtime);
    const publish = jest.fn(async () => {});
    const search = () =>
      new FirstFaultSearch({
        knex,
        store: store.faults,
        runtimes,
        runtimeFaults: new RuntimeFaults(store.calls, logger, now),
        tick: { publish },
        logger,
        now,
      });
    const watch = new TroubleWatch(store.faults);
    const first = search();
    return {
      knex,
      store,
      clock,
      runtime,
      readFaults,
      publish,
      logger,
      replica: search(),
      transition: (over: Partial<VerdictTransition>) =>
        watch.onTransitions([
          {
            applicationId: idOf('orders'),
            atMs: clock.nowMs,
            from: 'Healthy',
            to: 'Unhealthy',
            sinceMs: clock.nowMs,
            ruleIds: ['restart-loop'],
            planned: false,
            ...over,
          },
        ]),
      searchAfter: async (minutes: number) => {
        clock.nowMs += minutes * MINUTE_MS;
        await first.run();
      },
      shown: async () =>
        (await knex<ApplicationRow>('flink_applications').first())
          ?.first_fault_json,
    };
  }

  it('is found, kept and told to browsers', async () => {
    const { knex, transition, searchAfter, shown, publish, clock } =
      await setUp();

    await transition({});
    await searchAfter(1);

    expect(JSON.parse((await shown()) ?? '')).toEqual({
      at: minutesAgo(5),
      exceptionClass: 'com.acme.Bad',
      message: 'no price',
    });
    expect(publish).toHaveBeenCalledWith(clock.nowMs);
    expect(await knex('flink_source_calls')).toMatchObject([
      { operation: 'logs:FilterLogEvents', calls: 2 },
    ]);
  });

  it.each(['restart-loop', 'outage', 'job-failed', 'job-manager-down'])(
    'is looked for when %s holds, whatever leads',
    async ruleId => {
      const { transition, searchAfter, readFaults } = await setUp();
      await transition({
        ruleId: 'task-manager-out-of-memory',
        ruleIds: ['task-manager-out-of-memory', ruleId],
      });
      await searchAfter(1);
      expect(readFaults).toHaveBeenCalledTimes(1);
    },
  );

  it.each<[string, Partial<VerdictTransition>]>([
    ['only other rules hold', { ruleIds: ['lag-high'] }],
    ['no rule holds', { ruleIds: undefined }],
    ['it is no more than Degraded', { to: 'Degraded' }],
  ])('is not looked for when %s', async (_why, over) => {
    const { transition, searchAfter, readFaults } = await setUp();
    await transition(over);
    await searchAfter(60);
    expect(readFaults).not.toHaveBeenCalled();
  });

  it('waits until the lines have reached the log', async () => {
    const { transition, searchAfter, readFaults } = await setUp();
    await transition({});
    await searchAfter(0.1);
    expect(readFaults).not.toHaveBeenCalled();
  });

  it('is looked for once, whatever the verdict does while the trouble goes on', async () => {
    const { transition, searchAfter, readFaults, replica } = await setUp();
    await transition({});
    await searchAfter(1);
    await replica.run();
    await transition({ from: 'Unhealthy', to: 'Degraded' });
    await transition({ from: 'Degraded' });
    await transition({ from: 'Unknown' });
    await searchAfter(60);

    expect(readFaults).toHaveBeenCalledTimes(1);
  });

  it('is not looked for by two processes at a time', async () => {
    const { transition, clock, readFaults, replica, searchAfter } =
      await setUp();
    await transition({});
    clock.nowMs += MINUTE_MS;

    await Promise.all([searchAfter(0), replica.run()]);

    expect(readFaults).toHaveBeenCalledTimes(1);
  });

  it.each(['Healthy', 'Stopped'] as const)(
    'is shown until the application is %s',
    async to => {
      const { transition, searchAfter, shown } = await setUp();
      await transition({});
      await searchAfter(1);
      await transition({ from: 'Unhealthy', to: 'Changing' });
      expect(await shown()).toContain('com.acme.Bad');

      await transition({ from: 'Changing', to });

      expect(await shown()).toBeNull();
    },
  );

  it('is another one when the change that should help fails', async () => {
    const { transition, searchAfter, readFaults, shown } = await setUp();
    await transition({});
    await searchAfter(1);
    await transition({ from: 'Unhealthy', to: 'Changing' });
    await transition({ from: 'Changing', to: 'Unhealthy' });
    expect(await shown()).toBeNull();

    await searchAfter(1);

    expect(readFaults).toHaveBeenCalledTimes(2);
    expect(await shown()).toContain('com.acme.Bad');
  });

  it('is looked for again while it is not found, a few times', async () => {
    const { transition, searchAfter, readFaults, shown } = await setUp();
    readFaults.mockResolvedValue(answerOf([]));
    await transition({});
    for (const minutes of [1, 0.5, 0.5, 2, 5, 10, 20, 60, 60]) {
      await searchAfter(minutes);
    }

    expect(readFaults).toHaveBeenCalledTimes(6);
    expect(await shown()).toBeNull();
  });

  it('is looked for again when the runtime does not answer', async () => {
    const { transition, searchAfter, readFaults, shown } = await setUp();
    readFaults.mockRejectedValueOnce(
      new FlinkSourceError('throttled', 'AWS is limiting our calls'),
    );
    await transition({});
    await searchAfter(1);
    expect(await shown()).toBeNull();

    await searchAfter(1);

    expect(await shown()).toContain('com.acme.Bad');
  });

  it('is not looked for where nothing can be asked', async () => {
    const { store, runtime, transition, searchAfter, clock } = await setUp();
    runtime.readFaults = undefined;
    await transition({});
    await searchAfter(1);

    expect(await store.faults.readDue(clock.nowMs * 2, 10)).toEqual([]);
  });

  it('is looked for at two applications a round', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const { transition, searchAfter, readFaults } = await setUp(names);
    for (const name of names) {
      await transition({ applicationId: idOf(name) });
    }

    await searchAfter(1);
    expect(readFaults).toHaveBeenCalledTimes(2);
    await searchAfter(0);
    expect(readFaults).toHaveBeenCalledTimes(4);
  });

  it('fails for one application without harm to the next', async () => {
    const { knex, transition, searchAfter, readFaults, logger } = await setUp([
      'a',
      'b',
    ]);
    await transition({ applicationId: idOf('a') });
    await transition({ applicationId: idOf('b') });
    await knex('flink_applications')
      .where('id', idOf('a'))
      .update({ known_json: 'broken' });

    await searchAfter(1);

    expect(readFaults).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(`${idOf('a')} could not be looked for`),
    );
  });
});
