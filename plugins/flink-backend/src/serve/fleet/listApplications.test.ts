import { TestDatabases } from '@backstage/backend-test-utils';
import type { Phase } from '@flink-portal/backstage-plugin-flink-common';
import { FakeRuntime, SOURCE } from '../../__testUtils__/FakeRuntime';
import {
  identity,
  metricsRead,
  minutes,
  observation,
} from '../../__testUtils__/observations';
import { startFlink } from '../../__testUtils__/startFlink';

const NOW_MS = Date.parse('2026-11-22T10:00:00.000Z');
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

interface Given {
  name: string;
  phase?: Phase;
  since?: string;
  labels?: Record<string, string>;
  lag?: number;
}

interface Item {
  name: string;
}

describe.each(databases.eachSupportedId())('the fleet list on %s', id => {
  async function fleetOf(given: Given[]) {
    const knex = await databases.init(id);
    const clock = { nowMs: NOW_MS };
    let apps = given;
    const runtime = new FakeRuntime().on(SOURCE, async context => {
      await Promise.all(
        apps.map(({ name, phase, since, labels, lag }) =>
          context.emit(
            observation(identity(name, { labels: labels ?? {} }), clock.nowMs, {
              phase,
              since,
              ...(lag === undefined
                ? {}
                : {
                    metrics: metricsRead(
                      [minutes('pendingRecords', clock.nowMs, [lag])],
                      clock.nowMs,
                    ),
                  }),
            }),
          ),
        ),
      );
      await context.complete(apps.map(({ name }) => identity(name).id));
    });
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });
    await flink.collect(SOURCE.id);
    return {
      ...flink,
      knex,
      change: async (changed: Given[]) => {
        apps = changed;
        clock.nowMs += 1000;
        await flink.collect(SOURCE.id);
      },
      names: async (query: string) => {
        const { body } = await flink.get(`/applications${query}`).expect(200);
        return body.items.map((item: Item) => item.name);
      },
    };
  }

  it('shows the worst first, then the most important tier, then the longest trouble', async () => {
    const fleet = await fleetOf([
      { name: 'healthy' },
      { name: 'new', phase: 'failed', since: '2026-11-22T09:30:00Z' },
      { name: 'old', phase: 'failed', since: '2026-11-22T08:00:00Z' },
      { name: 'important', phase: 'failed', labels: { tier: '1' } },
      { name: 'changing', phase: 'changing' },
    ]);

    expect(await fleet.names('')).toEqual([
      'important',
      'old',
      'new',
      'changing',
      'healthy',
    ]);
    await fleet.stop();
  });

  it('sorts by a number with what has none at the end in either direction', async () => {
    const fleet = await fleetOf([
      { name: 'none' },
      { name: 'small', lag: 5 },
      { name: 'large', lag: 1_000 },
    ]);

    expect(await fleet.names('?sort=lag')).toEqual(['large', 'small', 'none']);
    expect(await fleet.names('?sort=lag&order=asc')).toEqual([
      'small',
      'large',
      'none',
    ]);
    await fleet.stop();
  });

  it('counts every verdict under the other filters, whichever verdict is asked for', async () => {
    const fleet = await fleetOf([
      { name: 'a', labels: { env: 'prod' } },
      { name: 'b', labels: { env: 'prod' }, phase: 'failed' },
      { name: 'c', labels: { env: 'dev' }, phase: 'failed' },
    ]);

    const { body } = await fleet
      .get('/applications?environment=prod&verdict=Unhealthy')
      .expect(200);

    expect(body.items.map((item: Item) => item.name)).toEqual(['b']);
    expect(body.totalItems).toBe(1);
    expect(body.counts).toMatchObject({ Healthy: 1, Unhealthy: 1 });
    expect(body.facets.environments).toEqual(['dev', 'prod']);
    await fleet.stop();
  });

  it('accepts a filter several times', async () => {
    const fleet = await fleetOf([
      { name: 'a', phase: 'failed' },
      { name: 'b', phase: 'changing' },
      { name: 'c' },
    ]);

    expect(
      await fleet.names('?verdict=Unhealthy&verdict=Changing&sort=name'),
    ).toEqual(['a', 'b']);
    await fleet.stop();
  });

  it('finds every word of a search in name, scope, owner or finding, and takes % and _ as they are', async () => {
    const fleet = await fleetOf([
      { name: 'Orders_v1', labels: { team: 'payments' } },
      { name: 'orders-v1', labels: { team: 'search' } },
    ]);

    expect(await fleet.names('?q=ORDERS&sort=name')).toHaveLength(2);
    expect(await fleet.names('?q=orders%20payments')).toEqual(['Orders_v1']);
    expect(await fleet.names('?q=orders_')).toEqual(['Orders_v1']);
    expect(await fleet.names('?q=us-east-1')).toHaveLength(2);
    expect(await fleet.names('?q=%25')).toEqual([]);
    await fleet.stop();
  });

  it('turns pages forth and back over 120 applications', async () => {
    const names = Array.from(
      { length: 120 },
      (_, index) => `app-${String(index).padStart(3, '0')}`,
    );
    const fleet = await fleetOf(
      names.map((name, index) => ({
        name,
        lag: index % 3 === 0 ? index % 7 : undefined,
        labels: index % 4 === 0 ? { team: `team-${index % 5}` } : undefined,
      })),
    );
    for (const sort of ['name', 'lag', 'owner', 'verdict']) {
      const seen: string[] = [];
      let cursor = '';
      let first: string[] = [];
      let previous = '';
      for (;;) {
        const { body } = await fleet
          .get(`/applications?sort=${sort}&limit=50${cursor}`)
          .expect(200);
        const page = body.items.map((item: Item) => item.name);
        first = seen.length === 0 ? page : first;
        seen.push(...page);
        previous = seen.length === 100 ? body.prevCursor : previous;
        if (!body.nextCursor) {
          break;
        }
        cursor = `&cursor=${body.nextCursor}`;
      }
      const back = await fleet
        .get(`/applications?sort=${sort}&limit=50&cursor=${previous}`)
        .expect(200);

      expect([...seen].sort()).toEqual(names);
      expect(back.body.items.map((item: Item) => item.name)).toEqual(first);
      expect(back.body.prevCursor).toBeUndefined();
    }
    await fleet.stop();
  });

  it('never skips or repeats an application because others change their place between pages', async () => {
    const given = Array.from({ length: 120 }, (_, index) => ({
      name: `app-${String(index).padStart(3, '0')}`,
      lag: 1_000 - index,
    }));
    const fleet = await fleetOf(given);
    const seen: string[] = [];
    let cursor = '';
    const moved = new Set<string>();
    for (let page = 0; page < 4; page += 1) {
      const { body } = await fleet
        .get(`/applications?sort=lag&limit=30${cursor}`)
        .expect(200);
      seen.push(...body.items.map((item: Item) => item.name));
      cursor = `&cursor=${body.nextCursor}`;
      // Ten that were shown drop to the end, ten from further down rise to the top.
      await fleet.change(
        given.map((each, index) => {
          if (index % 30 < 10 && page === 0 && index < 60) {
            moved.add(each.name);
            return { ...each, lag: index < 30 ? 1 : 5_000 };
          }
          return each;
        }),
      );
    }
    const stayed = given
      .map(({ name }) => name)
      .filter(name => !moved.has(name));

    expect(moved.size).toBe(20);
    expect(seen.filter(name => !moved.has(name))).toEqual(stayed);
    await fleet.stop();
  });

  it.each([
    ['?cursor=nonsense', 'cursor'],
    ['?verdict=Fine', 'verdict'],
    ['?limit=0', 'limit'],
    ['?sort=colour', 'sort'],
  ])('answers 400 with what is wrong for %s', async (query, word) => {
    const fleet = await fleetOf([]);

    const { body } = await fleet.get(`/applications${query}`).expect(400);

    expect(body.error.message).toContain(word);
    await fleet.stop();
  });

  it('reads one page in three queries, however many applications it holds', async () => {
    const fleet = await fleetOf(
      Array.from({ length: 60 }, (_, index) => ({ name: `app-${index}` })),
    );
    // Owners are told in the background; that is over when this is.
    await fleet.notifyOwners();
    const queries: string[] = [];
    fleet.knex.on('query', ({ sql }) => queries.push(sql));

    await fleet.get('/applications?limit=1').expect(200);
    const forOne = queries.length;
    queries.length = 0;
    await fleet.get('/applications?limit=60&q=app').expect(200);

    expect(forOne).toBe(3);
    expect(queries).toHaveLength(3);
    await fleet.stop();
  });

  it('stores a source of 50 applications in few statements', async () => {
    const fleet = await fleetOf([]);
    const queries: string[] = [];
    fleet.knex.on('query', ({ sql }) => queries.push(sql));

    await fleet.change(
      Array.from({ length: 50 }, (_, index) => ({
        name: `app-${index}`,
        lag: index,
      })),
    );

    expect(queries.length).toBeLessThanOrEqual(20);
    await fleet.stop();
  });
});
