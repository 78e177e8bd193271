import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** Metrics of which the largest part is the one to look at. */
const WORST_IS_LARGEST: ReadonlySet<string> = new Set([
  'busyTimeMsPerSecond',
  'backPressuredTimeMsPerSecond',
  'currentInputWatermark',
  'currentOutputWatermark',
]);

/** Few enough to be told apart by dash and colour. */
const MANY_LINES = 4;

/**
 * Of many parts of a job, the worst one of each metric: the busiest, the most blocked, the one whose
 * watermark is furthest behind. Idle time says the opposite of busy time and is left out. A chart of few
 * lines stays whole.
 */
export function leadingSeries(
  series: readonly flinkApi.MetricSeries[],
): flinkApi.MetricSeries[] {
  const isCrowded =
    series.length > MANY_LINES &&
    series.some(({ metric, part }) => part && WORST_IS_LARGEST.has(metric));
  if (!isCrowded) {
    return [...series];
  }
  const metrics = [...new Set(series.map(({ metric }) => metric))];
  return metrics
    .filter(metric => metric !== 'idleTimeMsPerSecond')
    .flatMap(metric => {
      const lines = series.filter(line => line.metric === metric);
      const parts = lines.filter(({ part }) => part);
      if (!WORST_IS_LARGEST.has(metric) || parts.length === 0) {
        return lines;
      }
      return [parts.reduce((a, b) => (mean(b) > mean(a) ? b : a))];
    });
}

function mean({ points }: flinkApi.MetricSeries): number {
  const values = points
    .map(([, value]) => value)
    .filter((value): value is number => value !== null);
  return values.length === 0
    ? -Infinity
    : values.reduce((sum, value) => sum + value, 0) / values.length;
}
