import { TestDatabases } from '@backstage/backend-test-utils';
import type { MetricSeries } from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkSourceError,
  type FlinkRuntime,
} from '@flink-portal/backstage-plugin-flink-node';
import { FakeRuntime, SOURCE } from '../../__testUtils__/FakeRuntime';
import {
  identity,
  metricsRead,
  minutes,
  observation,
} from '../../__testUtils__/observations';
import { idPath, startFlink } from '../../__testUtils__/startFlink';

const NOW_MS = Date.parse('2026-11-22T10:30:30.000Z');
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('metrics on %s', id => {
  async function setUp(
    series: MetricSeries[],
    readMetrics?: FlinkRuntime['readMetrics'],
  ) {
    const clock = { nowMs: NOW_MS };
    const runtime = new FakeRuntime().on(SOURCE, context =>
      context.emit(
        observation(identity('orders'), clock.nowMs, {
          metrics: metricsRead(series, clock.nowMs),
        }),
      ),
    );
    runtime.readMetrics = readMetrics;
    const flink = await startFlink({
      knex: await databases.init(id),
      clock,
      runtimes: [runtime],
    });
    await flink.collect(SOURCE.id);
    return {
      ...flink,
      read: (range: string) =>
        flink.get(`${idPath(identity('orders').id)}/metrics?range=${range}`),
    };
  }

  it('answers from the store where it covers the range, with gaps as gaps', async () => {
    const readMetrics = jest.fn();
    const values = minutes(
      'pendingRecords',
      NOW_MS,
      Array.from({ length: 120 }, (_, index) => index),
    );
    const withGap = {
      ...values,
      points: values.points.filter((_, index) => index !== 100),
    };
    const flink = await setUp([withGap], readMetrics);

    const { body } = await flink.read('1h').expect(200);

    expect(readMetrics).not.toHaveBeenCalled();
    expect(body).toMatchObject({ readFrom: 'store', resolutionSeconds: 60 });
    const [series] = body.series;
    expect(series).toMatchObject({ metric: 'pendingRecords', unit: 'records' });
    expect(series.points).toHaveLength(60);
    expect(series.points.at(-1)[1]).toBe(119);
    expect(series.points.at(-20)[1]).toBeNull();
    await flink.stop();
  });

  it('asks the runtime once for twenty who ask at once', async () => {
    const readMetrics = jest.fn(async () => ({
      series: [minutes('cpuUtilization', NOW_MS, [42])],
      messages: ['CloudWatch keeps minutes for 15 days'],
      calls: { GetMetricData: 1 },
      usd: 0.01,
    }));
    const flink = await setUp([], readMetrics);

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => flink.read('24h').expect(200)),
    );

    expect(readMetrics).toHaveBeenCalledTimes(1);
    expect(answers[19].body).toMatchObject({
      readFrom: 'runtime',
      resolutionSeconds: 900,
      messages: ['CloudWatch keeps minutes for 15 days'],
    });
    const sources = await flink.get('/sources').expect(200);
    expect(sources.body.items[0].calls).toEqual({ GetMetricData: 1 });
    expect(sources.body.items[0].estimatedUsdPerMonth).toBeGreaterThan(0);
    await flink.stop();
  });

  it('answers with what is stored and says so when the runtime cannot be read', async () => {
    const flink = await setUp(
      [minutes('pendingRecords', NOW_MS, [1, 2, 3])],
      async () => {
        throw new FlinkSourceError(
          'denied',
          'The role may not cloudwatch:GetMetricData',
        );
      },
    );

    const { body } = await flink.read('7d').expect(200);

    expect(body.readFrom).toBe('store');
    expect(body.series).toHaveLength(1);
    expect(body.messages[0]).toContain('may not cloudwatch:GetMetricData');
    expect(body.messages[1]).toContain('begin at 2026-11-22T10:00:00.000Z');
    await flink.stop();
  });

  it('says where its own history begins when the runtime keeps none', async () => {
    const flink = await setUp([minutes('pendingRecords', NOW_MS, [1])]);

    const { body } = await flink.read('30d').expect(200);

    expect(body).toMatchObject({ readFrom: 'store', resolutionSeconds: 21600 });
    expect(body.messages).toEqual([
      "The portal's own values of this range begin at 2026-11-22T10:00:00.000Z",
    ]);
    await flink.stop();
  });
});
