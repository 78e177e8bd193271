import type { Knex } from 'knex';
import { applyCriteria } from '../../permissions/applyCriteria';
import type { Visibility } from '../../permissions/Authorizer';
import type { ListApplications } from '../../schema/openapi/generated/apis';
import type { ApplicationRow } from '../../store/rows';

/** What a caller asks for. */
export type FleetQuery = ListApplications['query'];

/** More words than a person types only make the database slow. */
const LONGEST_SEARCH = 10;

/** Applications that are there and that the caller may see. */
export function visibleApplications(
  knex: Knex,
  visibility: Visibility,
): Knex.QueryBuilder<ApplicationRow> {
  const query =
    knex<ApplicationRow>('flink_applications').whereNull('removed_at');
  if (visibility.kind === 'some') {
    query.andWhere(inner => applyCriteria(inner, visibility.criteria));
  }
  return query;
}

/** Narrows by every filter except the verdict, whose counts are shown beside the list. */
export function applyFilters(
  query: Knex.QueryBuilder<ApplicationRow>,
  asked: FleetQuery,
): void {
  oneOf(query, 'runtime', asked.runtime);
  oneOf(query, 'owner', asked.owner);
  oneOf(query, 'environment', asked.environment);
  oneOf(query, 'source_id', asked.source);
  oneOf(query, 'flink_version', asked.flinkVersion);
  const words = (asked.q ?? '').toLocaleLowerCase('en').split(/[\s\0]+/);
  for (const word of words.filter(Boolean).slice(0, LONGEST_SEARCH)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    query.whereRaw(
      `(?? like ? escape '\\' or coalesce(??, '') like ? escape '\\')`,
      ['search', pattern, 'owner', pattern],
    );
  }
}

/** Narrows to the asked verdicts. */
export function applyVerdict(
  query: Knex.QueryBuilder<ApplicationRow>,
  asked: FleetQuery,
): void {
  oneOf(query, 'verdict', asked.verdict);
}

function oneOf(
  query: Knex.QueryBuilder<ApplicationRow>,
  column: keyof ApplicationRow,
  values: readonly string[] | undefined,
): void {
  if (values && values.length > 0) {
    query.whereIn(column, values);
  }
}
