import {
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type { MetricName } from '@flink-portal/backstage-plugin-flink-common';
import { application, FarSide } from '../__testUtils__/FarSide';
import { START_MS, TestCollector } from '../__testUtils__/TestCollector';
import { denied } from '../__testUtils__/wire';
import { rangeFor } from './retention';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('reading a range on demand', () => {
  const aws = new FarSide();
  const { signal } = new AbortController();
  beforeEach(() => {
    aws.reset();
    aws.applications = [application('orders')];
  });
  afterAll(() => aws.restore());

  async function readRange(
    metrics: MetricName[],
    options: { agoMs?: number; resolutionSeconds?: number; config?: {} } = {},
  ) {
    const collector = new TestCollector(options.config);
    await collector.collect();
    aws.cloudWatch.resetHistory();
    return collector.runtime.readMetrics(collector.observation('orders'), {
      metrics,
      fromMs: START_MS - (options.agoMs ?? HOUR_MS),
      toMs: START_MS,
      resolutionSeconds: options.resolutionSeconds ?? 60,
      signal,
    });
  }

  const asked = () =>
    aws.cloudWatch
      .commandCalls(GetMetricDataCommand)
      .map(call => call.args[0].input);

  it('counts its calls and what they cost', async () => {
    const answer = await readRange(['cpuUtilization', 'busyTimeMsPerSecond']);
    expect(answer.calls).toEqual({
      'cloudwatch:ListMetrics': 1,
      'cloudwatch:GetMetricData': 1,
    });
    expect(answer.usd).toBeCloseTo(0.00002);
  });

  it('names tasks where the application reports them', async () => {
    aws.cloudWatch.on(ListMetricsCommand).resolves({
      Metrics: ['Source:_Kafka_source', 'Sink:_Writer'].map(Value => ({
        MetricName: 'busyTimeMsPerSecond',
        Dimensions: [
          { Name: 'Application', Value: 'orders' },
          { Name: 'Task', Value },
        ],
      })),
    });
    aws.cloudWatch
      .on(GetMetricDataCommand)
      .callsFake((input: { MetricDataQueries: MetricDataQuery[] }) => ({
        MetricDataResults: input.MetricDataQueries.map(({ Id }) => ({
          Id,
          StatusCode: 'Complete',
          Timestamps: [new Date(START_MS - 60_000)],
          Values: [990],
        })),
      }));
    const { series } = await readRange(['busyTimeMsPerSecond']);
    expect(series.map(({ part }) => part)).toEqual(
      expect.arrayContaining([
        { kind: 'task', name: 'Source:_Kafka_source' },
        { kind: 'task', name: 'Sink:_Writer' },
      ]),
    );
  });

  it('reads KPUs by the hour beside metrics by the minute', async () => {
    await readRange(['kpus', 'cpuUtilization'], { agoMs: 6 * HOUR_MS });
    expect(
      asked().map(
        ({ MetricDataQueries }) => MetricDataQueries?.[0].MetricStat?.Period,
      ),
    ).toEqual(expect.arrayContaining([60, 3600]));
  });

  it('scales a sum by the length of its period', async () => {
    aws.cloudWatch
      .on(GetMetricDataCommand)
      .callsFake((input: { MetricDataQueries: MetricDataQuery[] }) => ({
        MetricDataResults: input.MetricDataQueries.map(({ Id }) => ({
          Id,
          StatusCode: 'Complete',
          Timestamps: [new Date(START_MS - 300_000)],
          // Five minutes of four readings of 100 records a second.
          Values: [2000],
        })),
      }));
    const { series } = await readRange(['numRecordsInPerSecond'], {
      resolutionSeconds: 300,
    });
    expect(series[0].points).toEqual([[(START_MS - 300_000) / 1000, 100]]);
  });

  it('says what CloudWatch does not have', async () => {
    const { messages } = await readRange([
      'cpuUtilization',
      'numberOfCompletedCheckpoints',
    ]);
    expect(messages).toEqual([
      'CloudWatch has no numberOfCompletedCheckpoints for orders.',
    ]);
  });

  it('fails with the reason when CloudWatch denies', async () => {
    aws.cloudWatch
      .on(GetMetricDataCommand)
      .rejects(denied('cloudwatch:GetMetricData'));
    await expect(readRange(['cpuUtilization'])).rejects.toMatchObject({
      name: 'FlinkSourceError',
      reason: 'denied',
    });
  });

  it('fails with the key to change when the budget is used up', async () => {
    await expect(
      readRange(['cpuUtilization'], {
        config: { metrics: { monthlyBudgetUsd: 0 } },
      }),
    ).rejects.toMatchObject({
      reason: 'budget',
      message: expect.stringContaining('flink.aws.metrics.monthlyBudgetUsd'),
    });
  });
});

describe('rangeFor', () => {
  const range = (agoMs: number, resolutionSeconds: number) =>
    rangeFor(
      {
        metrics: [],
        fromMs: START_MS - agoMs,
        toMs: START_MS,
        resolutionSeconds,
        signal: new AbortController().signal,
      },
      60,
      START_MS,
    );

  it.each([
    { agoMs: DAY_MS, asked: 60, period: 60 },
    { agoMs: 16 * DAY_MS, asked: 60, period: 300 },
    { agoMs: 16 * DAY_MS, asked: 600, period: 600 },
    { agoMs: 64 * DAY_MS, asked: 60, period: 3600 },
    { agoMs: DAY_MS, asked: 90, period: 120 },
  ])(
    'reads what began $agoMs ms ago every $period s when $asked s were asked for',
    ({ agoMs, asked, period }) => {
      const result = range(agoMs, asked);
      expect(result.periodSeconds).toBe(period);
      expect(result.fromMs % (period * 1000)).toBe(0);
      expect(result.toMs % (period * 1000)).toBe(0);
    },
  );

  it('says when values are kept less finely than asked for', () => {
    expect(range(16 * DAY_MS, 60).message).toBe(
      'CloudWatch keeps values of this age every 300 seconds only.',
    );
    expect(range(DAY_MS, 60).message).toBeUndefined();
  });
});
