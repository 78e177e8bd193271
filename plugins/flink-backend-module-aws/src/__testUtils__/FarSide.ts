import {
  CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeApplicationCommand,
  DescribeApplicationOperationCommand,
  KinesisAnalyticsV2Client,
  ListApplicationOperationsCommand,
  ListApplicationsCommand,
  ListApplicationSnapshotsCommand,
  ListTagsForResourceCommand,
  type ApplicationDetail,
  type ApplicationSummary,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { mockClient } from 'aws-sdk-client-mock';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** A listed application; RUNNING on Flink 1.20 unless said otherwise. */
export function application(
  name: string,
  over: Partial<ApplicationSummary> = {},
): ApplicationSummary {
  return {
    ApplicationName: name,
    ApplicationARN: `arn:aws:kinesisanalytics:${REGION}:${ACCOUNT}:application/${name}`,
    ApplicationStatus: 'RUNNING',
    ApplicationVersionId: 1,
    RuntimeEnvironment: 'FLINK-1_20',
    ApplicationMode: 'STREAMING',
    ...over,
  };
}

/** AWS as the runtime sees it: healthy and empty of history until a test says otherwise. */
export class FarSide {
  readonly analytics = mockClient(KinesisAnalyticsV2Client);
  readonly cloudWatch = mockClient(CloudWatchClient);
  readonly logs = mockClient(CloudWatchLogsClient);
  applications: ApplicationSummary[] = [];
  details: Record<string, Partial<ApplicationDetail>> = {};

  constructor() {
    this.reset();
  }

  reset(): void {
    this.applications = [];
    this.details = {};
    this.analytics.reset();
    this.cloudWatch.reset();
    this.logs.reset();
    this.logs.on(FilterLogEventsCommand).resolves({ events: [] });
    this.analytics
      .on(ListApplicationsCommand)
      .callsFake(() => ({ ApplicationSummaries: this.applications }))
      .on(DescribeApplicationCommand)
      .callsFake((input: { ApplicationName: string }) => ({
        ApplicationDetail: {
          ...this.applications.find(
            ({ ApplicationName }) => ApplicationName === input.ApplicationName,
          ),
          ...this.details[input.ApplicationName],
        },
      }))
      .on(ListApplicationOperationsCommand)
      .resolves({ ApplicationOperationInfoList: [] })
      .on(DescribeApplicationOperationCommand)
      .rejects(new Error('no operation was to be described'))
      .on(ListApplicationSnapshotsCommand)
      .resolves({ SnapshotSummaries: [] })
      .on(ListTagsForResourceCommand)
      .resolves({ Tags: [{ Key: 'team', Value: 'payments' }] });
    this.cloudWatch
      .on(ListMetricsCommand)
      .resolves({ Metrics: [] })
      .on(GetMetricDataCommand)
      .callsFake((input: { MetricDataQueries: MetricDataQuery[] }) => ({
        MetricDataResults: input.MetricDataQueries.map(({ Id }) => ({
          Id,
          StatusCode: 'Complete',
          Timestamps: [],
          Values: [],
        })),
      }));
  }

  restore(): void {
    this.analytics.restore();
    this.cloudWatch.restore();
    this.logs.restore();
  }

  /** Names of the metrics of every GetMetricData call so far. */
  metricsAsked(): string[][] {
    return this.cloudWatch
      .commandCalls(GetMetricDataCommand)
      .map(call =>
        (call.args[0].input.MetricDataQueries ?? []).map(
          query => query.MetricStat?.Metric?.MetricName ?? '',
        ),
      );
  }
}
