import type { MetricPoint } from '../metrics/MetricSeries';
import { newest, pointsSince, timeMs } from './points';

/** Lag that only grows. */
export interface LagGrowth {
  readonly sinceMs: number;
  readonly forMs: number;
}

const STEPS = 6;
// Growth below a fifth is the breathing of a source, not a trend.
const GROWTH_FACTOR = 1.2;
const HELD_SHARE = 0.9;
// Lag below this share of its limit is the size of a batch.
const NOISE_SHARE = 0.005;

/**
 * Whether the mean of every sixth of the span is larger than that of the one before. While that stands, lag
 * still counts as growing when it fell by less than a tenth from its peak and is a tenth above its beginning.
 * Undefined when it does not grow, or when the values do not cover the span.
 */
export function lagGrowth(
  points: readonly MetricPoint[],
  spanMs: number,
  limit: number,
  held: boolean = false,
): LagGrowth | undefined {
  const last = newest(points);
  if (!last) {
    return undefined;
  }
  const untilMs = timeMs(last);
  const stepMs = spanMs / STEPS;
  const mean = (step: number) =>
    meanWithin(points, untilMs - (step + 1) * stepMs, untilMs - step * stepMs);
  const means = Array.from({ length: STEPS }, (_, step) => mean(step));
  const growing = means.every((value, step) => {
    const earlier = means[step + 1];
    return (
      value !== undefined &&
      (step === STEPS - 1 || (earlier !== undefined && value > earlier))
    );
  });
  const first = means[STEPS - 1] ?? 0;
  const now = means[0] ?? 0;
  if (now < limit * NOISE_SHARE) {
    return undefined;
  }
  if (!growing || now < first * GROWTH_FACTOR) {
    const peak = Math.max(...means.map(value => value ?? 0));
    return held && now >= peak * HELD_SHARE && first <= now * HELD_SHARE
      ? { sinceMs: untilMs - spanMs, forMs: spanMs }
      : undefined;
  }
  let steps = STEPS;
  for (
    let earlier = mean(steps), later = means[STEPS - 1];
    earlier !== undefined && later !== undefined && earlier < later;
    later = earlier, earlier = mean(steps)
  ) {
    steps += 1;
  }
  const forMs = steps * stepMs;
  return { sinceMs: untilMs - forMs, forMs };
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
