import {
  METRIC_CATALOG,
  type MetricSeries,
} from '@flink-portal/backstage-plugin-flink-common';
import type { MetricSeries as MetricSeriesOfApi } from '../../schema/openapi/generated/models';
import type { Grid } from './ranges';

/**
 * Lays a series on a grid: one value per step, null where nothing was read. Counters take the step's last
 * value, peaks stay peaks, rates and sums over parts are averaged over time.
 */
export function downsample(
  series: MetricSeries,
  grid: Grid,
): MetricSeriesOfApi {
  const { metric, part } = series;
  const definition = METRIC_CATALOG[metric];
  const stepMs = grid.resolutionSeconds * 1000;
  const steps = Math.round((grid.toMs - grid.fromMs) / stepMs);
  const buckets: number[][] = Array.from({ length: steps }, () => []);
  for (const [seconds, value] of series.points) {
    const index = Math.floor((seconds * 1000 - grid.fromMs) / stepMs);
    buckets[index]?.push(value);
  }
  const reduce = definition.counter
    ? (values: number[]) => values[values.length - 1]
    : reducerOf(definition.statistic);
  return {
    metric,
    title: definition.title,
    unit: definition.unit,
    statistic: definition.statistic,
    ...(part ? { part: { ...part } } : {}),
    points: buckets.map((values, index) => [
      grid.fromMs / 1000 + index * grid.resolutionSeconds,
      values.length > 0 ? reduce(values) : null,
    ]),
  };
}

function reducerOf(
  statistic: (typeof METRIC_CATALOG)[keyof typeof METRIC_CATALOG]['statistic'],
): (values: number[]) => number {
  switch (statistic) {
    case 'max':
      return values => Math.max(...values);
    case 'min':
      return values => Math.min(...values);
    default:
      return values =>
        values.reduce((sum, value) => sum + value, 0) / values.length;
  }
}
