import type {
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
  readonly conditions: readonly RuntimeCondition[];
}

/**
 * Reads READY by the operations that led to it: a stop that worked, a change that failed and left the
 * application down, or a bounded job that ended by itself.
 *
 * @param operations - newest first
 */
export function readyPhase(
  operations: readonly ManagedOperation[],
): ReadyPhase {
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
  // Every stop is an operation (StopApplication returns its id); none came after the start that worked,
  // so the job came to its end.
  const endedByItself = operations[lastStart]?.operation.status === 'succeeded';
  return { phase: endedByItself ? 'finished' : 'stopped', conditions: [] };
}
