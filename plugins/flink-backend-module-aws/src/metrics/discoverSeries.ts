import { ListMetricsCommand, type Metric } from '@aws-sdk/client-cloudwatch';
import {
  METRIC_CATALOG,
  METRIC_NAMES,
} from '@flink-portal/backstage-plugin-flink-common';
import type { CallContext, RegionAccess } from '../clients/RegionAccess';
import type { DiscoveredSeries } from './Discovery';

export const NAMESPACE = 'AWS/KinesisAnalytics';
// A page holds 500; an application at metrics level OPERATOR has a few thousand series.
const MAX_PAGES = 10;

/** Every CloudWatch name the catalog feeds from; all others are of no use here. */
const CATALOG_METRICS: ReadonlySet<string> = new Set(
  METRIC_NAMES.flatMap(name =>
    METRIC_CATALOG[name].feeds.flatMap(feed =>
      feed.kind === 'cloudWatch'
        ? feed.queries.map(query => query.metricName)
        : [],
    ),
  ),
);

const KINDS: Readonly<Record<string, DiscoveredSeries['dimensions']>> = {
  Application: 'application',
  'Application,Flow': 'application+flow',
  'Application,Flow,Id': 'source',
  'Application,Task': 'task',
};

/**
 * Asks CloudWatch which series an application has: names of streams, and the value of Flow, stand
 * nowhere else.
 *
 * @throws what the SDK throws
 */
export async function discoverSeries(
  access: RegionAccess,
  context: CallContext,
  applicationName: string,
): Promise<DiscoveredSeries[]> {
  const found: DiscoveredSeries[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const command = new ListMetricsCommand({
      Namespace: NAMESPACE,
      Dimensions: [{ Name: 'Application', Value: applicationName }],
      NextToken: nextToken,
    });
    const answer = await access.call(
      'cloudwatch:ListMetrics',
      context,
      options => access.cloudWatch.send(command, options),
    );
    found.push(...(answer.Metrics ?? []).flatMap(toDiscovered));
    nextToken = answer.NextToken;
    if (!nextToken) {
      break;
    }
  }
  return found;
}

function toDiscovered(metric: Metric): DiscoveredSeries[] {
  const metricName = metric.MetricName;
  const dimensions = metric.Dimensions ?? [];
  const kind =
    KINDS[
      dimensions
        .map(({ Name }) => Name ?? '')
        .sort((a, b) => a.localeCompare(b))
        .join(',')
    ];
  if (!metricName || !CATALOG_METRICS.has(metricName) || !kind) {
    return [];
  }
  return [
    {
      metricName,
      dimensions: kind,
      values: Object.fromEntries(
        dimensions.flatMap(({ Name, Value }) =>
          Name && Value && Name !== 'Application' ? [[Name, Value]] : [],
        ),
      ),
    },
  ];
}
