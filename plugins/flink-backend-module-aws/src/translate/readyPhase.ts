import type {
  OngoingChange,
  OperationKind,
  Phase,
  RuntimeCondition,
} from '@flink-portal/backstage-plugin-flink-common';
import { lastChangeOf } from './failedChange';
import type { ManagedOperation } from './toOperation';

/** What READY means for an application. */
export interface ReadyPhase {
  readonly phase: Phase;
  /** ISO 8601. */
  readonly since?: string;
  /** While an operation goes on of which the status shows nothing yet, or nothing any more. */
  readonly change?: OngoingChange;
  readonly conditions: readonly RuntimeCondition[];
}

// These neither start nor end a job.
const LEAVES_THE_JOB_ALONE: readonly OperationKind[] = [
  'snapshot',
  'maintenance',
];

/**
 * Reads READY by the operations that led to it: a stop that worked, a change that failed and left the
 * application down, or a bounded job that ended by itself.
 * An operation that goes on has the last word: its outcome is told minutes after the status.
 *
 * @param operations - newest first
 */
export function readyPhase(
  operations: readonly ManagedOperation[],
): ReadyPhase {
  const [newest] = operations.filter(
    ({ operation }) => !LEAVES_THE_JOB_ALONE.includes(operation.kind),
  );
  // A word that nobody knows may stand for anything, and stay for ever.
  if (
    newest?.operation.status === 'inProgress' &&
    newest.operation.kind !== 'other'
  ) {
    const { kind, startedAt, verbatim } = newest.operation;
    return {
      phase: 'changing',
      since: startedAt,
      change: { kind, startedAt, verbatim },
      conditions: [],
    };
  }

  const lastStop = operations.findIndex(
    ({ operation }) =>
      operation.kind === 'stop' && operation.status === 'succeeded',
  );
  const lastStart = operations.findIndex(
    ({ operation }) => operation.kind === 'start',
  );
  const change = lastChangeOf(operations);
  const changeIndex = operations.findIndex(
    ({ operation }) => operation.id === change?.operation.id,
  );
  const stopped = lastStop >= 0 ? operations[lastStop].operation : undefined;
  const stoppedSinceStart =
    stopped && (lastStart < 0 || lastStop < lastStart) ? stopped : undefined;

  if (stoppedSinceStart) {
    return {
      phase: 'stopped',
      since: stoppedSinceStart.endedAt ?? stoppedSinceStart.startedAt,
      // A change that failed before somebody stopped the application is history.
      conditions: change && changeIndex < lastStop ? change.conditions : [],
    };
  }
  if (change && change.conditions.length > 0) {
    return {
      phase: 'failed',
      since: change.operation.endedAt ?? change.operation.startedAt,
      conditions: change.conditions,
    };
  }
  return {
    phase: endedByItself(operations, lastStart) ? 'finished' : 'stopped',
    conditions: [],
  };
}

/**
 * Every stop is an operation (StopApplication returns its id). Where none came after the start that worked, and
 * all that came is known to have worked, the job came to its end.
 */
function endedByItself(
  operations: readonly ManagedOperation[],
  lastStart: number,
): boolean {
  return (
    lastStart >= 0 &&
    operations
      .slice(0, lastStart + 1)
      .filter(({ operation }) => !LEAVES_THE_JOB_ALONE.includes(operation.kind))
      .every(
        ({ operation }) =>
          operation.status === 'succeeded' && operation.kind !== 'other',
      )
  );
}
