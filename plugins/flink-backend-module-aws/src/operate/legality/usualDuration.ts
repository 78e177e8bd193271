import type {
  Operation,
  OperationKind,
} from '@flink-portal/backstage-plugin-flink-common';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How long something takes according to documents. */
export interface DocumentedDuration {
  readonly typicalMs: number;
  readonly worstMs: number;
  /** Where that stands. */
  readonly source: string;
}

const STUCK =
  'AWS’s agent toolkit calls a transitional status stuck after 10 min; AWS publishes no usual time, so that one is an assumption';

const UPDATE: DocumentedDuration = {
  typicalMs: 2 * MINUTE,
  worstMs: 20 * MINUTE,
  source:
    'AWS names 10 to 30 s for the restart alone, minutes with large state; users report 5 to 20 min, since every update takes a snapshot',
};

/** Documented durations by what the service does. */
export const DOCUMENTED = {
  snapshot: { typicalMs: MINUTE, worstMs: 10 * MINUTE, source: STUCK },
  start: {
    typicalMs: 2 * MINUTE,
    worstMs: 10 * MINUTE,
    source:
      'The Flink job has to start within 5 min, else the service gives up; AWS’s agent toolkit calls STARTING stuck after 10 min',
  },
  stop: { typicalMs: MINUTE, worstMs: 10 * MINUTE, source: STUCK },
  forceStop: { typicalMs: 30 * SECOND, worstMs: 10 * MINUTE, source: STUCK },
  update: UPDATE,
  rollback: UPDATE,
  autoscale: UPDATE,
  /** A stopped application only gets its configuration written. */
  updateStopped: {
    typicalMs: 10 * SECOND,
    worstMs: 2 * MINUTE,
    source:
      'An assumption: AWS publishes no time for updating a stopped application',
  },
  maintenance: {
    typicalMs: 30 * SECOND,
    worstMs: 10 * MINUTE,
    source: 'AWS names 10 to 30 s of downtime for maintenance',
  },
  deleteSnapshot: {
    typicalMs: 10 * SECOND,
    worstMs: 5 * MINUTE,
    source: 'An assumption: AWS publishes no time for deleting a snapshot',
  },
} satisfies Record<string, DocumentedDuration>;

const BY_KIND: Partial<Record<OperationKind, DocumentedDuration>> = {
  start: DOCUMENTED.start,
  stop: DOCUMENTED.stop,
  update: DOCUMENTED.update,
  rollback: DOCUMENTED.rollback,
  autoscale: DOCUMENTED.autoscale,
  maintenance: DOCUMENTED.maintenance,
};

/** How long the service usually takes: the median of the application's own last ten, else as documented. */
export function usualMs(
  kind: OperationKind,
  operations: readonly Operation[],
): number | undefined {
  const own = operations
    .filter(one => one.kind === kind && one.status === 'succeeded')
    .slice(0, 10)
    .flatMap(({ startedAt, endedAt }) =>
      endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : [],
    )
    .sort((a, b) => a - b);
  return own.length > 0
    ? own[Math.floor(own.length / 2)]
    : BY_KIND[kind]?.typicalMs;
}
