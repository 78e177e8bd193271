import type { MetricPoint } from '../metrics/MetricSeries';
import type { Operation } from '../model/Operation';
import { timeMs } from './points';
import {
  plannedWindows,
  windowsWithin,
  type TimeWindow,
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

/** Every rise of the counter. */
export function restartSteps(
  points: readonly MetricPoint[],
  windows: readonly TimeWindow[],
): RestartStep[] {
  const steps: RestartStep[] = [];
  for (let i = 1; i < points.length; i += 1) {
    const before = points[i - 1][1];
    const after = points[i][1];
    const count = after >= before ? after - before : after;
    if (count > 0) {
      steps.push(step(points[i - 1], points[i], count, windows));
    }
  }
  return steps;
}

/** Restarts as `uptime` shows them: each fall is one at least. */
export function uptimeSteps(
  points: readonly MetricPoint[],
  windows: readonly TimeWindow[],
): RestartStep[] {
  const steps: RestartStep[] = [];
  for (let i = 1; i < points.length; i += 1) {
    if (points[i][1] >= 0 && points[i][1] < points[i - 1][1]) {
      steps.push(step(points[i - 1], points[i], 1, windows));
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
  windows: readonly TimeWindow[],
): RestartStep {
  const fromMs = timeMs(before);
  const atMs = timeMs(after);
  // A point stands for the minute that begins at its time.
  const touching = windowsWithin(windows, fromMs, atMs + MINUTE_MS);
  // Over a long gap one planned operation excuses one restart, not all of them.
  const planned =
    atMs - fromMs <= 2 * MINUTE_MS && touching > 0
      ? count
      : Math.min(count, touching);
  return { fromMs, atMs, planned, unplanned: count - planned };
}
