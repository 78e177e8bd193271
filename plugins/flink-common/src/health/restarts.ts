import type { MetricPoint } from '../metrics/MetricSeries';
import type { Operation } from '../model/Operation';
import { timeMs } from './points';
import {
  plannedWindows,
  windowsWithin,
  type PlannedWindow,
} from './plannedWindows';

/** Restarts counted from `numRestarts`. @public */
export interface RestartCount {
  /** Within an announced operation (deploy, rescale, autoscaling, maintenance) or its echo. */
  readonly planned: number;
  readonly unplanned: number;
}

/** Restarts between two neighbouring points. */
export interface RestartStep extends RestartCount {
  readonly fromMs: number;
  readonly atMs: number;
}

const MINUTE_MS = 60_000;

/**
 * Counts restarts from values of `numRestarts` in time order. The counter begins anew with every
 * submission of the job; what it shows after it fell is what happened since.
 *
 * @public
 */
export function countRestarts(
  points: readonly MetricPoint[],
  operations: readonly Operation[],
): RestartCount {
  return total(restartSteps(points, plannedWindows(operations)));
}

/**
 * Counts restarts from neighbour to neighbour, for those who look at each rise: it remembers which operations
 * have excused theirs.
 *
 * @public
 */
export class RestartCounter {
  private readonly spent = new Set<string>();

  /**
   * Restarts between two neighbouring points; asked in time order.
   *
   * @param operations - all that lie near; others change nothing
   */
  count(
    before: MetricPoint,
    after: MetricPoint,
    operations: readonly Operation[],
  ): RestartCount {
    const windows = plannedWindows(operations);
    return total(
      restartSteps([before, after], windows, [], excuses(windows, this.spent)),
    );
  }
}

/**
 * Every rise of the counter.
 *
 * @param uptime - where it is known: a counter that fell together with it is that of another submission, which is
 *   a restart although the counter stands at zero again
 */
export function restartSteps(
  points: readonly MetricPoint[],
  windows: readonly PlannedWindow[],
  uptime: readonly MetricPoint[] = [],
  planned: Excuse = excuses(windows),
): RestartStep[] {
  const steps: RestartStep[] = [];
  const anew = uptimeSteps(uptime, []);
  for (let i = 1; i < points.length; i += 1) {
    const before = points[i - 1][1];
    const after = points[i][1];
    const submitted =
      after < before &&
      anew.some(
        fall =>
          fall.fromMs <= timeMs(points[i]) &&
          fall.atMs >= timeMs(points[i - 1]),
      );
    const count =
      after >= before ? after - before : Math.max(after, submitted ? 1 : 0);
    if (count > 0) {
      steps.push(step(points[i - 1], points[i], count, planned));
    }
  }
  return steps;
}

/** Restarts as `uptime` shows them: each fall is one at least. */
export function uptimeSteps(
  points: readonly MetricPoint[],
  windows: readonly PlannedWindow[],
): RestartStep[] {
  const steps: RestartStep[] = [];
  const planned = excuses(windows);
  for (let i = 1; i < points.length; i += 1) {
    if (points[i][1] >= 0 && points[i][1] < points[i - 1][1]) {
      steps.push(step(points[i - 1], points[i], 1, planned));
    }
  }
  return steps;
}

/** Sums steps. */
export function total(steps: readonly RestartStep[]): RestartCount {
  return steps.reduce<RestartCount>(
    (sum, one) => ({
      planned: sum.planned + one.planned,
      unplanned: sum.unplanned + one.unplanned,
    }),
    { planned: 0, unplanned: 0 },
  );
}

function step(
  before: MetricPoint,
  after: MetricPoint,
  count: number,
  excused: Excuse,
): RestartStep {
  const fromMs = timeMs(before);
  const atMs = timeMs(after);
  const planned = excused(fromMs, atMs, count);
  return { fromMs, atMs, planned, unplanned: count - planned };
}

/** How many of the restarts between two moments were planned; asked in time order. */
type Excuse = (fromMs: number, atMs: number, count: number) => number;

/**
 * While an operation runs it may restart the job at will. Once it has ended it excuses one restart more: a new
 * version that fails from its first second must not have an echo's worth of them.
 */
function excuses(
  windows: readonly PlannedWindow[],
  spent: Set<string> = new Set(),
): Excuse {
  return (fromMs, atMs, count) => {
    // A point stands for the minute that begins at its time.
    const toMs = atMs + MINUTE_MS;
    const touching = windowsWithin(windows, fromMs, toMs);
    const during = touching.filter(({ endMs }) => fromMs < endMs);
    const unspent = touching.filter(
      window => fromMs >= window.endMs && !spent.has(window.operationId),
    );
    // Over a long gap one planned operation excuses one restart, not all of them.
    const planned =
      during.length > 0 && atMs - fromMs <= 2 * MINUTE_MS
        ? count
        : Math.min(count, during.length + unspent.length);
    const needed = Math.max(planned - during.length, 0);
    [
      ...during.filter(({ endMs }) => toMs > endMs),
      ...unspent.slice(0, needed),
    ].forEach(({ operationId }) => spent.add(operationId));
    return planned;
  };
}
