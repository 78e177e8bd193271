import type { Knex } from 'knex';
import type { ListApplications } from '../../schema/openapi/generated/apis';
import type { ApplicationRow } from '../../store/rows';

/** What lists can be sorted by. */
export type Sort = NonNullable<ListApplications['query']['sort']>;

/** A direction. */
export type Order = 'asc' | 'desc';

/** One column of an order. Rows without a value come last in either direction. */
export interface SortKey {
  readonly column: keyof ApplicationRow;
  /** Whether the asked order turns it round. */
  readonly follows: boolean;
}

const key = (column: keyof ApplicationRow, follows = true): SortKey => ({
  column,
  follows,
});

/** Every order ends with the id, so that no two rows are equal. */
const SORTS: Record<Sort, readonly SortKey[]> = {
  // Worst first, then the most important tier, then the longest trouble.
  verdict: [
    key('verdict_rank'),
    key('tier', false),
    key('verdict_since', false),
    key('id', false),
  ],
  name: [key('name_sort'), key('id', false)],
  owner: [key('owner'), key('name_sort', false), key('id', false)],
  lag: [key('lag'), key('id', false)],
  recordsOut: [key('records_out'), key('id', false)],
  lastCheckpoint: [key('last_checkpoint_at'), key('id', false)],
  restarts: [key('restarts'), key('id', false)],
  flinkVersion: [key('flink_version_sort'), key('id', false)],
  lastChange: [key('last_change_at'), key('id', false)],
};

/** The columns of an order. */
export function sortKeysOf(sort: Sort): readonly SortKey[] {
  return SORTS[sort];
}

/** The order when none is asked for: numbers from the largest, everything else from the first. */
export function defaultOrderOf(sort: Sort): Order {
  return ['lag', 'recordsOut', 'restarts', 'lastChange'].includes(sort)
    ? 'desc'
    : 'asc';
}

/** A place in an order: the values of its columns. */
export type Position = ReadonlyArray<string | number | null>;

const TEXT_COLUMNS: ReadonlyArray<keyof ApplicationRow> = [
  'id',
  'name_sort',
  'owner',
  'tier',
];

/** The place of a row. */
export function positionOf(
  row: ApplicationRow,
  keys: readonly SortKey[],
): Position {
  return keys.map(({ column }) => {
    const value = row[column];
    // PostgreSQL hands bigints over as text.
    return value === null || TEXT_COLUMNS.includes(column)
      ? value
      : Number(value);
  });
}

/** Whether these values can stand in the columns of an order. */
export function isPosition(
  position: Position,
  keys: readonly SortKey[],
): boolean {
  return (
    position.length === keys.length &&
    keys.every(({ column }, index) => {
      const value = position[index];
      return (
        value === null ||
        typeof value === (TEXT_COLUMNS.includes(column) ? 'string' : 'number')
      );
    })
  );
}

interface Directed {
  readonly column: string;
  readonly ascending: boolean;
}

function directed(keys: readonly SortKey[], order: Order): Directed[] {
  return keys.map(({ column, follows }) => ({
    column,
    ascending: follows ? order === 'asc' : true,
  }));
}

/** Orders a query; backwards to read the page before a place. */
export function orderBy(
  query: Knex.QueryBuilder,
  keys: readonly SortKey[],
  order: Order,
  backwards: boolean,
): void {
  for (const { column, ascending } of directed(keys, order)) {
    query.orderByRaw(
      `case when ?? is null then 1 else 0 end ${backwards ? 'desc' : 'asc'}`,
      [column],
    );
    query.orderBy(column, ascending === backwards ? 'desc' : 'asc');
  }
}

/** Leaves only what comes after a place, or before it when reading backwards. */
export function beyond(
  query: Knex.QueryBuilder,
  keys: readonly SortKey[],
  order: Order,
  backwards: boolean,
  position: Position,
): void {
  const columns = directed(keys, order);
  query.andWhere(either => {
    columns.forEach((_, index) => {
      either.orWhere(all => {
        columns
          .slice(0, index)
          .forEach(({ column }, before) =>
            sameAs(all, column, position[before]),
          );
        afterIn(all, columns[index], position[index], backwards);
      });
    });
  });
}

function sameAs(
  query: Knex.QueryBuilder,
  column: string,
  value: string | number | null,
): void {
  if (value === null) {
    query.whereNull(column);
  } else {
    query.where(column, value);
  }
}

function afterIn(
  query: Knex.QueryBuilder,
  { column, ascending }: Directed,
  value: string | number | null,
  backwards: boolean,
): void {
  if (value === null) {
    // Rows without a value are last: nothing comes after them, everything with a value before.
    if (backwards) {
      query.whereNotNull(column);
    } else {
      query.whereRaw('1 = 0');
    }
    return;
  }
  query.andWhere(either => {
    either.where(column, ascending === backwards ? '<' : '>', value);
    if (!backwards) {
      either.orWhereNull(column);
    }
  });
}
