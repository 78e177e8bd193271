import type { MetricPoint } from '../../metrics/MetricSeries';
import { LONGEST_STEP_MS, newest, runStartMs, timeMs } from '../points';

/** A value that stays above its limit. */
export interface Sustained {
  readonly point: MetricPoint;
  /** Epoch ms. */
  readonly sinceMs: number;
}

const SAMPLES = 3;
// A finding that stands ends only below this share of its limit, so that noise does not end it.
export const RELEASE_SHARE = 0.9;

/**
 * Three of the three newest values above the limit, without a gap between them; while the finding stands, any
 * of the three above nine tenths of it.
 */
export function sustainedAbove(
  points: readonly MetricPoint[],
  limit: number,
  held: boolean,
): Sustained | undefined {
  const recent = points.slice(-SAMPLES);
  // While it stands, the value that lets it stand is the one to tell.
  const point = held
    ? [...recent].reverse().find(([, value]) => value > limit * RELEASE_SHARE)
    : newest(recent);
  if (!point || recent.length < SAMPLES) {
    return undefined;
  }
  const holds =
    held || (recent.every(([, value]) => value > limit) && !hasGap(recent));
  return holds
    ? {
        point,
        sinceMs: runStartMs(points, value => value > limit) ?? timeMs(point),
      }
    : undefined;
}

function hasGap(points: readonly MetricPoint[]): boolean {
  return points.some(
    (point, i) =>
      i > 0 && timeMs(point) - timeMs(points[i - 1]) > LONGEST_STEP_MS,
  );
}
