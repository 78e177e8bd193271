import {
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  ListMetricsCommand,
  paginateGetMetricData,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { AwsTestBed, MINUTE_MS, START_MS } from '../__testUtils__/awsTestBed';

const HOUR_MS = 60 * MINUTE_MS;

function query(
  Id: string,
  MetricName: string,
  dimensions: Record<string, string>,
  Stat = 'Maximum',
  Period = 60,
): MetricDataQuery {
  return {
    Id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/KinesisAnalytics',
        MetricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({
          Name,
          Value,
        })),
      },
      Period,
      Stat,
    },
  };
}

describe('CloudWatch, driven by the stock client', () => {
  let bed: AwsTestBed;

  beforeEach(async () => {
    bed = new AwsTestBed();
    await bed.start();
  });

  afterEach(() => bed.stop());

  const get = async (
    queries: MetricDataQuery[],
    region = 'us-east-1',
    account = '111122223333',
    fromMs = START_MS - HOUR_MS,
  ) => {
    const { MetricDataResults = [] } = await bed.metrics(account, region).send(
      new GetMetricDataCommand({
        MetricDataQueries: queries,
        StartTime: new Date(fromMs),
        EndTime: new Date(bed.clock.now()),
        ScanBy: 'TimestampAscending',
      }),
    );
    return MetricDataResults;
  };

  it('serves a window at one-minute resolution, one to two minutes late', async () => {
    const [heap] = await get([
      query('heap', 'heapMemoryUtilization', {
        Application: 'orders-enrichment-prod',
      }),
    ]);
    expect(heap.StatusCode).toBe('Complete');
    const times = heap.Timestamps!.map(time => time.getTime());
    expect(times[0]).toBe(START_MS - HOUR_MS);
    expect(times[1] - times[0]).toBe(MINUTE_MS);
    const ageMs = START_MS - (times.at(-1)! + MINUTE_MS);
    expect(ageMs).toBeGreaterThanOrEqual(MINUTE_MS);
    expect(ageMs).toBeLessThanOrEqual(2 * MINUTE_MS);
    expect(Math.max(...heap.Values!)).toBeLessThan(90);
  });

  it('answers nothing, and no error, for dimensions that do not match exactly', async () => {
    const results = await get([
      query('alone', 'millisBehindLatest', {
        Application: 'orders-enrichment-prod',
      }),
      query('full', 'millisBehindLatest', {
        Application: 'orders-enrichment-prod',
        Id: 'orders',
        Flow: 'Input',
      }),
    ]);
    expect(results[0]).toMatchObject({ StatusCode: 'Complete', Values: [] });
    expect(results[1].Values!.length).toBeGreaterThan(50);
  });

  it('publishes restarts and times by the Flink line', async () => {
    const Application = 'customer-360-prod';
    const byId = new Map(
      (
        await get([
          query('full', 'fullRestarts', { Application }),
          query('num', 'numRestarts', { Application }),
          query('bare', 'runningTime', { Application }),
          query('flow', 'runningTime', { Application, Flow: 'Job' }),
          query('old', 'fullRestarts', {
            Application: 'orders-enrichment-prod',
          }),
        ])
      ).map(result => [result.Id, result.Values!.length]),
    );
    expect(byId.get('full')).toBe(0);
    expect(byId.get('bare')).toBe(0);
    expect(byId.get('num')).toBeGreaterThan(50);
    expect(byId.get('flow')).toBeGreaterThan(50);
    expect(byId.get('old')).toBeGreaterThan(50);
  });

  it('has one KPUs datapoint an hour and task metrics with their dimension', async () => {
    const Application = 'orders-enrichment-prod';
    const { Metrics = [] } = await bed.metrics().send(
      new ListMetricsCommand({
        Namespace: 'AWS/KinesisAnalytics',
        MetricName: 'busyTimeMsPerSecond',
        Dimensions: [
          { Name: 'Application', Value: Application },
          { Name: 'Task' },
        ],
      }),
    );
    const tasks = Metrics.map(
      metric => metric.Dimensions!.find(one => one.Name === 'Task')!.Value!,
    );
    expect(tasks.length).toBeGreaterThan(2);
    expect(tasks.every(task => !task.includes(' '))).toBe(true);
    const [kpus, task] = await get(
      [
        query('kpus', 'KPUs', { Application }, 'Maximum', 3600),
        query('task', 'busyTimeMsPerSecond', { Application, Task: tasks[0] }),
      ],
      undefined,
      undefined,
      START_MS - 3 * HOUR_MS,
    );
    expect(kpus.Values).toEqual([9, 9, 9]);
    expect(task.Values!.length).toBeGreaterThan(150);
  });

  it('takes record rates four times a minute, as AWS does', async () => {
    const Application = 'orders-enrichment-prod';
    const [total, average] = await get([
      query('total', 'numRecordsInPerSecond', { Application }, 'Sum'),
      query('average', 'numRecordsInPerSecond', { Application }, 'Average'),
    ]);
    expect(total.Values![0] / 4).toBeCloseTo(average.Values![0], 6);
  });

  it('pages by datapoints until every result is complete', async () => {
    const collected = new Map<string, number>();
    const statuses: string[] = [];
    for await (const page of paginateGetMetricData(
      { client: bed.metrics() },
      {
        MetricDataQueries: ['uptime', 'downtime', 'fullRestarts'].map(name =>
          query(name.toLowerCase(), name, {
            Application: 'inventory-snapshots',
          }),
        ),
        StartTime: new Date(START_MS - HOUR_MS),
        EndTime: new Date(START_MS),
        MaxDatapoints: 50,
      },
    )) {
      for (const result of page.MetricDataResults ?? []) {
        statuses.push(result.StatusCode!);
        const soFar = collected.get(result.Id!) ?? 0;
        collected.set(result.Id!, soFar + result.Values!.length);
      }
    }
    expect(new Set(collected.values()).size).toBe(1);
    expect([...collected.values()][0]).toBeGreaterThan(55);
    expect(statuses).toContain('PartialData');
  });

  it('searches all applications by one expression', async () => {
    const results = await get([
      {
        Id: 's_cpu',
        Expression: `SEARCH('{AWS/KinesisAnalytics,Application} MetricName="containerCPUUtilization"', 'Maximum', 60)`,
      },
    ]);
    expect(results.length).toBeGreaterThan(6);
    expect(results.every(result => result.Id === 's_cpu')).toBe(true);
    expect(results.map(result => result.Label)).toContain('ad-attribution');
  });

  it.each([
    ['metric math', { Id: 'rate', Expression: 'RATE(m1)' }],
    ['a bad id', query('Upper', 'uptime', { Application: 'x' })],
    [
      'an odd period',
      query('odd', 'uptime', { Application: 'x' }, 'Maximum', 45),
    ],
    [
      'an unknown statistic',
      query('stat', 'uptime', { Application: 'ad-attribution' }, 'Mode'),
    ],
  ])('refuses %s', async (_what, bad) => {
    await expect(get([bad])).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('refuses more than 500 queries', async () => {
    const many = Array.from({ length: 501 }, (_, index) =>
      query(`m${index}`, 'uptime', { Application: 'x' }),
    );
    await expect(get(many)).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it('has no datapoints of a stopped application', async () => {
    const [uptime] = await get(
      [query('up', 'uptime', { Application: 'clickstream-sessions-dev' })],
      'us-east-1',
      '444455556666',
    );
    expect(uptime.Values).toEqual([]);
  });

  it('publishes Studio’s short list for a notebook', async () => {
    const { Metrics = [] } = await bed.metrics('444455556666').send(
      new ListMetricsCommand({
        Dimensions: [{ Name: 'Application', Value: 'analytics-notebook' }],
      }),
    );
    const names = Metrics.map(metric => metric.MetricName);
    expect(names).toContain('zeppelinServerUptime');
    expect(names).not.toContain('lastCheckpointDuration');
  });

  it('describes the alarms of first-tier applications', async () => {
    const { MetricAlarms = [] } = await bed
      .metrics()
      .send(new DescribeAlarmsCommand({ StateValue: 'OK' }));
    expect(MetricAlarms.map(alarm => alarm.AlarmName)).toContain(
      'orders-enrichment-prod-heap',
    );
  });

  it('denies the account without the role', async () => {
    await expect(
      get(
        [query('x', 'uptime', { Application: 'x' })],
        'us-east-1',
        '777788889999',
      ),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('answers the same to the same question at the same time', async () => {
    const ask = () =>
      get([
        query('lag', 'records_lag_max', { Application: 'card-token-sync' }),
      ]);
    const other = new AwsTestBed();
    await other.start();
    const first = await ask();
    const mine = bed;
    bed = other;
    expect(await ask()).toEqual(first);
    await mine.stop();
  });
});
