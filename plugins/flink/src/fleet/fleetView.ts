import {
  RUNTIMES,
  VERDICTS,
  type Runtime,
  type Verdict,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FleetQuery } from '@flink-portal/backstage-plugin-flink-react';

/** By what the fleet can be sorted: the backend sorts. */
export type FleetSort = NonNullable<FleetQuery['sort']>;

/** Rows per page that a person can choose. */
export const PAGE_SIZES = [25, 50, 100] as const;

/** Filters that hold several values of a text. */
export const LIST_FILTERS = [
  'owner',
  'environment',
  'source',
  'flinkVersion',
] as const;

/** One of them. */
export type ListFilter = (typeof LIST_FILTERS)[number];

/** Everything that decides what the fleet page shows; all of it stands in the URL. */
export interface FleetView {
  readonly verdict: readonly Verdict[];
  readonly runtime: readonly Runtime[];
  readonly owner: readonly string[];
  readonly environment: readonly string[];
  readonly source: readonly string[];
  readonly flinkVersion: readonly string[];
  readonly q: string;
  /** Only what the reader's own groups own. */
  readonly isMine: boolean;
  readonly sort: FleetSort;
  readonly order: 'asc' | 'desc';
  readonly size: number;
  readonly cursor: string | undefined;
}

const SORTS: readonly FleetSort[] = [
  'verdict',
  'name',
  'owner',
  'lag',
  'recordsOut',
  'lastCheckpoint',
  'restarts',
  'flinkVersion',
  'lastChange',
];

/** Worst first. */
const DEFAULT_SORT: FleetSort = 'verdict';

/** How a column is sorted at the first press: names from A, verdicts from the worst, numbers from the largest. */
export function firstOrder(sort: FleetSort): 'asc' | 'desc' {
  return [
    'verdict',
    'name',
    'owner',
    'flinkVersion',
    'lastCheckpoint',
  ].includes(sort)
    ? 'asc'
    : 'desc';
}

/** Reads the view from the URL. What is not valid there is ignored, as in a link from an older version. */
export function parseFleetView(params: URLSearchParams): FleetView {
  const among = <T extends string>(name: string, known: readonly T[]): T[] =>
    known.filter(value => params.getAll(name).includes(value));
  const texts = (name: string) => [
    ...new Set(params.getAll(name).filter(Boolean)),
  ];
  const sort =
    SORTS.find(known => known === params.get('sort')) ?? DEFAULT_SORT;
  const order = params.get('order');
  return {
    verdict: among('verdict', VERDICTS),
    runtime: among('runtime', RUNTIMES),
    owner: texts('owner'),
    environment: texts('environment'),
    source: texts('source'),
    flinkVersion: texts('flinkVersion'),
    q: params.get('q') ?? '',
    isMine: params.get('mine') === '1',
    sort,
    order: order === 'asc' || order === 'desc' ? order : firstOrder(sort),
    size:
      PAGE_SIZES.find(size => String(size) === params.get('size')) ??
      PAGE_SIZES[0],
    cursor: params.get('cursor') || undefined,
  };
}

/** Writes the view to the URL; what is as usual is left out, so that links stay short. */
export function fleetViewParams(view: FleetView): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of ['verdict', 'runtime', ...LIST_FILTERS] as const) {
    view[name].forEach(value => params.append(name, value));
  }
  if (view.q) {
    params.set('q', view.q);
  }
  if (view.isMine) {
    params.set('mine', '1');
  }
  if (view.sort !== DEFAULT_SORT) {
    params.set('sort', view.sort);
  }
  if (view.order !== firstOrder(view.sort)) {
    params.set('order', view.order);
  }
  if (view.size !== PAGE_SIZES[0]) {
    params.set('size', String(view.size));
  }
  if (view.cursor) {
    params.set('cursor', view.cursor);
  }
  return params;
}

/** Any change but turning the page leads back to the first page: a cursor belongs to its question. */
export function changeView(
  view: FleetView,
  change: Partial<FleetView>,
): FleetView {
  return { ...view, cursor: undefined, ...change };
}

/** Whether anything narrows the fleet. */
export function isFiltered(view: FleetView): boolean {
  return (
    view.isMine ||
    view.q !== '' ||
    [view.verdict, view.runtime, ...LIST_FILTERS.map(name => view[name])].some(
      values => values.length > 0,
    )
  );
}

/** The view without anything that narrows it. */
export function withoutFilters(view: FleetView): FleetView {
  return changeView(view, {
    verdict: [],
    runtime: [],
    owner: [],
    environment: [],
    source: [],
    flinkVersion: [],
    q: '',
    isMine: false,
  });
}

/**
 * The backend's question for a view.
 *
 * @param ownRefs - what the reader owns as, when "mine" is on; `undefined` while that is not known.
 * @returns `undefined` when there is nothing to ask yet, or nothing that could match.
 */
export function fleetQuery(
  view: FleetView,
  ownRefs: readonly string[] | undefined,
): FleetQuery | undefined {
  // An empty list of owners would mean "any owner", the opposite of what was asked.
  if (view.isMine && !ownRefs?.length) {
    return undefined;
  }
  const owner = view.isMine ? ownRefs! : view.owner;
  const list = <T>(values: readonly T[]) =>
    values.length > 0 ? [...values] : undefined;
  const query: FleetQuery = {
    verdict: list(view.verdict),
    runtime: list(view.runtime),
    owner: list(owner),
    environment: list(view.environment),
    source: list(view.source),
    flinkVersion: list(view.flinkVersion),
    q: view.q.trim() || undefined,
    sort: view.sort,
    order: view.order,
    limit: view.size,
    cursor: view.cursor,
  };
  // A key with `undefined` is not the same question to a cache, and not to every client.
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined),
  );
}
