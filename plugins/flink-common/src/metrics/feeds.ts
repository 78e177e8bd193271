import type {
  CloudWatchDimensions,
  CloudWatchQuery,
  FlinkLine,
  ManagedFeed,
  RestFeed,
  RestScope,
} from './MetricDefinition';
import { REST_RUNTIMES } from './MetricDefinition';

/** Lines of applications that are not notebooks. */
export const JOB_LINES: readonly FlinkLine[] = ['1.x', '2.x'];

/** One CloudWatch metric. */
export function query(
  metricName: string,
  statistic: CloudWatchQuery['statistic'],
  dimensions: CloudWatchDimensions = 'application',
): CloudWatchQuery {
  return {
    metricName,
    statistic,
    dimensions,
    // Source: AWS, metrics reference: four readings a minute, so a sum counts each thing four times.
    scale: statistic === 'Sum' ? 0.25 : 1,
  };
}

/** A feed from CloudWatch; by default for both lines, the first query that answers, -1 is a gap. */
export function managed(
  queries: readonly CloudWatchQuery[],
  options: Partial<
    Pick<
      ManagedFeed,
      'lines' | 'combine' | 'parts' | 'periodSeconds' | 'special'
    >
  > = {},
): ManagedFeed {
  return {
    kind: 'cloudWatch',
    runtimes: ['managed'],
    lines: JOB_LINES,
    queries,
    combine: 'first',
    periodSeconds: 60,
    special: { minusOne: 'drop' },
    ...options,
  };
}

/** A feed from Flink's REST API; by default for both lines, the largest of all parts, -1 is a gap. */
export function rest(
  scope: RestScope,
  names: readonly string[],
  options: Partial<Omit<RestFeed, 'kind' | 'scope' | 'names'>> = {},
): RestFeed {
  return {
    kind: 'rest',
    runtimes: REST_RUNTIMES,
    lines: JOB_LINES,
    scope,
    names,
    combine: 'first',
    partAggregation: 'max',
    applicationAggregation: 'max',
    scale: 1,
    special: { minusOne: 'drop' },
    ...options,
  };
}
