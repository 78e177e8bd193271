import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { FlinkApplicationFilter } from '@flink-portal/backstage-plugin-flink-node';
import type { Knex } from 'knex';

/** Owner and environment are the confirmed ones: what a stranger's entity says gives no rights. */
const COLUMNS: Record<FlinkApplicationFilter['field'], string> = {
  runtime: 'runtime',
  sourceId: 'source_id',
  owner: 'confirmed_owner',
  environment: 'confirmed_environment',
};

/** Narrows a query on applications to what a policy's conditions allow. */
export function applyCriteria(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<FlinkApplicationFilter>,
): void {
  if (isAndCriteria(criteria)) {
    for (const each of criteria.allOf) {
      query.andWhere(inner => applyCriteria(inner, each));
    }
  } else if (isOrCriteria(criteria)) {
    query.andWhere(either => {
      for (const each of criteria.anyOf) {
        either.orWhere(inner => applyCriteria(inner, each));
      }
    });
  } else if (isNotCriteria(criteria)) {
    query.whereNot(inner => applyCriteria(inner, criteria.not));
  } else {
    applyFilter(query, criteria);
  }
}

function applyFilter(
  query: Knex.QueryBuilder,
  filter: FlinkApplicationFilter,
): void {
  // No application has an empty owner or environment, but the coalesce below makes one.
  const values = filter.values.filter(value => value !== '');
  if (values.length === 0) {
    query.whereRaw('1 = 0');
    return;
  }
  // Without the coalesce, "not owned by X" would leave out what nobody owns: NOT NULL is not true in SQL.
  query.whereRaw(`coalesce(??, '') in (${values.map(() => '?').join(', ')})`, [
    COLUMNS[filter.field],
    ...values,
  ]);
}
