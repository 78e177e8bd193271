import type { MetricPoint } from '../metrics/MetricSeries';
import { newest, pointsSince, timeMs } from './points';

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
// What was found to grow still does when it fell by less than a tenth from its peak and rose by half as much
// as it must, so that noise does not end it.
const PEAK_SHARE = 0.9;

/**
 * Whether the mean of every sixth of the span is larger than that of the one before. Undefined when it does
 * not grow, or when the values do not cover the span.
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
  const mean = (step: number) =>
    meanWithin(points, untilMs - (step + 1) * stepMs, untilMs - step * stepMs);
  const means: number[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const value = mean(step);
    if (value === undefined) {
      return undefined;
    }
    means.push(value);
  }
  const from = means[STEPS - 1];
  const to = means[0];
  const growing =
    means.every((value, step) => step === 0 || value < means[step - 1]) &&
    to >= from * factor;
  const stillGrown =
    held &&
    to >= Math.max(...means) * PEAK_SHARE &&
    to >= from * ((1 + factor) / 2);
  if (to < atLeast || !(growing || stillGrown)) {
    return undefined;
  }
  // It may have begun before the span, as far as values reach by at least half a step.
  const oldestMs = timeMs(points[0]) - stepMs / 2;
  let steps = STEPS;
  let lowest = from;
  while (growing && untilMs - (steps + 1) * stepMs >= oldestMs) {
    const earlier = mean(steps);
    if (earlier === undefined || earlier >= lowest) {
      break;
    }
    lowest = earlier;
    steps += 1;
  }
  const forMs = steps * stepMs;
  return { sinceMs: untilMs - forMs, forMs, from: lowest, to };
}

function meanWithin(
  points: readonly MetricPoint[],
  fromMs: number,
  toMs: number,
): number | undefined {
  const values = pointsSince(points, fromMs + 1).filter(
    point => timeMs(point) <= toMs,
  );
  return values.length === 0
    ? undefined
    : values.reduce((sum, [, value]) => sum + value, 0) / values.length;
}
