import { figuresOf } from './figures';
import { lastChangeOf } from './lastChange';
import type { MetricSeries } from '../metrics/MetricSeries';
import { countRestarts } from './restarts';
import {
  known,
  kubernetesIdentity,
  minutely,
  minutesAgo,
  NOW_MS,
  operation,
  runningState,
  seriesWith,
  wellSeries,
} from './__fixtures__/applications';

const figures = (overrides: Partial<Parameters<typeof figuresOf>[0]> = {}) =>
  figuresOf({
    known: known(),
    series: wellSeries,
    restarts: minutely('numRestarts', () => 4, 1440).points,
    nowMs: NOW_MS,
    ...overrides,
  });

describe('figuresOf', () => {
  it('gives value, unit, time and 24 steps of the last hour', () => {
    const { recordsOut } = figures();
    expect(recordsOut).toMatchObject({
      unit: 'recordsPerSecond',
      at: minutesAgo(2),
      value: 2940,
    });
    expect(recordsOut?.spark).toHaveLength(24);
    expect(recordsOut?.spark[0]).toBeGreaterThan(2800);
  });

  it('leaves gaps as gaps', () => {
    const spark = figures({
      series: seriesWith(
        minutely('pendingRecords', ago =>
          ago > 20 && ago < 40 ? undefined : 500,
        ),
      ),
    }).lag?.spark;
    expect(spark?.filter(value => value === null)).toHaveLength(7);
    expect(spark?.[23]).toBe(500);
    expect(spark).not.toContain(0);
  });

  it('tells lag in time where records are not known, and nothing where neither is', () => {
    const series = wellSeries.filter(one => one.metric !== 'pendingRecords');
    expect(
      figures({
        series: [...series, minutely('millisBehindLatest', () => 4200)],
      }).lag,
    ).toMatchObject({ value: 4200, unit: 'ms' });
    expect(figures({ series }).lag).toBeUndefined();
  });

  it('takes the time of a checkpoint from the runtime, else says that it is inferred', () => {
    expect(figures().lastCheckpoint).toMatchObject({
      inferred: true,
      at: minutesAgo(2),
    });
    const exact = known({
      identity: kubernetesIdentity,
      jobs: [
        {
          name: 'orders',
          lastCompletedCheckpoint: {
            at: minutesAgo(1.5),
            durationMs: 900,
            sizeBytes: 5e8,
          },
        },
      ],
    });
    expect(figures({ known: exact }).lastCheckpoint).toMatchObject({
      inferred: false,
      at: minutesAgo(1.5),
      durationMs: 900,
      sizeBytes: 5e8,
    });
  });

  it('has a first checkpoint as soon as its gauges begin, which do not before there was one', () => {
    const begun = (since: string, gauges: MetricSeries[]) =>
      figures({
        known: known({ state: { ...runningState, since } }),
        series: gauges,
      }).lastCheckpoint;
    const first = minutely('lastCheckpointDuration', () => 900, 3);
    expect(begun(minutesAgo(4), [first])).toMatchObject({
      inferred: true,
      at: minutesAgo(3),
      durationMs: 900,
    });
    // Its value bears the beginning of the minute that the run began in.
    expect(begun(minutesAgo(2.5), [first])).toMatchObject({
      at: minutesAgo(2.5),
    });
    // The gauges of the run before begin before it.
    expect(begun(minutesAgo(1.5), [first])).toBeUndefined();
    // What began long ago may have begun with these gauges or long before them.
    expect(begun(minutesAgo(61), [first])).toBeUndefined();
    const none = minutely('numberOfCompletedCheckpoints', () => 0, 3);
    expect(begun(minutesAgo(4), [none])).toBeUndefined();
  });

  it('splits restarts into planned and unplanned and says from when it counts', () => {
    const counter = minutely(
      'numRestarts',
      ago => (ago > 300 ? 4 : 5) + (ago < 58 ? 1 : 0),
      600,
    );
    const figure = figures({
      known: known({ operations: [operation({ kind: 'maintenance' })] }),
      restarts: counter.points,
    }).restarts24h;
    expect(figure).toMatchObject({
      planned: 1,
      unplanned: 1,
      since: minutesAgo(600),
    });
    expect(figure?.spark.slice(0, 14)).toEqual(new Array(14).fill(null));
    expect(figure?.spark.slice(14).filter(value => value === 1)).toHaveLength(
      2,
    );
  });

  it('has no figure of restarts where the counter was never read', () => {
    expect(figures({ restarts: [] }).restarts24h).toBeUndefined();
  });
});

describe('countRestarts', () => {
  const points = (...values: number[]) =>
    values.map((value, index) => [index * 60, value] as const);

  it('counts what happened after the counter began anew', () => {
    expect(countRestarts(points(7, 8, 2, 2, 3), [])).toEqual({
      planned: 0,
      unplanned: 4,
    });
  });

  it('counts nothing from one value', () => {
    expect(countRestarts(points(7), [])).toEqual({ planned: 0, unplanned: 0 });
  });

  it('lets one planned change excuse one restart of a long gap, not all', () => {
    const gap = [
      [0, 1],
      [7200, 6],
    ] as const;
    const during = operation({
      kind: 'update',
      startedAt: '1970-01-01T01:00:00Z',
      endedAt: '1970-01-01T01:02:00Z',
    });
    expect(countRestarts(gap, [during])).toEqual({ planned: 1, unplanned: 4 });
  });

  it('does not let a snapshot excuse a restart', () => {
    const snapshot = operation({
      kind: 'snapshot',
      startedAt: '1970-01-01T00:00:00Z',
      endedAt: '1970-01-01T00:02:00Z',
    });
    expect(countRestarts(points(1, 2), [snapshot]).unplanned).toBe(1);
  });
});

describe('lastChangeOf', () => {
  const deploy = operation({
    kind: 'update',
    change: 'version 41 to 42',
    initiatedBy: 'kira',
    startedAt: minutesAgo(45),
    endedAt: minutesAgo(43),
  });
  const rescale = operation({
    kind: 'rescale',
    startedAt: minutesAgo(10),
    endedAt: minutesAgo(8),
  });

  it('tells how long before the trouble it happened', () => {
    expect(
      lastChangeOf([deploy], { verdict: 'Degraded', since: minutesAgo(38) }),
    ).toEqual({
      at: minutesAgo(45),
      kind: 'update',
      title: 'Updated: version 41 to 42',
      initiatedBy: 'kira',
      beforeTroubleMs: 7 * 60_000,
    });
  });

  it('prefers the change before the trouble to a later one', () => {
    expect(
      lastChangeOf([rescale, deploy], {
        verdict: 'Unhealthy',
        since: minutesAgo(38),
      })?.kind,
    ).toBe('update');
  });

  it('correlates nothing with health', () => {
    const change = lastChangeOf([rescale, deploy], {
      verdict: 'Healthy',
      since: minutesAgo(600),
    });
    expect(change?.kind).toBe('rescale');
    expect(change).not.toHaveProperty('beforeTroubleMs');
  });

  it('is absent where nothing is known', () => {
    expect(
      lastChangeOf([operation({ kind: 'snapshot' })], {
        verdict: 'Healthy',
        since: minutesAgo(1),
      }),
    ).toBeUndefined();
  });
});
