import type {
  MetricPoint,
  MetricSeries,
} from '@flink-portal/backstage-plugin-flink-common';

/**
 * One counter for the application: its own, or the sum over its jobs. Stored counters are reduced to their
 * changes, so a job counts with its newest value at every time at which any other changed.
 */
export function joinCounters(series: readonly MetricSeries[]): MetricPoint[] {
  const own = series.find(({ part }) => part === undefined);
  if (own) {
    return [...own.points];
  }
  const changes = series
    .flatMap(({ points }, job) =>
      points.map(([seconds, value]) => ({ seconds, value, job })),
    )
    .sort((left, right) => left.seconds - right.seconds);
  const newest = new Map<number, number>();
  const joined = new Map<number, number>();
  for (const { seconds, value, job } of changes) {
    // A job that was not seen before brings the restarts it already had; they are not new ones.
    if (newest.has(job) || newest.size === 0) {
      newest.set(job, value);
    } else {
      newest.set(job, value);
      for (const [earlier, sum] of joined) {
        joined.set(earlier, sum + value);
      }
    }
    joined.set(
      seconds,
      [...newest.values()].reduce((sum, each) => sum + each, 0),
    );
  }
  return [...joined];
}
