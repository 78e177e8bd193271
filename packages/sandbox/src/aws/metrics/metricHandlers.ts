import type {
  DescribeAlarmsCommandInput,
  DescribeAlarmsCommandOutput,
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
  ListMetricsCommandInput,
  ListMetricsCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import type { ApplicationRegistry } from '../applications/registry';
import type { Caller } from '../wire/caller';
import { handler, type Handlers } from '../wire/handler';
import { pageOf } from '../wire/page';
import type { Wire } from '../wire/wire';
import { alarmsOf } from './alarms';
import { getMetricData } from './getMetricData';
import { publishedMetrics } from './metricCatalog';
import { NAMESPACE, type PublishedMetric } from './publishedMetric';
import { seriesOf } from './series';

const METRICS_PER_PAGE = 500;
const ALARMS_PER_PAGE = 50;
const THREE_HOURS_MS = 3 * 3_600_000;
const TWO_WEEKS_MS = 14 * 86_400_000;

/** CloudWatch's part: what the caller's applications publish. */
export function metricHandlers(registry: ApplicationRegistry): Handlers {
  const publishedTo = (caller: Caller): PublishedMetric[] =>
    registry
      .visibleTo(caller)
      .flatMap(application => publishedMetrics(application, registry.nowMs));

  return {
    GetMetricData: handler<
      Wire<GetMetricDataCommandInput>,
      Wire<GetMetricDataCommandOutput>
    >((request, caller) =>
      getMetricData(request, publishedTo(caller), registry.nowMs),
    ),

    ListMetrics: handler<
      Wire<ListMetricsCommandInput>,
      Wire<ListMetricsCommandOutput>
    >((request, caller) => {
      const now = registry.nowMs;
      const sinceMs =
        now - (request.RecentlyActive ? THREE_HOURS_MS : TWO_WEEKS_MS);
      const found = publishedTo(caller).filter(
        ({ name, dimensions }) =>
          (!request.Namespace || request.Namespace === NAMESPACE) &&
          (!request.MetricName || request.MetricName === name) &&
          (request.Dimensions ?? []).every(
            filter =>
              dimensions[filter.Name!] !== undefined &&
              (filter.Value === undefined ||
                dimensions[filter.Name!] === filter.Value),
          ),
      );
      const active = found.filter(metric => hasDataSince(metric, sinceMs, now));
      const { items, nextToken } = pageOf(
        active,
        METRICS_PER_PAGE,
        request.NextToken,
        'InvalidParameterValue',
      );
      return {
        Metrics: items.map(({ name, dimensions }) => ({
          Namespace: NAMESPACE,
          MetricName: name,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({
            Name,
            Value,
          })),
        })),
        NextToken: nextToken,
      };
    }),

    DescribeAlarms: handler<
      Wire<DescribeAlarmsCommandInput>,
      Wire<DescribeAlarmsCommandOutput>
    >((request, caller) => {
      const alarms = registry
        .visibleTo(caller)
        .flatMap(application => alarmsOf(application, registry.nowMs))
        .filter(
          alarm =>
            (!request.AlarmNames ||
              request.AlarmNames.includes(alarm.AlarmName!)) &&
            (!request.AlarmNamePrefix ||
              alarm.AlarmName!.startsWith(request.AlarmNamePrefix)) &&
            (!request.StateValue || alarm.StateValue === request.StateValue),
        );
      const { items, nextToken } = pageOf(
        alarms,
        request.MaxRecords ?? ALARMS_PER_PAGE,
        request.NextToken,
        'InvalidNextToken',
      );
      return { MetricAlarms: items, CompositeAlarms: [], NextToken: nextToken };
    }),
  };
}

/** Looks at a few moments of the window; a job runs for longer than an hour or not at all. */
function hasDataSince(
  metric: PublishedMetric,
  sinceMs: number,
  nowMs: number,
): boolean {
  const { job } = metric.application;
  if (!job) {
    return false;
  }
  const lastRun = job.timeline
    .runsUntil(nowMs)
    .findLast(
      run => run.runningFromMs < run.untilMs && run.runningFromMs < nowMs,
    );
  if (!lastRun) {
    return false;
  }
  const newestMs = Math.min(nowMs, lastRun.untilMs);
  const hourMs = Math.floor(newestMs / 3_600_000) * 3_600_000;
  return (
    newestMs > sinceMs &&
    (metric.hourly ||
      !job.story.silent ||
      job.storyStartsMs > sinceMs ||
      seriesOf(metric, 'Maximum', 3600, hourMs, hourMs + 3_600_000, nowMs)
        .values.length > 0)
  );
}
