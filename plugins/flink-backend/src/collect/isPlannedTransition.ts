import type {
  KnownApplication,
  Operation,
  OperationKind,
  Verdict,
} from '@flink-portal/backstage-plugin-flink-common';

// Clocks of clusters and of the portal may differ by this much.
const CLOCK_SKEW_MS = 30_000;
/** How long after its end an operation still explains that an application is starting, ms. */
const ECHO_MS = 10 * 60_000;
const DOES_NOT_INTERRUPT: readonly OperationKind[] = ['snapshot', 'other'];

/**
 * Whether a changed verdict is the doing of a change that was asked for or announced. Stopped means that
 * somebody asked; Changing, and what follows it when all went well, is as planned as its operation.
 * A worsening is never planned: within its expected time a change is Changing.
 */
export function isPlannedTransition(
  known: KnownApplication,
  from: Verdict | undefined,
  to: Verdict,
  atMs: number,
): boolean {
  if (to === 'Stopped') {
    return true;
  }
  if (to !== 'Changing' && !(to === 'Healthy' && from === 'Changing')) {
    return false;
  }
  const operation = operationAt(known.operations.lastGood?.value ?? [], atMs);
  if (operation) {
    return operation.planned;
  }
  const change = known.state.lastGood?.value.change;
  return change !== undefined && change.kind !== 'rollback';
}

/** The newest operation that interrupts, if it is under way at that time or ended just before. */
export function operationAt(
  operations: readonly Operation[],
  atMs: number,
): Operation | undefined {
  return operations
    .filter(
      ({ kind, startedAt, endedAt }) =>
        !DOES_NOT_INTERRUPT.includes(kind) &&
        Date.parse(startedAt) <= atMs + CLOCK_SKEW_MS &&
        (endedAt === undefined || Date.parse(endedAt) >= atMs - ECHO_MS),
    )
    .sort(
      (left, right) => Date.parse(right.startedAt) - Date.parse(left.startedAt),
    )
    .at(0);
}
