import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { ManagedApplication } from '../applications/managedApplication';
import { epochSeconds, type Wire } from '../wire/wire';
import { publishedMetrics } from './metricCatalog';
import { NAMESPACE } from './publishedMetric';
import { seriesOf } from './series';

interface Rule {
  readonly suffix: string;
  readonly metric: string;
  readonly threshold: number;
  readonly description: string;
}

/** Two of the alarms AWS recommends, as teams with a first-tier application set them. */
const RULES: readonly Rule[] = [
  {
    suffix: 'heap',
    metric: 'heapMemoryUtilization',
    threshold: 90,
    description: 'Heap above 90 % for three minutes',
  },
  {
    suffix: 'checkpoint-duration',
    metric: 'lastCheckpointDuration',
    threshold: 30_000,
    description: 'A checkpoint took longer than half of the interval',
  },
];
const EVALUATED_MINUTES = 3;

/** The alarms set for a first-tier application and what they say now. */
export function alarmsOf(
  application: ManagedApplication,
  nowMs: number,
): Wire<MetricAlarm>[] {
  const { facts } = application;
  if (facts.tags.tier !== 'tier-1' || !application.job) {
    return [];
  }
  const published = publishedMetrics(application, nowMs);
  return RULES.flatMap(rule => {
    const metric = published.find(one => one.name === rule.metric);
    if (!metric) {
      return [];
    }
    const { values } = seriesOf(
      metric,
      'Maximum',
      60,
      nowMs - 10 * 60_000,
      nowMs,
      nowMs,
    );
    const newest = values.slice(-EVALUATED_MINUTES);
    const breaching =
      newest.length === EVALUATED_MINUTES &&
      newest.every(value => value > rule.threshold);
    const state = breaching ? 'ALARM' : 'OK';
    const name = `${facts.name}-${rule.suffix}`;
    return [
      {
        AlarmName: name,
        AlarmArn: `arn:aws:cloudwatch:${facts.region}:${facts.account}:alarm:${name}`,
        AlarmDescription: rule.description,
        ActionsEnabled: true,
        OKActions: [],
        AlarmActions: [],
        InsufficientDataActions: [],
        StateValue: newest.length === 0 ? 'INSUFFICIENT_DATA' : state,
        StateReason: `Newest ${EVALUATED_MINUTES} datapoints: ${newest
          .map(value => Math.round(value))
          .join(', ')}; threshold ${rule.threshold}`,
        StateUpdatedTimestamp: epochSeconds(
          Math.floor(nowMs / 60_000) * 60_000,
        ),
        MetricName: rule.metric,
        Namespace: NAMESPACE,
        Statistic: 'Maximum',
        Dimensions: [{ Name: 'Application', Value: facts.name }],
        Period: 60,
        EvaluationPeriods: EVALUATED_MINUTES,
        Threshold: rule.threshold,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'missing',
      },
    ];
  });
}
