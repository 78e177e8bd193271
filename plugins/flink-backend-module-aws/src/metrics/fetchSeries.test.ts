import {
  CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { KinesisAnalyticsV2Client } from '@aws-sdk/client-kinesis-analytics-v2';
import { mockClient } from 'aws-sdk-client-mock';
import pLimit from 'p-limit';
import { RegionAccess } from '../clients/RegionAccess';
import { fetchSeries, type WantedSeries } from './fetchSeries';

const cloudWatch = mockClient(CloudWatchClient);
const access = new RegionAccess(
  {
    sourceId: 'managed:111122223333/eu-west-1',
    accountId: '111122223333',
    region: 'eu-west-1',
  },
  new KinesisAnalyticsV2Client({ region: 'eu-west-1' }),
  new KinesisAnalyticsV2Client({ region: 'eu-west-1' }),
  new CloudWatchClient({ region: 'eu-west-1' }),
  new CloudWatchLogsClient({ region: 'eu-west-1' }),
  pLimit(3),
);
const WINDOW = {
  fromMs: Date.parse('2026-11-22T13:00:00Z'),
  toMs: Date.parse('2026-11-22T13:05:00Z'),
};
const MINUTE = (minute: number) => new Date(WINDOW.fromMs + minute * 60_000);
const SECOND = (minute: number) => MINUTE(minute).getTime() / 1000;

const wanted = (count: number): WantedSeries[] =>
  Array.from({ length: count }, (_, index) => ({
    applicationName: `app-${index}`,
    periodSeconds: 60,
    series: {
      query: {
        metricName: 'downtime',
        statistic: 'Maximum',
        dimensions: 'application',
        scale: 1,
      },
      values: {},
    },
  }));

interface Asked {
  MetricDataQueries: MetricDataQuery[];
  NextToken?: string;
}

describe('fetchSeries', () => {
  let usd = 0;
  const fetch = (series: WantedSeries[]) =>
    fetchSeries(
      access,
      {
        signal: new AbortController().signal,
        count: (_, price = 0) => {
          usd += price;
        },
      },
      series,
      WINDOW,
    );
  const answer = (
    resultOf: (query: MetricDataQuery, asked: Asked) => MetricDataResult,
  ) =>
    cloudWatch.on(GetMetricDataCommand).callsFake((asked: Asked) => ({
      MetricDataResults: asked.MetricDataQueries.map(query =>
        resultOf(query, asked),
      ),
    }));

  beforeEach(() => {
    cloudWatch.reset();
    usd = 0;
  });
  afterAll(() => cloudWatch.restore());

  it('asks for at most 500 series in a call and gives each its own values', async () => {
    answer(({ Id, MetricStat }) => ({
      Id,
      StatusCode: 'Complete',
      Timestamps: [MINUTE(0)],
      Values: [
        Number(MetricStat?.Metric?.Dimensions?.[0].Value?.split('-')[1]),
      ],
    }));
    const { series } = await fetch(wanted(1201));
    expect(
      cloudWatch
        .commandCalls(GetMetricDataCommand)
        .map(call => call.args[0].input.MetricDataQueries?.length),
    ).toEqual([500, 500, 201]);
    expect(series).toHaveLength(1201);
    expect(series[0].points).toEqual([[SECOND(0), 0]]);
    expect(series[777].points).toEqual([[SECOND(0), 777]]);
    expect(usd).toBeCloseTo(0.01201, 10);
  });

  it('follows pages and joins what belongs to one series', async () => {
    cloudWatch
      .on(GetMetricDataCommand)
      .resolvesOnce({
        NextToken: 'more',
        MetricDataResults: [
          {
            Id: 'm0',
            Label: 'downtime',
            StatusCode: 'PartialData',
            Timestamps: [MINUTE(0), MINUTE(1)],
            Values: [0, 38_500],
          },
        ],
      })
      .resolvesOnce({
        MetricDataResults: [
          {
            Id: 'm0',
            Label: 'downtime',
            StatusCode: 'Complete',
            Timestamps: [MINUTE(2)],
            Values: [1],
          },
        ],
      });
    const { series } = await fetch(wanted(1));
    expect(series).toEqual([
      {
        outcome: 'complete',
        points: [
          [SECOND(0), 0],
          [SECOND(1), 38_500],
          [SECOND(2), 1],
        ],
      },
    ]);
    expect(
      cloudWatch.commandCalls(GetMetricDataCommand)[1].args[0].input.NextToken,
    ).toBe('more');
  });

  it('says when partial data stays partial', async () => {
    answer(({ Id }) => ({
      Id,
      StatusCode: 'PartialData',
      Timestamps: [MINUTE(0)],
      Values: [3],
    }));
    const { series } = await fetch(wanted(1));
    expect(series[0]).toEqual({
      outcome: 'incomplete',
      points: [[SECOND(0), 3]],
    });
  });

  it('asks once more for what failed inside CloudWatch, and for nothing else', async () => {
    let failures = 0;
    answer(({ Id }) => {
      const fails = Id === 'm1' && failures++ === 0;
      return {
        Id,
        StatusCode: fails ? 'InternalError' : 'Complete',
        Timestamps: fails ? [] : [MINUTE(0)],
        Values: fails ? [] : [1],
      };
    });
    const { series } = await fetch(wanted(3));
    expect(series.map(({ outcome }) => outcome)).toEqual([
      'complete',
      'complete',
      'complete',
    ]);
    expect(
      cloudWatch
        .commandCalls(GetMetricDataCommand)[1]
        .args[0].input.MetricDataQueries?.map(({ Id }) => Id),
    ).toEqual(['m1']);
  });

  it('gives up after the second failure', async () => {
    answer(({ Id }) => ({ Id, StatusCode: 'InternalError' }));
    const { series } = await fetch(wanted(1));
    expect(series).toEqual([{ outcome: 'failed', points: [] }]);
    expect(cloudWatch.commandCalls(GetMetricDataCommand)).toHaveLength(2);
  });

  it('does not take a series that CloudWatch left out for one without data', async () => {
    cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [] });
    const { series } = await fetch(wanted(1));
    expect(series[0].outcome).toBe('failed');
  });

  it("hands on CloudWatch's messages", async () => {
    cloudWatch.on(GetMetricDataCommand).resolves({
      MetricDataResults: [
        {
          Id: 'm0',
          StatusCode: 'Complete',
          Messages: [{ Code: 'ArithmeticError', Value: 'one' }],
        },
      ],
      Messages: [{ Code: 'MaxMetricsExceeded', Value: 'two' }],
    });
    expect((await fetch(wanted(1))).messages).toEqual([
      'ArithmeticError: one',
      'MaxMetricsExceeded: two',
    ]);
  });
});
