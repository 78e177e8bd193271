import { InputError } from '@backstage/errors';
import { VERDICTS } from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import type { Visibility } from '../../permissions/Authorizer';
import type {
  ApplicationPage,
  Facets,
  VerdictCounts,
} from '../../schema/openapi/generated/models';
import type { ApplicationRow } from '../../store/rows';
import { presentSummary } from '../presentApplication';
import { decodeCursor, encodeCursor, type Cursor } from './cursor';
import {
  applyFilters,
  applyVerdict,
  visibleApplications,
  type FleetQuery,
} from './fleetFilters';
import {
  beyond,
  defaultOrderOf,
  orderBy,
  positionOf,
  sortKeysOf,
} from './sortKeys';

const DEFAULT_LIMIT = 50;

/**
 * One page of the fleet with its counts and facets, in three queries whatever the page holds.
 *
 * Pages continue after a place in the order, not after a number of rows: applications that come, go or
 * change their place while somebody turns pages never push others out of the list or into it twice.
 *
 * @throws InputError on a cursor that this list did not give out
 */
export async function listApplications(
  knex: Knex,
  visibility: Visibility,
  asked: FleetQuery,
): Promise<ApplicationPage> {
  const [page, counts, facets] = await Promise.all([
    readPage(knex, visibility, asked),
    readCounts(knex, visibility, asked),
    readFacets(knex, visibility),
  ]);
  const counted = asked.verdict?.length ? asked.verdict : VERDICTS;
  return {
    ...page,
    totalItems: [...new Set(counted)].reduce(
      (sum, verdict) => sum + counts[verdict],
      0,
    ),
    counts,
    facets,
  };
}

async function readPage(
  knex: Knex,
  visibility: Visibility,
  asked: FleetQuery,
): Promise<Pick<ApplicationPage, 'items' | 'nextCursor' | 'prevCursor'>> {
  const cursor = asked.cursor ? decodeCursor(asked.cursor) : undefined;
  const sort = cursor?.sort ?? asked.sort ?? 'verdict';
  const order = cursor?.order ?? asked.order ?? defaultOrderOf(sort);
  assertSameOrder(cursor, asked);
  const backwards = cursor?.backwards ?? false;
  const keys = sortKeysOf(sort);
  const limit = asked.limit ?? DEFAULT_LIMIT;

  const query = visibleApplications(knex, visibility);
  applyFilters(query, asked);
  applyVerdict(query, asked);
  if (cursor) {
    beyond(query, keys, order, backwards, cursor.position);
  }
  orderBy(query, keys, order, backwards);
  const rows: ApplicationRow[] = await query
    .select(
      'id',
      'owner',
      'environment',
      'tier',
      'confirmed_owner',
      'entity_refs_json',
      'summary_json',
      'first_fault_json',
      ...keys.map(({ column }) => column).filter(column => column !== 'id'),
    )
    .limit(limit + 1);

  const hasMore = rows.length > limit;
  const shown = rows.slice(0, limit);
  if (backwards) {
    shown.reverse();
  }
  const cursorAt = (row: ApplicationRow | undefined, back: boolean) =>
    row &&
    encodeCursor({
      sort,
      order,
      backwards: back,
      position: positionOf(row, keys),
    });
  return {
    items: shown.map(presentSummary),
    nextCursor:
      hasMore || backwards ? cursorAt(shown.at(-1), false) : undefined,
    prevCursor: (backwards ? hasMore : cursor !== undefined)
      ? cursorAt(shown.at(0), true)
      : undefined,
  };
}

function assertSameOrder(cursor: Cursor | undefined, asked: FleetQuery): void {
  if (
    cursor &&
    ((asked.sort && asked.sort !== cursor.sort) ||
      (asked.order && asked.order !== cursor.order))
  ) {
    throw new InputError(
      `The cursor belongs to a list sorted by ${cursor.sort} ${cursor.order}; begin without a cursor to sort by something else`,
    );
  }
}

async function readCounts(
  knex: Knex,
  visibility: Visibility,
  asked: FleetQuery,
): Promise<VerdictCounts> {
  const query = visibleApplications(knex, visibility);
  applyFilters(query, asked);
  const rows: Array<{ verdict: string; applications: number | string }> =
    await query
      .select('verdict')
      .count({ applications: 'id' })
      .groupBy('verdict');
  const counts: VerdictCounts = {
    Healthy: 0,
    Degraded: 0,
    Unhealthy: 0,
    Changing: 0,
    Stopped: 0,
    Unknown: 0,
  };
  for (const verdict of VERDICTS) {
    const row = rows.find(each => each.verdict === verdict);
    counts[verdict] = Number(row?.applications ?? 0);
  }
  return counts;
}

async function readFacets(knex: Knex, visibility: Visibility): Promise<Facets> {
  const rows: ApplicationRow[] = await visibleApplications(
    knex,
    visibility,
  ).distinct('runtime', 'owner', 'environment', 'source_id', 'flink_version');
  const values = (column: keyof ApplicationRow) =>
    [
      ...new Set(
        rows.flatMap(row => (row[column] === null ? [] : String(row[column]))),
      ),
    ].sort();
  return {
    runtimes: values('runtime'),
    owners: values('owner'),
    environments: values('environment'),
    sources: values('source_id'),
    flinkVersions: values('flink_version'),
  };
}
