import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Where the migrations lie, in the source tree and in the published package alike. */
export const MIGRATIONS_DIRECTORY = resolvePackagePath(
  '@flink-portal/backstage-plugin-flink-backend',
  'migrations',
);

/** The plugin's database with its tables in place. */
export async function openStore(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
  }
  return knex;
}
