import type { MetricPoint } from '../metrics/MetricSeries';
import { newest, timeMs } from './points';

/** A value that only grows. */
export interface Growth {
  readonly sinceMs: number;
  readonly forMs: number;
  /** Means at the beginning and now. */
  readonly from: number;
  readonly to: number;
}

/** What counts as growth. */
export interface GrowthOptions {
  /** The newest mean is at least so many times the first. */
  readonly factor: number;
  /** Below this nothing counts. */
  readonly atLeast?: number;
  /** True while growth was found before. */
  readonly held: boolean;
}

const STEPS = 6;
// A step that rises by less than this share of the usual step is noise before the growth began.
const STEP_SHARE = 0.1;
// What was found to grow still does when it fell by less than a tenth from its peak and rose by half as much
// as it must, so that noise does not end it. To be found, nine tenths of the span are enough.
const PEAK_SHARE = 0.9;
const SPAN_SHARE = 0.9;

/**
 * Whether the mean of every sixth of the span is clearly larger than that of the one before. Undefined when it
 * does not grow, or when the values do not cover the span.
 */
export function steadyGrowth(
  points: readonly MetricPoint[],
  spanMs: number,
  { factor, atLeast = 0, held }: GrowthOptions,
): Growth | undefined {
  const last = newest(points);
  if (!last) {
    return undefined;
  }
  const untilMs = timeMs(last);
  const stepMs = spanMs / STEPS;
  const means = stepMeans(points, untilMs, stepMs);
  if (means.length < STEPS || means[0] < atLeast) {
    return undefined;
  }
  const [to] = means;
  const from = means[STEPS - 1];
  const steps = risingSteps(means);
  const forMs = steps * stepMs - leadMs(means, steps, stepMs);
  if (steps >= STEPS && forMs >= spanMs * SPAN_SHARE && to >= from * factor) {
    return { sinceMs: untilMs - forMs, forMs, from: means[steps - 1], to };
  }
  const stillGrown =
    held &&
    to >= Math.max(...means.slice(0, STEPS)) * PEAK_SHARE &&
    to >= from * ((1 + factor) / 2);
  return stillGrown
    ? { sinceMs: untilMs - spanMs, forMs: spanMs, from, to }
    : undefined;
}

/** The means of all steps, newest first, up to the first that has no values or begins half a step before them. */
function stepMeans(
  points: readonly MetricPoint[],
  untilMs: number,
  stepMs: number,
): number[] {
  const sums: number[] = [];
  const counts: number[] = [];
  for (let i = points.length - 1; i >= 0; i -= 1) {
    const step = Math.floor((untilMs - timeMs(points[i])) / stepMs);
    if (step > sums.length) {
      break;
    }
    sums[step] = (sums[step] ?? 0) + points[i][1];
    counts[step] = (counts[step] ?? 0) + 1;
  }
  const coveredMs = untilMs - timeMs(points[0]) + stepMs / 2;
  return sums
    .slice(0, Math.floor(coveredMs / stepMs))
    .map((sum, step) => sum / counts[step]);
}

/** How many steps, from the newest back, rise one after the other. */
function risingSteps(means: readonly number[]): number {
  let steps = 1;
  while (
    steps < means.length &&
    means[steps - 1] - means[steps] >
      ((means[0] - means[steps]) / steps) * STEP_SHARE
  ) {
    steps += 1;
  }
  return steps;
}

/** How much of the oldest steps was before the growth began, which shows in a first rise smaller than the next. */
function leadMs(
  means: readonly number[],
  steps: number,
  stepMs: number,
): number {
  if (steps < 3) {
    return 0;
  }
  const first = means[steps - 2] - means[steps - 1];
  const next = means[steps - 3] - means[steps - 2];
  return 2 * stepMs * Math.max(0, 1 - first / next);
}
