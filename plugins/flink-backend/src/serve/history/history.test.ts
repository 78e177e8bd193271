import { TestDatabases } from '@backstage/backend-test-utils';
import { read } from '@flink-portal/backstage-plugin-flink-common';
import { FakeRuntime, SOURCE } from '../../__testUtils__/FakeRuntime';
import {
  identity,
  metricsRead,
  minutes,
  observation,
} from '../../__testUtils__/observations';
import { idPath, startFlink } from '../../__testUtils__/startFlink';

const NOW_MS = Date.parse('2026-11-22T10:00:00.000Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const ORDERS = idPath(identity('orders').id);

jest.setTimeout(60_000);

interface Item {
  id: string;
  kind: string;
  at: string;
  title: string;
}

describe.each(databases.eachSupportedId())('history on %s', id => {
  async function setUp() {
    const clock = { nowMs: NOW_MS };
    let present = true;
    let overrides: Parameters<typeof observation>[2] = {};
    const runtime = new FakeRuntime().on(SOURCE, async context => {
      if (present) {
        await context.emit(
          observation(identity('orders'), clock.nowMs, overrides),
        );
      }
      await context.complete(present ? [identity('orders').id] : []);
    });
    const knex = await databases.init(id);
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });
    /** One reading, that much later. */
    const observe = async (
      laterMs: number,
      next: typeof overrides | 'gone',
    ) => {
      // What lies between is read as it was, so that nothing is missed.
      for (let left = laterMs; left > MINUTE_MS; left -= MINUTE_MS) {
        clock.nowMs += MINUTE_MS;
        if (left % (4 * MINUTE_MS) === 0) {
          await flink.collect(SOURCE.id);
        }
      }
      clock.nowMs += Math.min(laterMs, MINUTE_MS);
      present = next !== 'gone';
      overrides = next === 'gone' ? {} : next;
      await flink.collect(SOURCE.id);
    };
    return { clock, flink, observe, knex };
  }

  it('tells a deploy, an incident, its restarts and the recovery, newest first', async () => {
    const { clock, flink, observe } = await setUp();
    const startedAt = new Date(NOW_MS + 3 * MINUTE_MS).toISOString();
    const update = {
      id: 'op-41',
      kind: 'update',
      verbatim: 'UpdateApplication',
      startedAt,
      planned: true,
      change: 'version 41 to 42',
      initiatedBy: 'kira',
    } as const;
    await observe(0, {});
    await observe(4 * MINUTE_MS, {
      phase: 'changing',
      operations: read([{ ...update, status: 'inProgress' }], startedAt),
    });
    const ended = {
      ...update,
      status: 'succeeded',
      endedAt: new Date(NOW_MS + 6 * MINUTE_MS).toISOString(),
    } as const;
    await observe(3 * MINUTE_MS, {
      operations: read([ended], startedAt),
    });
    await observe(33 * MINUTE_MS, {
      phase: 'failed',
      since: new Date(NOW_MS + 30 * MINUTE_MS).toISOString(),
      operations: read([ended], startedAt),
      metrics: metricsRead(
        [
          minutes('numRestarts', clock.nowMs + 33 * MINUTE_MS, [0, 0, 1, 3]),
          minutes(
            'numberOfFailedCheckpoints',
            clock.nowMs + 33 * MINUTE_MS,
            [2, 2, 3, 3],
          ),
        ],
        clock.nowMs,
      ),
      events: read(
        [
          {
            at: new Date(NOW_MS + 35 * MINUTE_MS).toISOString(),
            type: 'warning',
            reason: 'BackOff',
            message: 'Back-off restarting failed container',
            count: 12,
            object: 'Pod/orders-taskmanager-1',
          },
          {
            at: new Date(NOW_MS + 35 * MINUTE_MS).toISOString(),
            type: 'normal',
            reason: 'Pulled',
            message: 'Container image is present',
            count: 1,
          },
        ],
        startedAt,
      ),
    });
    await observe(4 * MINUTE_MS, { operations: read([ended], startedAt) });

    const { body } = await flink.get(`${ORDERS}/timeline`).expect(200);

    expect(body).toMatchObject({
      from: new Date(clock.nowMs - 7 * 24 * HOUR_MS).toISOString(),
      to: new Date(clock.nowMs).toISOString(),
    });
    expect(
      body.items.map((item: Item) => [
        item.kind,
        (Date.parse(item.at) - NOW_MS) / MINUTE_MS,
        item.title,
      ]),
    ).toEqual([
      ['verdict', 44, 'Healthy again after 4 min Unhealthy'],
      ['verdict', 40, expect.stringMatching(/^Became Unhealthy: Unhealthy, /)],
      ['restart', 39, '3 restarts in 1 min'],
      ['failedCheckpoint', 39, '1 checkpoint failed'],
      ['event', 35, 'BackOff: Back-off restarting failed container'],
      ['verdict', 7, 'Healthy after a planned change of 3 min'],
      ['verdict', 4, 'Changing as planned: Updated: version 41 to 42'],
      ['operation', 3, 'Updated: version 41 to 42'],
      ['verdict', 0, 'First seen, Healthy'],
    ]);
    expect(body.items).toMatchObject([
      { fromVerdict: 'Unhealthy', verdict: 'Healthy', planned: false },
      {
        fromVerdict: 'Healthy',
        verdict: 'Unhealthy',
        planned: false,
        ruleId: 'test',
        detail: 'It began 10 min before it was noticed',
      },
      { count: 3, planned: false },
      { count: 1 },
      { detail: 'Pod/orders-taskmanager-1, 12 times', count: 12 },
      { planned: true },
      { planned: true },
      {
        endedAt: ended.endedAt,
        planned: true,
        detail: 'Planned, took 3 min, by kira',
      },
      {},
    ]);
    await flink.stop();
  });

  it('gives every item once, whatever the size of the pages and what is asked for', async () => {
    const { flink, observe } = await setUp();
    await observe(0, {});
    for (let turn = 0; turn < 6; turn += 1) {
      await observe(MINUTE_MS, { phase: 'failed' });
      await observe(MINUTE_MS, {});
    }
    const all: Item[] = (await flink.get(`${ORDERS}/timeline`)).body.items;

    const paged: Item[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await flink
        .get(
          `${ORDERS}/timeline?limit=4&kind=verdict${
            cursor ? `&cursor=${cursor}` : ''
          }`,
        )
        .expect(200);
      paged.push(...body.items);
      cursor = body.nextCursor;
      // What happens meanwhile never moves what is older.
      await observe(MINUTE_MS, {
        phase: paged.length % 8 ? 'failed' : undefined,
      });
    } while (cursor);

    expect(all).toHaveLength(13);
    expect(paged).toEqual(all);
    expect(
      (await flink.get(`${ORDERS}/timeline?kind=event&kind=fault`)).body.items,
    ).toEqual([]);
    await flink.get(`${ORDERS}/timeline?cursor=nonsense`).expect(400);
    await flink.stop();
  });

  it('counts the time in each verdict, with what was not watched apart', async () => {
    const { flink, observe } = await setUp();
    await observe(0, {});
    await observe(HOUR_MS, { phase: 'failed' });
    await observe(30 * MINUTE_MS, {});
    await observe(30 * MINUTE_MS, 'gone');
    await observe(60 * MINUTE_MS, {});
    await observe(30 * MINUTE_MS, { phase: 'stopped' });
    await observe(10 * MINUTE_MS, { phase: 'stopped' });

    const { body } = await flink.get(`${ORDERS}/availability`).expect(200);

    const [day] = body.windows;
    expect(day.durationsMs).toEqual({
      Healthy: 120 * MINUTE_MS,
      Degraded: 0,
      Unhealthy: 30 * MINUTE_MS,
      Changing: 0,
      Stopped: 10 * MINUTE_MS,
      Unknown: 0,
    });
    expect(day.notWatchedMs).toBe(24 * HOUR_MS - 160 * MINUTE_MS);
    expect(day.availabilityPercent).toBeCloseTo(80);
    expect(day.worsenings).toBe(1);
    expect(body.windows.map(({ range }: { range: string }) => range)).toEqual([
      '24h',
      '7d',
      '30d',
    ]);
    expect(
      body.spans.map(({ verdict }: { verdict: string }) => verdict),
    ).toEqual(['Healthy', 'Unhealthy', 'Healthy', 'Stopped']);
    await flink.stop();
  });

  it('has no percentage when nothing was seen to run', async () => {
    const { flink, observe } = await setUp();
    await observe(0, { phase: 'stopped' });
    await observe(3 * MINUTE_MS, { phase: 'stopped' });

    const { body } = await flink.get(`${ORDERS}/availability`).expect(200);

    expect(body.windows[0]).not.toHaveProperty('availabilityPercent');
    await flink.stop();
  });

  it('asks the database a fixed number of times, however much happened', async () => {
    const { flink, observe, knex } = await setUp();
    await observe(0, {});
    const queriesOf = async (path: string) => {
      // Owners are told in the background; that is over when this is.
      await flink.notifyOwners();
      let queries = 0;
      const count = () => {
        queries += 1;
      };
      knex.on('query', count);
      await flink.get(path).expect(200);
      knex.off('query', count);
      return queries;
    };
    const few = [
      await queriesOf(`${ORDERS}/timeline`),
      await queriesOf(`${ORDERS}/availability`),
    ];
    for (let turn = 0; turn < 5; turn += 1) {
      await observe(MINUTE_MS, { phase: 'failed' });
      await observe(MINUTE_MS, {});
    }

    expect([
      await queriesOf(`${ORDERS}/timeline?range=30d&limit=200`),
      await queriesOf(`${ORDERS}/availability`),
    ]).toEqual(few);
    await flink.stop();
  });

  it('leaves out what was over before the range began', async () => {
    const { flink, clock, observe } = await setUp();
    await observe(0, {});
    await observe(MINUTE_MS, { phase: 'failed' });
    clock.nowMs += 25 * HOUR_MS;

    const titles = async (range: string) =>
      (await flink.get(`${ORDERS}/timeline?range=${range}`)).body.items.length;

    expect([await titles('24h'), await titles('7d')]).toEqual([0, 2]);
    await flink.stop();
  });

  it('counts how often it became Unhealthy, window by window', async () => {
    const { flink, clock, observe } = await setUp();
    // Found like this, it did not become so.
    await observe(0, { phase: 'failed' });
    await observe(MINUTE_MS, {});
    await observe(MINUTE_MS, { phase: 'failed' });
    clock.nowMs += 25 * HOUR_MS;
    await observe(0, {});
    await observe(MINUTE_MS, { phase: 'failed' });

    const { body } = await flink.get(`${ORDERS}/availability`).expect(200);

    expect(
      body.windows.map(({ worsenings }: { worsenings: number }) => worsenings),
    ).toEqual([1, 2, 2]);
    await flink.stop();
  });

  it('knows that one was gone that comes back within one collection', async () => {
    const clock = { nowMs: NOW_MS };
    const runtime = new FakeRuntime().on(SOURCE, async context => {
      const emit = () =>
        context.emit(observation(identity('orders'), clock.nowMs));
      await emit();
      clock.nowMs += MINUTE_MS;
      await context.complete([]);
      clock.nowMs += MINUTE_MS;
      await emit();
    });
    const knex = await databases.init(id);
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });
    await flink.collect(SOURCE.id);

    const { body } = await flink.get(`${ORDERS}/timeline`).expect(200);

    expect(body.items.map(({ title }: Item) => title)).toEqual([
      'Back after 1 min, Healthy',
      'No longer in its source',
      'First seen, Healthy',
    ]);
    await flink.stop();
  });
});
