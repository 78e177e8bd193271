import type { MetricName } from '../metrics/MetricName';
import type { MetricPoint } from '../metrics/MetricSeries';

// For these -1 is a word: the job came to its end.
const ENDED_IS_SAID: readonly MetricName[] = ['uptime', 'downtime'];
// Clocks of clusters and of the portal may differ by this much.
const CLOCK_SKEW_MS = 30_000;
// A series that is further ahead follows another clock; what it calls now may be an hour ago.
const OTHER_CLOCK_MS = 5 * 60_000;

/**
 * The points that are measurements, in time order, one for each moment, the last one told. Left out are
 * values that are no numbers, negative ones (-1 is "not reported", Long.MIN "none yet"; nothing here is
 * ever below zero), and what claims to be from a time to come; from far ahead, the whole series.
 */
export function measurements(
  name: MetricName,
  points: readonly MetricPoint[],
  nowMs: number,
): readonly MetricPoint[] {
  const lowest = ENDED_IS_SAID.includes(name) ? -1 : 0;
  const latest = (nowMs + CLOCK_SKEW_MS) / 1000;
  // Nearly always nothing is wrong, and nothing needs to be copied.
  if (areInOrder(points, lowest, latest)) {
    return points;
  }
  if (points.some(([at]) => at * 1000 > nowMs + OTHER_CLOCK_MS)) {
    return [];
  }
  const byTime = new Map<number, MetricPoint>();
  for (const point of points) {
    if (isMeasurement(point, lowest, latest)) {
      byTime.set(point[0], point);
    }
  }
  return [...byTime.values()].sort(([a], [b]) => a - b);
}

// Runs over every value of every application at every judgement.
function areInOrder(
  points: readonly MetricPoint[],
  lowest: number,
  latest: number,
): boolean {
  let previousAt = -1;
  for (let i = 0; i < points.length; i += 1) {
    const point = points[i];
    if (point[0] <= previousAt || !isMeasurement(point, lowest, latest)) {
      return false;
    }
    previousAt = point[0];
  }
  return true;
}

function isMeasurement(
  point: MetricPoint,
  lowest: number,
  latest: number,
): boolean {
  return (
    point[0] >= 0 &&
    point[0] <= latest &&
    point[1] >= lowest &&
    point[1] < Number.POSITIVE_INFINITY
  );
}
