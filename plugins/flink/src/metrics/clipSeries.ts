import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** The values between two moments: axis, table and sentence are about what is seen. */
export function clipSeries(
  series: readonly flinkApi.MetricSeries[],
  fromMs: number,
  toMs: number,
): flinkApi.MetricSeries[] {
  return series.map(line => ({
    ...line,
    points: line.points.filter(
      ([at]) => at !== null && at * 1000 >= fromMs && at * 1000 <= toMs,
    ),
  }));
}
