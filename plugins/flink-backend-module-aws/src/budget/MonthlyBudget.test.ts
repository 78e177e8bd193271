import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { application, FarSide } from '../__testUtils__/FarSide';
import { idOf, TestCollector } from '../__testUtils__/TestCollector';
import { USD_PER_METRIC } from '../metrics/fetchSeries';
import { MonthlyBudget } from './MonthlyBudget';

const NOVEMBER = Date.parse('2026-11-22T14:00:00Z');
const DECEMBER = Date.parse('2026-12-01T00:00:00Z');
const KAFKA_JOB_ON_1_20 = [
  'numRecordsInPerSecond',
  'numRecordsOutPerSecond',
  'records_lag_max',
  'backPressuredTimeMsPerSecond',
  'lastCheckpointDuration',
  'lastCheckpointSize',
  'numberOfFailedCheckpoints',
  'fullRestarts',
  'uptime',
  'downtime',
  'cpuUtilization',
  'heapMemoryUtilization',
  'containerMemoryUtilization',
];

describe('the monthly budget', () => {
  const aws = new FarSide();
  beforeEach(() => aws.reset());
  afterAll(() => aws.restore());

  it('begins anew with every month', () => {
    const budget = new MonthlyBudget(1);
    budget.spend('a', 100_000, NOVEMBER);
    expect(budget.allows(1, NOVEMBER)).toBe(false);
    expect(budget.allows(1, DECEMBER)).toBe(true);
    expect(budget.spentUsd(DECEMBER)).toBe(0);
  });

  it('is one for all accounts and regions', () => {
    const budget = new MonthlyBudget(1);
    budget.spend('a', 60_000, NOVEMBER);
    budget.learn('b', 40_000, NOVEMBER);
    expect(budget.spentUsd(NOVEMBER)).toBeCloseTo(1);
    expect(budget.allows(1, NOVEMBER)).toBe(false);
  });

  it('does not count twice what this process spent and its notes say', () => {
    const budget = new MonthlyBudget(1);
    budget.spend('a', 500, NOVEMBER);
    budget.learn('a', 500, NOVEMBER);
    expect(budget.spentUsd(NOVEMBER)).toBeCloseTo(500 * USD_PER_METRIC);
  });

  it('makes metrics unreadable once it is used up, and names the key', async () => {
    aws.applications = [application('orders'), application('clicks')];
    const collector = new TestCollector({
      metrics: { monthlyBudgetUsd: 0.0002 },
    });
    await collector.collect();
    expect(collector.observation('orders').metrics?.status).toBe('read');
    expect(collector.observation('clicks').metrics).toMatchObject({
      status: 'unreadable',
      reason: 'budget',
      message:
        'Metrics are not read until next month: 0.0002 of 0.0002 US dollars are used up in 2026-11. Raise flink.aws.metrics.monthlyBudgetUsd to read on.',
    });
    expect(collector.usd).toBeLessThanOrEqual(0.0002);
  });

  it('survives a restart, because every note says what its application cost', async () => {
    aws.applications = [application('orders')];
    const before = new TestCollector();
    await before.collect();
    const spent = before.usd;

    const after = new TestCollector({
      metrics: { monthlyBudgetUsd: spent * 1.5 },
    });
    before.stored.forEach((value, id) => after.stored.set(id, value));
    await after.collect(5);
    expect(after.observation('orders').metrics).toMatchObject({
      status: 'unreadable',
      reason: 'budget',
    });
    expect(after.usd).toBe(0);
  });

  it('counts what somebody read on demand', async () => {
    aws.applications = [application('orders')];
    const collector = new TestCollector();
    await collector.collect();
    const answer = await collector.runtime.readMetrics(
      collector.observation('orders'),
      {
        metrics: ['busyTimeMsPerSecond'],
        fromMs: collector.nowMs - 3_600_000,
        toMs: collector.nowMs,
        resolutionSeconds: 60,
        signal: collector.abort.signal,
      },
    );
    expect(answer.usd).toBeCloseTo(USD_PER_METRIC);
    const notedMetrics = () =>
      JSON.parse(collector.stored.get(idOf('orders'))?.note ?? '{}').spend
        .metrics;
    const noted = notedMetrics();
    await collector.collect(1);
    expect(notedMetrics()).toBe(noted + 1);
  });

  it('costs $1.12 a month for one steady Kafka job on Flink 1.20 with the defaults', async () => {
    aws.applications = [application('orders')];
    aws.cloudWatch.on(ListMetricsCommand).resolves({
      Metrics: KAFKA_JOB_ON_1_20.map(MetricName => ({
        MetricName,
        Dimensions: [{ Name: 'Application', Value: 'orders' }],
      })),
    });
    const collector = new TestCollector();
    await collector.collect();
    collector.usd = 0;
    // An hour of polls, one a minute, times the hours of thirty days.
    for (let minute = 0; minute < 60; minute++) {
      await collector.collect(1);
    }
    expect(aws.metricsAsked()[0]).toHaveLength(KAFKA_JOB_ON_1_20.length);
    expect(collector.usd * 24 * 30).toBeCloseTo(1.12, 2);
  });

  it('costs $5.62 a month for the same job read closely all the time', async () => {
    aws.applications = [application('orders')];
    aws.cloudWatch.on(ListMetricsCommand).resolves({
      Metrics: KAFKA_JOB_ON_1_20.map(MetricName => ({
        MetricName,
        Dimensions: [{ Name: 'Application', Value: 'orders' }],
      })),
    });
    const collector = new TestCollector();
    collector.close.add(idOf('orders'));
    await collector.collect();
    collector.usd = 0;
    for (let minute = 0; minute < 60; minute++) {
      await collector.collect(1);
    }
    expect(collector.usd * 24 * 30).toBeCloseTo(5.62, 2);
  });
});
