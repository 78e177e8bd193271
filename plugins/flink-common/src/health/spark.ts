import type { MetricPoint } from '../metrics/MetricSeries';
import { timeMs } from './points';

const POINTS = 24;

/**
 * The newest value of each of 24 equal steps up to now, oldest first; null where a step has none. Nothing
 * is joined across a gap.
 */
export function sparkOf(
  points: readonly MetricPoint[],
  nowMs: number,
  spanMs: number,
): (number | null)[] {
  const spark = new Array<number | null>(POINTS).fill(null);
  for (const point of points) {
    const step = stepOf(timeMs(point), nowMs, spanMs);
    if (step !== undefined && Number.isFinite(point[1])) {
      spark[step] = point[1];
    }
  }
  return spark;
}

/** The step a moment falls into, undefined when it lies outside the span. */
export function stepOf(
  atMs: number,
  nowMs: number,
  spanMs: number,
): number | undefined {
  const step = Math.floor(((atMs - (nowMs - spanMs)) / spanMs) * POINTS);
  // A value at this very moment belongs to the newest step.
  const within = step === POINTS ? POINTS - 1 : step;
  return within >= 0 && within < POINTS ? within : undefined;
}
