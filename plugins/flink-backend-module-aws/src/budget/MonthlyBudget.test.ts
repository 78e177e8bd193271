import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import type { RuntimeEnvironment } from '@aws-sdk/client-kinesis-analytics-v2';
import { application, FarSide } from '../__testUtils__/FarSide';
import { idOf, TestCollector } from '../__testUtils__/TestCollector';
import { USD_PER_METRIC } from '../metrics/fetchSeries';
import { MonthlyBudget } from './MonthlyBudget';

const NOVEMBER = Date.parse('2026-11-22T14:00:00Z');
const DECEMBER = Date.parse('2026-12-01T00:00:00Z');

const ANY_JOB = [
  'numRecordsInPerSecond',
  'numRecordsOutPerSecond',
  'backPressuredTimeMsPerSecond',
  'lastCheckpointDuration',
  'lastCheckpointSize',
  'numberOfFailedCheckpoints',
  'cpuUtilization',
  'heapMemoryUtilization',
  'containerMemoryUtilization',
  'busyTimeMsPerSecond',
  'KPUs',
];
const JOB_ON_1_20 = [...ANY_JOB, 'fullRestarts', 'uptime', 'downtime'];
const FLOW = { Flow: 'Job' };

/** What CloudWatch lists for applications of each kind; the README's table of costs. */
const KINDS: ReadonlyArray<{
  kind: string;
  runtime: RuntimeEnvironment;
  listed: ReadonlyArray<[name: string, dimensions?: Record<string, string>]>;
  metrics: number;
  steadyUsd: number;
  closeUsd: number;
}> = [
  {
    kind: 'a Kafka job on Flink 1.20',
    runtime: 'FLINK-1_20',
    listed: [...JOB_ON_1_20, 'records_lag_max'].map(name => [name]),
    metrics: 13,
    steadyUsd: 1.12,
    closeUsd: 5.62,
  },
  {
    kind: 'a Kinesis job on Flink 1.20',
    runtime: 'FLINK-1_20',
    listed: [
      ...JOB_ON_1_20.map((name): [string] => [name]),
      ['millisBehindLatest', { Id: 'orders', Flow: 'Input' }],
    ],
    metrics: 13,
    steadyUsd: 1.12,
    closeUsd: 5.62,
  },
  {
    kind: 'a Kafka job on Flink 2.2',
    runtime: 'FLINK-2_2',
    listed: [
      ...[...ANY_JOB, 'records_lag_max', 'numRestarts', 'uptime'].map(
        (name): [string] => [name],
      ),
      ['runningTime', FLOW],
      ['restartingTime', FLOW],
      ['failingTime', FLOW],
    ],
    metrics: 14,
    steadyUsd: 1.21,
    closeUsd: 6.05,
  },
  {
    kind: 'a notebook',
    runtime: 'ZEPPELIN-FLINK-3_0',
    listed: [
      ['cpuUtilization'],
      ['heapMemoryUtilization'],
      ['zeppelinThreadCount'],
    ],
    metrics: 2,
    steadyUsd: 0.17,
    closeUsd: 0.86,
  },
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

  it('does not become larger when an application and its note are gone', () => {
    const budget = new MonthlyBudget(1);
    budget.learn('a', 100_000, NOVEMBER);
    budget.learn('a', 10, NOVEMBER);
    expect(budget.allows(1, NOVEMBER)).toBe(false);
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

  describe.each(KINDS)(
    'for $kind',
    ({ runtime, listed, metrics, steadyUsd, closeUsd }) => {
      /** An hour of polls, one a minute, times the hours of thirty days. */
      async function usdPerMonth(close: boolean): Promise<number> {
        aws.applications = [
          application('orders', {
            RuntimeEnvironment: runtime,
            ApplicationMode: runtime.startsWith('ZEPPELIN')
              ? 'INTERACTIVE'
              : 'STREAMING',
          }),
        ];
        aws.cloudWatch.on(ListMetricsCommand).resolves({
          Metrics: listed.map(([MetricName, dimensions = {}]) => ({
            MetricName,
            Dimensions: Object.entries({
              Application: 'orders',
              ...dimensions,
            }).map(([Name, Value]) => ({ Name, Value })),
          })),
        });
        const collector = new TestCollector();
        if (close) {
          collector.close.add(idOf('orders'));
        }
        await collector.collect();
        expect(aws.metricsAsked()[0]).toHaveLength(metrics);
        collector.usd = 0;
        for (let minute = 0; minute < 60; minute++) {
          await collector.collect(1);
        }
        return collector.usd * 24 * 30;
      }

      it(`the health set costs $${steadyUsd} a month while it is steady`, async () => {
        expect(await usdPerMonth(false)).toBeCloseTo(steadyUsd, 2);
      });

      it(`and $${closeUsd} if it were read closely all month`, async () => {
        expect(await usdPerMonth(true)).toBeCloseTo(closeUsd, 2);
      });
    },
  );
});
