import { TestDatabases } from '@backstage/backend-test-utils';
import { MIGRATIONS_DIRECTORY } from './openStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const TABLES = [
  'flink_sources',
  'flink_applications',
  'flink_entity_links',
  'flink_operations',
  'flink_verdict_transitions',
  'flink_metric_hours',
  'flink_source_calls',
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
});
