import {
  formatQuantity,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';

/** A limit to be drawn where a metric is. */
export interface Threshold {
  readonly metric: string;
  readonly unit: string;
  readonly value: number;
  /** `limit 200 k records`, beside the line. */
  readonly label: string;
  /** `limit 200 k records (Falling behind)`, where there is room. */
  readonly text: string;
}

/**
 * Rules that compare a metric's own value with their limit. The limits of others are of counts, ages or
 * times in a row, and a line at such a height would say something that is not so.
 */
const RULES_ON_VALUES: ReadonlySet<string> = new Set([
  'lag-high',
  'backpressure',
  'resource-pressure',
]);

/** The limits that findings state, as this application's tier has them. */
export function thresholdsOf(
  findings: readonly flinkApi.Finding[],
): Threshold[] {
  return findings.flatMap(({ ruleId, title, limit, evidence }) => {
    // Evidence is "metric", or "metric (part)"; the first is what the limit is of.
    const metric = evidence[0]?.name.split(' (')[0];
    return limit && metric && RULES_ON_VALUES.has(ruleId)
      ? [
          {
            metric,
            unit: limit.unit,
            value: limit.value,
            label: `limit ${formatQuantity(limit)}`,
            text: `limit ${formatQuantity(limit)} (${title})`,
          },
        ]
      : [];
  });
}

/** Those that belong on the axis of these lines. */
export function thresholdsFor(
  thresholds: readonly Threshold[],
  series: readonly flinkApi.MetricSeries[],
): Threshold[] {
  return thresholds.filter(({ metric, unit }) =>
    series.some(line => line.metric === metric && line.unit === unit),
  );
}
