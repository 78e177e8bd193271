import type { Operation, OperationKind } from '../model/Operation';

/** A span of time, epoch ms, inclusive. @public */
export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** When interruptions by an operation are planned: while it runs, and in its echo. */
export interface PlannedWindow extends TimeWindow {
  readonly operationId: string;
  /** Epoch ms: when the operation began; by another clock the window may begin before. */
  readonly startMs: number;
  /** Epoch ms: when the operation ended, or is taken to have; what is left of the window is its echo. */
  readonly endMs: number;
}

// Clocks of clusters and of the portal may differ by this much.
const CLOCK_SKEW_MS = 30_000;
// Metrics are per minute and come one to two minutes late.
const SHORTEST_ECHO_MS = 2 * 60_000;
const LONGEST_ECHO_MS = 10 * 60_000;
// An operation whose end nobody ever saw must not excuse every restart to come.
const LONGEST_UNFINISHED_MS = 30 * 60_000;
const DOES_NOT_INTERRUPT: readonly OperationKind[] = ['snapshot', 'other'];

/**
 * When interruptions are planned: while an announced operation runs, and as long again afterwards (at least
 * two minutes, at most ten). One without an end counts for half an hour.
 */
export function plannedWindows(
  operations: readonly Operation[],
): readonly PlannedWindow[] {
  return operations
    .filter(
      operation =>
        operation.planned && !DOES_NOT_INTERRUPT.includes(operation.kind),
    )
    .map(operation => {
      const startMs = Date.parse(operation.startedAt);
      const endMs = operation.endedAt
        ? Date.parse(operation.endedAt)
        : startMs + LONGEST_UNFINISHED_MS;
      const echoMs = Math.min(
        Math.max(endMs - startMs, SHORTEST_ECHO_MS),
        LONGEST_ECHO_MS,
      );
      return {
        operationId: operation.id,
        startMs,
        endMs,
        fromMs: startMs - CLOCK_SKEW_MS,
        toMs: endMs + echoMs,
      };
    });
}

/** The windows that touch the span. */
export function windowsWithin<W extends TimeWindow>(
  windows: readonly W[],
  fromMs: number,
  toMs: number,
): readonly W[] {
  return windows.filter(
    window => window.fromMs <= toMs && window.toMs >= fromMs,
  );
}
