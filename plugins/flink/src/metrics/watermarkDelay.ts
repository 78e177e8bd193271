import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/**
 * A watermark is a moment; what a person wants is how far it is behind. Values without a watermark
 * (none yet, or the end of the input) become gaps.
 */
export function watermarkDelay(
  series: flinkApi.MetricSeries,
): flinkApi.MetricSeries {
  if (series.unit !== 'epochMs') {
    return series;
  }
  return {
    ...series,
    title: `${series.title} delay`,
    unit: 'ms',
    points: series.points.map(([at, watermark]) => {
      const isMoment =
        at !== null &&
        watermark !== null &&
        watermark > 0 &&
        watermark < Number.MAX_SAFE_INTEGER;
      return [at, isMoment ? at * 1000 - watermark : null];
    }),
  };
}
