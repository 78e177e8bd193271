import {
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { DescribeApplicationCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import {
  valueOf,
  type MetricSeries,
  type MetricWindow,
} from '@flink-portal/backstage-plugin-flink-common';
import { application, FarSide } from '../__testUtils__/FarSide';
import { idOf, TestCollector } from '../__testUtils__/TestCollector';
import { denied } from '../__testUtils__/wire';

const at = (time: string) => new Date(`2026-11-22T${time}:00Z`);
const seconds = (time: string) => at(time).getTime() / 1000;

describe('the health set', () => {
  const aws = new FarSide();
  beforeEach(() => aws.reset());
  afterAll(() => aws.restore());

  /** Lets CloudWatch answer with the values of a test, by metric name. */
  function answerWith(
    values: (query: MetricDataQuery) => ReadonlyArray<[string, number]>,
  ) {
    aws.cloudWatch
      .on(GetMetricDataCommand)
      .callsFake((input: { MetricDataQueries: MetricDataQuery[] }) => ({
        MetricDataResults: input.MetricDataQueries.map(query => ({
          Id: query.Id,
          StatusCode: 'Complete',
          Timestamps: values(query).map(([time]) => at(time)),
          Values: values(query).map(([, value]) => value),
        })),
      }));
  }

  function listMetrics(
    ...metrics: Array<[name: string, dimensions?: Record<string, string>]>
  ) {
    aws.cloudWatch.on(ListMetricsCommand).resolves({
      Metrics: metrics.map(([MetricName, dimensions = {}]) => ({
        Namespace: 'AWS/KinesisAnalytics',
        MetricName,
        Dimensions: Object.entries({
          Application: 'orders',
          ...dimensions,
        }).map(([Name, Value]) => ({ Name, Value })),
      })),
    });
  }

  function windowOf(collector: TestCollector): MetricWindow {
    const { metrics } = collector.observation('orders');
    const window = metrics && valueOf(metrics);
    if (!window) {
      throw new Error(`metrics were not read: ${JSON.stringify(metrics)}`);
    }
    return window;
  }

  const seriesOf = (window: MetricWindow, metric: MetricSeries['metric']) =>
    window.series.filter(series => series.metric === metric);

  it('of Flink 1.20 asks for the names of 1.x', async () => {
    aws.applications = [application('orders')];
    await new TestCollector().collect();
    const [asked] = aws.metricsAsked();
    expect(asked).toEqual(
      expect.arrayContaining(['fullRestarts', 'uptime', 'downtime']),
    );
    expect(asked).not.toContain('runningTime');
  });

  it('of Flink 2.2 asks for the names of 2.2, with the Flow that CloudWatch lists', async () => {
    aws.applications = [
      application('orders', { RuntimeEnvironment: 'FLINK-2_2' }),
    ];
    listMetrics(
      ['numRestarts'],
      ['runningTime', { Flow: 'Job' }],
      ['restartingTime', { Flow: 'Job' }],
      ['failingTime', { Flow: 'Job' }],
      ['cpuUtilization'],
    );
    answerWith(({ MetricStat }) =>
      MetricStat?.Metric?.MetricName === 'failingTime'
        ? [['13:58', 7000]]
        : [['13:58', 0]],
    );
    const collector = new TestCollector();
    await collector.collect();
    const [asked] = aws.metricsAsked();
    // What is not listed does not exist for an application that runs long enough.
    expect([...asked].sort()).toEqual([
      'cpuUtilization',
      'failingTime',
      'numRestarts',
      'restartingTime',
      'runningTime',
    ]);
    expect(asked).not.toContain('fullRestarts');
    const queries =
      aws.cloudWatch.commandCalls(GetMetricDataCommand)[0].args[0].input
        .MetricDataQueries;
    expect(
      queries?.find(
        ({ MetricStat }) => MetricStat?.Metric?.MetricName === 'runningTime',
      )?.MetricStat?.Metric?.Dimensions,
    ).toEqual([
      { Name: 'Application', Value: 'orders' },
      { Name: 'Flow', Value: 'Job' },
    ]);
    // The longer of restarting and failing is the outage.
    expect(seriesOf(windowOf(collector), 'downtime')).toEqual([
      { metric: 'downtime', points: [[seconds('13:58'), 7000]] },
    ]);
  });

  it('of a notebook is short', async () => {
    aws.applications = [
      application('orders', {
        RuntimeEnvironment: 'ZEPPELIN-FLINK-3_0',
        ApplicationMode: 'INTERACTIVE',
      }),
    ];
    await new TestCollector().collect();
    expect([...aws.metricsAsked()[0]].sort()).toEqual([
      'cpuUtilization',
      'heapMemoryUtilization',
    ]);
  });

  it('is not asked for while an application does not run', async () => {
    aws.applications = [application('orders', { ApplicationStatus: 'READY' })];
    const collector = new TestCollector();
    await collector.collect();
    expect(collector.observation('orders').metrics).toMatchObject({
      status: 'notApplicable',
    });
    expect(aws.cloudWatch.calls()).toHaveLength(0);
  });

  it('finds lag under the name of the stream that the properties name', async () => {
    aws.applications = [application('orders')];
    aws.details.orders = {
      ApplicationConfigurationDescription: {
        EnvironmentPropertyDescriptions: {
          PropertyGroupDescriptions: [
            {
              PropertyGroupId: 'InputStream0',
              PropertyMap: {
                'stream.arn':
                  'arn:aws:kinesis:eu-west-1:111122223333:stream/orders-in',
              },
            },
          ],
        },
      },
    };
    answerWith(({ MetricStat }) =>
      MetricStat?.Metric?.Dimensions?.some(({ Value }) => Value === 'orders-in')
        ? [
            ['13:57', -1],
            ['13:58', 64_210],
          ]
        : [],
    );
    const collector = new TestCollector();
    await collector.collect();
    expect(seriesOf(windowOf(collector), 'millisBehindLatest')).toEqual([
      { metric: 'millisBehindLatest', points: [[seconds('13:58'), 64_210]] },
      {
        metric: 'millisBehindLatest',
        part: { kind: 'source', name: 'orders-in' },
        points: [[seconds('13:58'), 64_210]],
      },
    ]);
  });

  it('takes the most behind of several streams for the application', async () => {
    aws.applications = [application('orders')];
    listMetrics(
      ['millisBehindLatest', { Id: 'a', Flow: 'Input' }],
      ['millisBehindLatest', { Id: 'b', Flow: 'Input' }],
    );
    answerWith(({ MetricStat }) => {
      const id = MetricStat?.Metric?.Dimensions?.find(
        ({ Name }) => Name === 'Id',
      )?.Value;
      return id ? [['13:58', id === 'b' ? 900 : 100]] : [];
    });
    const collector = new TestCollector();
    await collector.collect();
    expect(seriesOf(windowOf(collector), 'millisBehindLatest')).toMatchObject([
      { points: [[seconds('13:58'), 900]] },
      { part: { name: 'a' }, points: [[seconds('13:58'), 100]] },
      { part: { name: 'b' }, points: [[seconds('13:58'), 900]] },
    ]);
  });

  it('divides a sum by the four readings of a minute', async () => {
    aws.applications = [application('orders')];
    answerWith(({ MetricStat }) =>
      MetricStat?.Metric?.MetricName === 'numRecordsInPerSecond'
        ? [['13:58', 4800]]
        : [],
    );
    const collector = new TestCollector();
    await collector.collect();
    expect(windowOf(collector).series).toEqual([
      { metric: 'numRecordsInPerSecond', points: [[seconds('13:58'), 1200]] },
    ]);
  });

  it('is read every five minutes for a steady application and every minute for a close one', async () => {
    aws.applications = [application('orders'), application('clicks')];
    const collector = new TestCollector();
    await collector.collect();
    collector.close.add(idOf('clicks'));
    aws.cloudWatch.resetHistory();
    const perMinute: number[] = [];
    for (let minute = 1; minute <= 10; minute++) {
      await collector.collect(1);
      perMinute.push(aws.metricsAsked().flat().length);
      aws.cloudWatch.resetHistory();
    }
    const one = perMinute[0];
    expect(one).toBeGreaterThan(10);
    expect(perMinute).toEqual(
      [1, 1, 1, 1, 2, 1, 1, 1, 1, 2].map(applications => applications * one),
    );
  });

  it('reads three hours first, then the minutes since and the three that were provisional', async () => {
    aws.applications = [application('orders')];
    const collector = new TestCollector();
    await collector.collect(0.4);
    expect(windowOf(collector)).toMatchObject({
      from: '2026-11-22T11:00:00.000Z',
      to: '2026-11-22T14:00:00.000Z',
      resolutionSeconds: 60,
    });
    await collector.collect(5);
    expect(windowOf(collector)).toMatchObject({
      from: '2026-11-22T13:57:00.000Z',
      to: '2026-11-22T14:05:00.000Z',
    });
    await collector.collect(600);
    expect(windowOf(collector)).toMatchObject({
      from: '2026-11-22T21:05:00.000Z',
      to: '2026-11-23T00:05:00.000Z',
    });
  });

  it('shows a job that just started before its first minute is over', async () => {
    aws.applications = [
      application('orders', { ApplicationStatus: 'STARTING' }),
      application('settled'),
    ];
    const collector = new TestCollector();
    await collector.collect();
    aws.applications = [application('orders'), application('settled')];
    answerWith(({ MetricStat }) =>
      MetricStat?.Metric?.MetricName === 'numRecordsInPerSecond' ||
      MetricStat?.Metric?.MetricName === 'lastCheckpointDuration'
        ? [['14:05', 12]]
        : [],
    );
    aws.cloudWatch.resetHistory();
    await collector.collect(5.25);
    expect(windowOf(collector).to).toBe('2026-11-22T14:05:15.000Z');
    // The others of its account are read as ever.
    const ends = aws.cloudWatch
      .commandCalls(GetMetricDataCommand)
      .map(({ args }) => args[0].input.EndTime?.toISOString());
    expect(ends.sort()).toEqual([
      '2026-11-22T14:05:00.000Z',
      '2026-11-22T14:06:00.000Z',
    ]);

    // What there was of the minute is read again, now that it is over.
    await collector.collect(5);
    expect(windowOf(collector)).toMatchObject({
      from: '2026-11-22T14:02:00.000Z',
      to: '2026-11-22T14:10:00.000Z',
    });
  });

  it('asks again for the whole window when some of it was missing', async () => {
    aws.applications = [application('orders')];
    const collector = new TestCollector();
    await collector.collect();
    aws.cloudWatch
      .on(GetMetricDataCommand)
      .callsFake((input: { MetricDataQueries: MetricDataQuery[] }) => ({
        MetricDataResults: input.MetricDataQueries.map(({ Id }) => ({
          Id,
          StatusCode: Id === 'm0' ? 'PartialData' : 'Complete',
        })),
      }));
    await collector.collect(5);
    await collector.collect(5);
    expect(windowOf(collector)).toMatchObject({
      from: '2026-11-22T13:57:00.000Z',
      to: '2026-11-22T14:10:00.000Z',
    });
  });

  it('is unreadable, not empty, when CloudWatch fails for all of it', async () => {
    aws.applications = [application('orders')];
    aws.cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [] });
    const collector = new TestCollector();
    await collector.collect();
    expect(collector.observation('orders').metrics).toMatchObject({
      status: 'unreadable',
      reason: 'failed',
      message: expect.stringContaining('CloudWatch failed twice'),
    });
  });

  it('says who lacks what when CloudWatch denies, and keeps the state readable', async () => {
    aws.applications = [application('orders')];
    aws.cloudWatch
      .on(GetMetricDataCommand)
      .rejects(denied('cloudwatch:GetMetricData'));
    const collector = new TestCollector();
    await collector.collect();
    expect(collector.observation('orders')).toMatchObject({
      state: { status: 'read' },
      metrics: {
        status: 'unreadable',
        reason: 'denied',
        message:
          'Cannot read CloudWatch metrics in account 111122223333 (eu-west-1): the role flink-reader lacks cloudwatch:GetMetricData. Health is Unknown.',
      },
    });
    expect(collector.completed).toEqual([idOf('orders')]);
  });

  it('makes metrics unreadable that CloudWatch marks as forbidden', async () => {
    aws.applications = [application('orders')];
    aws.cloudWatch
      .on(GetMetricDataCommand)
      .callsFake((input: { MetricDataQueries: MetricDataQuery[] }) => ({
        MetricDataResults: input.MetricDataQueries.map(({ Id }) => ({
          Id,
          StatusCode: 'Forbidden',
        })),
      }));
    const collector = new TestCollector();
    await collector.collect();
    expect(collector.observation('orders').metrics).toMatchObject({
      status: 'unreadable',
      reason: 'denied',
      message: expect.stringContaining('lacks cloudwatch:GetMetricData'),
    });
  });

  it('reads on without ListMetrics and says what that costs', async () => {
    aws.applications = [application('orders')];
    aws.cloudWatch
      .on(ListMetricsCommand)
      .rejects(denied('cloudwatch:ListMetrics'));
    const collector = new TestCollector();
    await collector.collect();
    const { metrics, events } = collector.observation('orders');
    expect(metrics?.status).toBe('read');
    expect(events).toMatchObject({
      value: [
        {
          reason: 'MetricsNotDiscovered',
          message: expect.stringContaining('lacks cloudwatch:ListMetrics'),
        },
      ],
    });
  });

  it('asks ListMetrics once per version and again after six hours', async () => {
    aws.applications = [application('orders')];
    listMetrics(['cpuUtilization']);
    const collector = new TestCollector();
    const discovered = async (minutes: number) => {
      await collector.collect(minutes);
      return collector.counts['cloudwatch:ListMetrics'] ?? 0;
    };
    expect(await discovered(0)).toBe(1);
    expect(await discovered(60)).toBe(0);
    aws.applications = [application('orders', { ApplicationVersionId: 2 })];
    expect(await discovered(5)).toBe(1);
    expect(await discovered(300)).toBe(0);
    expect(await discovered(61)).toBe(1);
  });

  it('is not read when metrics are turned off, and says by which key', async () => {
    aws.applications = [application('orders')];
    const collector = new TestCollector({ metrics: { enabled: false } });
    await collector.collect();
    expect(collector.observation('orders').metrics).toMatchObject({
      status: 'unreadable',
      message: expect.stringContaining('flink.aws.metrics.enabled'),
    });
    expect(aws.cloudWatch.calls()).toHaveLength(0);
  });

  it('is read for an application whose description is denied', async () => {
    aws.applications = [application('orders')];
    aws.analytics
      .on(DescribeApplicationCommand)
      .rejects(denied('kinesisanalytics:DescribeApplication'));
    const collector = new TestCollector();
    await collector.collect();
    expect(collector.observation('orders').metrics?.status).toBe('read');
  });
});
