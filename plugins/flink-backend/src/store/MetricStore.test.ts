import { TestDatabases } from '@backstage/backend-test-utils';
import { minutes } from '../__testUtils__/observations';
import { MetricStore } from './MetricStore';
import { MIGRATIONS_DIRECTORY } from './openStore';

const NOW_MS = Date.parse('2026-11-22T10:30:00Z');
const HOUR_MS = 3_600_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('stored metrics on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    const store = new MetricStore(knex);
    for (const hoursAgo of [3, 2, 1, 0]) {
      const untilMs = NOW_MS - hoursAgo * HOUR_MS;
      await store.merge(
        new Map([
          [
            'a',
            [
              minutes('numRestarts', untilMs, [4 - hoursAgo]),
              minutes('numberOfFailedCheckpoints', untilMs, [7]),
              minutes('pendingRecords', untilMs, [100]),
            ],
          ],
        ]),
      );
    }
    return store;
  }

  it('give a judgement the counters of restarts and no others', async () => {
    const store = await setUp();

    const recent = (await store.readRecent(['a'], NOW_MS)).get('a');

    expect(recent?.restartCounters.map(({ metric }) => metric)).toEqual([
      'numRestarts',
    ]);
  });

  it('give a timeline its counters with the hour before the range', async () => {
    const store = await setUp();

    const counters = await store.readCounters('a', NOW_MS - HOUR_MS, NOW_MS);

    expect(
      counters.map(({ metric, points }) => [
        metric,
        points.map(([, value]) => value),
      ]),
    ).toEqual([
      ['numRestarts', [2, 3, 4]],
      ['numberOfFailedCheckpoints', [7, 7, 7]],
    ]);
  });
});
