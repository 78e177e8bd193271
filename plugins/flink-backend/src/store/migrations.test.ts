import { TestDatabases } from '@backstage/backend-test-utils';
import { judged } from '../__testUtils__/judged';
import { OwnershipReader } from '../operate/claims/OwnershipReader';
import { toApplicationRow } from './applicationColumns';
import { MIGRATIONS_DIRECTORY } from './openStore';
import type { ApplicationRow, VerdictTransitionRow } from './rows';
import { REMOVED, TransitionStore } from './TransitionStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const TABLES = [
  'flink_sources',
  'flink_applications',
  'flink_entity_links',
  'flink_operations',
  'flink_verdict_transitions',
  'flink_metric_hours',
  'flink_source_calls',
  'flink_runtime_events',
  'flink_notification_states',
  'flink_notifications',
  'flink_faults',
  'flink_action_plans',
  'flink_actions',
  'flink_action_locks',
];

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('migrations on %s', id => {
  it('go up, down and up again', async () => {
    const knex = await databases.init(id);
    const existing = async () =>
      (
        await Promise.all(
          TABLES.map(async table =>
            (await knex.schema.hasTable(table)) ? [table] : [],
          ),
        )
      ).flat();
    const directory = MIGRATIONS_DIRECTORY;

    await knex.migrate.latest({ directory });
    expect(await existing()).toEqual(TABLES);
    await knex.migrate.rollback({ directory }, true);
    expect(await existing()).toEqual([]);
    await knex.migrate.latest({ directory });
    expect(await existing()).toEqual(TABLES);
  });

  it('lose nothing of what the first version stored', async () => {
    const knex = await databases.init(id);
    const directory = MIGRATIONS_DIRECTORY;
    await knex.migrate.up({ directory, name: '20261122120000_init.js' });
    await knex<VerdictTransitionRow>('flink_verdict_transitions').insert([
      {
        application_id: 'a',
        at: 1_000,
        from_verdict: null,
        to_verdict: 'Healthy',
        reason: null,
      },
      {
        application_id: 'a',
        at: 2_000,
        from_verdict: 'Healthy',
        to_verdict: 'Unhealthy',
        reason: 'Restart loop: 5 restarts in 10 min',
      },
    ]);
    for (const [name, removedAtMs] of [
      ['a', 3_000],
      ['b', null],
    ] as const) {
      const {
        first_fault_json: _fault,
        confirmed_owner: _owner,
        confirmed_environment: _environment,
        ...row
      } = toApplicationRow(judged(name, 2_000), 2_000);
      await knex<ApplicationRow>('flink_applications').insert({
        ...row,
        id: name,
        removed_at: removedAtMs,
      });
    }

    await knex('flink_entity_links').insert({
      entity_ref: 'component:default/orders',
      application_id: 'b',
      annotation: 'an-annotation',
      value: 'b',
    });

    await knex.migrate.latest({ directory });
    await knex.migrate.latest({ directory });

    expect(await new OwnershipReader(knex).read('b')).toMatchObject({
      confirmedOwner: undefined,
      claims: [
        {
          entityRef: 'component:default/orders',
          confirmedBy: undefined,
          message: expect.stringContaining('has not looked yet'),
        },
      ],
    });
    const store = new TransitionStore(knex);
    expect(await store.readBackwards('a', 9_000, 10)).toEqual([
      { atMs: 3_000, sinceMs: 3_000, from: 'Healthy', to: REMOVED },
      {
        atMs: 2_000,
        from: 'Healthy',
        to: 'Unhealthy',
        reason: 'Restart loop: 5 restarts in 10 min',
      },
      { atMs: 1_000, to: 'Healthy' },
    ]);
    expect(await store.readBackwards('b', 9_000, 10)).toEqual([]);
    expect(await knex('flink_applications').pluck('id')).toHaveLength(2);
  });
});
