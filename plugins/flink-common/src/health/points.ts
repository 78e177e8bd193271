import type { MetricPoint } from '../metrics/MetricSeries';
import type { MetricStatistic } from '../metrics/MetricDefinition';

/** Time of a point, epoch ms. */
export function timeMs([seconds]: MetricPoint): number {
  return seconds * 1000;
}

/**
 * Whether two values are the same, as far as stored ones tell: they keep eight digits, while those that have just
 * been read have all of theirs.
 */
export function isSame(a: number, b: number): boolean {
  return (
    a === b ||
    // What differs more cannot be the same; only the rest needs to be written out.
    (Math.abs(a - b) <= Math.abs(a) * 1.1e-7 &&
      a.toPrecision(8) === b.toPrecision(8))
  );
}

/** The newest point. */
export function newest(
  points: readonly MetricPoint[],
): MetricPoint | undefined {
  return points[points.length - 1];
}

/** The points at or after a moment. */
export function pointsSince(
  points: readonly MetricPoint[],
  fromMs: number,
): readonly MetricPoint[] {
  let first = points.length;
  while (first > 0 && timeMs(points[first - 1]) >= fromMs) {
    first -= 1;
  }
  return points.slice(first);
}

/**
 * Longest time between two values that still speak of the time between them: values may come every five
 * minutes and one or two minutes late. More is a gap, of which nothing is known.
 */
export const LONGEST_STEP_MS = 7 * 60_000;

/**
 * When the unbroken run of points that satisfy the test, up to the newest, began; epoch ms. A gap breaks it.
 */
export function runStartMs(
  points: readonly MetricPoint[],
  test: (value: number) => boolean,
): number | undefined {
  let start: number | undefined;
  for (let i = points.length - 1; i >= 0 && test(points[i][1]); i -= 1) {
    const atMs = timeMs(points[i]);
    if (start !== undefined && start - atMs > LONGEST_STEP_MS) {
      break;
    }
    start = atMs;
  }
  return start;
}

/** Joins the series of parts to one, moment by moment. */
export function combine(
  series: readonly (readonly MetricPoint[])[],
  statistic: MetricStatistic,
): readonly MetricPoint[] {
  if (series.length === 1) {
    return series[0];
  }
  const byTime = new Map<number, number[]>();
  for (const points of series) {
    for (const [at, value] of points) {
      const values = byTime.get(at);
      if (values) {
        values.push(value);
      } else {
        byTime.set(at, [value]);
      }
    }
  }
  return [...byTime]
    .sort(([a], [b]) => a - b)
    .map(([at, values]) => [at, reduce(values, statistic)]);
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

function reduce(values: readonly number[], statistic: MetricStatistic): number {
  const total = values.reduce((sum, value) => sum + value, 0);
  switch (statistic) {
    case 'max':
      return Math.max(...values);
    case 'min':
      return Math.min(...values);
    case 'sum':
      return total;
    default:
      return total / values.length;
  }
}
