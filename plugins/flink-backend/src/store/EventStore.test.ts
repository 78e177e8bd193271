import { TestDatabases } from '@backstage/backend-test-utils';
import type { RuntimeEvent } from '@flink-portal/backstage-plugin-flink-common';
import { EventStore } from './EventStore';
import { MIGRATIONS_DIRECTORY } from './openStore';

const START_MS = Date.parse('2026-11-22T10:00:00Z');
const MINUTE_MS = 60_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const warning = (
  minute: number,
  overrides: Partial<RuntimeEvent> = {},
): RuntimeEvent => ({
  at: new Date(START_MS + minute * MINUTE_MS).toISOString(),
  type: 'warning',
  reason: 'BackOff',
  message: 'Back-off restarting failed container',
  count: minute + 1,
  object: 'Pod/orders-taskmanager-1',
  ...overrides,
});

describe.each(databases.eachSupportedId())('stored warnings on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    const store = new EventStore(knex);
    return {
      write: (...events: RuntimeEvent[]) =>
        store.write(events.map(event => ({ applicationId: 'a', event }))),
      read: (limit = 10) =>
        store.readBackwards('a', START_MS, START_MS + 600 * MINUTE_MS, limit),
    };
  }

  it('are one when the same is said again within the hour, from when it was first said', async () => {
    const { write, read } = await setUp();
    await write(warning(1));
    await write(warning(50));
    await write(warning(70));

    expect(await read()).toMatchObject([
      { firstAtMs: START_MS + 70 * MINUTE_MS },
      {
        firstAtMs: START_MS + MINUTE_MS,
        lastAtMs: START_MS + 50 * MINUTE_MS,
        event: { count: 51 },
      },
    ]);
  });

  it('are apart when they are about different things', async () => {
    const { write, read } = await setUp();
    await write(
      warning(1),
      warning(2, { object: 'Pod/orders-taskmanager-2' }),
      warning(3, { reason: 'Unhealthy' }),
      warning(4, { message: 'Readiness probe failed' }),
    );

    expect(await read()).toHaveLength(4);
    expect(await read(2)).toHaveLength(2);
  });
});
