import type { MetricPoint } from '../metrics/MetricSeries';
import { LONGEST_STEP_MS, timeMs } from './points';

/** What pauses by nature may pause half as long again as it did before. */
export const PAUSE_FACTOR = 1.5;

/**
 * The longest time for which neighbouring values were alike before a moment, ms. It tells what is usual for a
 * job: one that writes every ten minutes is not silent for being silent for nine.
 */
export function longestRunMs(
  points: readonly MetricPoint[],
  alike: (earlier: number, later: number) => boolean,
  beforeMs: number,
): number {
  let longest = 0;
  let startMs: number | undefined;
  for (let i = 1; i < points.length && timeMs(points[i]) < beforeMs; i += 1) {
    const [earlier, later] = [points[i - 1], points[i]];
    const goesOn =
      alike(earlier[1], later[1]) &&
      timeMs(later) - timeMs(earlier) <= LONGEST_STEP_MS;
    if (!goesOn) {
      startMs = undefined;
      continue;
    }
    startMs ??= timeMs(earlier);
    longest = Math.max(longest, timeMs(later) - startMs);
  }
  return longest;
}
