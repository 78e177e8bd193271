import fc from 'fast-check';
import type { MetricName } from '../metrics/MetricName';
import { DEFAULT_THRESHOLDS } from './HealthThresholds';
import { judge } from './judge';
import {
  given,
  later,
  minutely,
  minutesAgo,
  MINUTE_MS,
  operation,
  seriesWith,
  type Given,
} from './__fixtures__/applications';
import { changesOf, simulate } from './__fixtures__/simulate';

const limits = DEFAULT_THRESHOLDS;

/** Values that have a limit of their own. */
const VALUES: ReadonlyArray<readonly [MetricName, number]> = [
  ['cpuUtilization', limits.cpuPercent],
  ['heapMemoryUtilization', limits.heapPercent],
  ['containerMemoryUtilization', limits.containerMemoryPercent],
  ['backPressuredTimeMsPerSecond', limits.backPressuredMsPerSecond],
  ['pendingRecords', limits.lagRecords],
  ['millisBehindLatest', limits.lagMs],
];

const tenth = fc.array(fc.double({ min: 0.901, max: 1.1, noNaN: true }), {
  minLength: 240,
  maxLength: 240,
});

describe('noise of a tenth around a limit', () => {
  it.each(VALUES)('does not make %s flap', (metric, limit) => {
    fc.assert(
      fc.property(tenth, noise => {
        const judgements = simulate(90, {
          [metric]: (minute: number) => limit * noise[minute + 120],
        });
        expect(changesOf(judgements)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 5 },
    );
  });

  it('does not make checkpoints flap that complete about as often as they must', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 10, max: 11 }), {
          minLength: 40,
          maxLength: 40,
        }),
        gaps => {
          const completed = gaps.reduce<number[]>(
            (times, gap) => [...times, times[times.length - 1] + gap],
            [-125],
          );
          const newest = (minute: number) =>
            completed.filter(at => at <= minute).length;
          const judgements = simulate(120, {
            lastCheckpointDuration: minute => 1000 + newest(minute),
            lastCheckpointSize: minute => 1e9 + newest(minute),
          });
          expect(changesOf(judgements)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 5 },
    );
  });

  it('does not make a source flap that brings a record about as often as it must', () => {
    const silentBut =
      (every: number) =>
      (minute: number): number =>
        (minute + 1200) % every === 0 ? 5 : 0;
    for (const every of [13, 14, 15, 16]) {
      const judgements = simulate(120, {
        numRecordsInPerSecond: silentBut(every),
        numRecordsOutPerSecond: () => 0,
        busyTimeMsPerSecond: () => 0,
        pendingRecords: () => 0,
      });
      expect(changesOf(judgements)).toBeLessThanOrEqual(1);
    }
  });

  it('does not make restarts flap that are about an hour apart', () => {
    for (const apart of [55, 60, 65]) {
      const judgements = simulate(180, {
        numRestarts: minute => Math.floor((minute + 200) / apart),
      });
      expect(changesOf(judgements)).toBeLessThanOrEqual(1);
    }
  });

  it('does not let a loop alternate between Unhealthy and Degraded', () => {
    for (const apart of [3, 4, 4.5]) {
      const verdicts = simulate(60, {
        numRestarts: minute => Math.floor((minute + 200) / apart),
      }).map(({ verdict }) => verdict);
      expect(new Set(verdicts)).toEqual(new Set(['Unhealthy']));
    }
  });

  it('does not make lag flap that grows with noise', () => {
    const judgements = simulate(120, {
      pendingRecords: minute =>
        (20_000 + (minute + 130) * 300) * (1 + ((minute * 7919) % 11) / 100),
    });
    expect(changesOf(judgements)).toBeLessThanOrEqual(1);
  });
});

describe('recovery', () => {
  const INCIDENTS: Record<string, Parameters<typeof simulate>[1]> = {
    'no input': {
      numRecordsInPerSecond: minute => (minute < 0 ? 0 : 3000),
      numRecordsOutPerSecond: minute => (minute < 0 ? 0 : 3000),
      busyTimeMsPerSecond: minute => (minute < 0 ? 0 : 400),
    },
    CPU: { cpuUtilization: minute => (minute < 0 ? 95 : 50) },
    'no checkpoint': {
      lastCheckpointDuration: minute =>
        900 + (minute < -60 ? minute : Math.max(minute, 0)),
      lastCheckpointSize: minute => 2e9 + Math.max(minute, 0),
    },
    'growing lag': {
      pendingRecords: minute => (minute < 0 ? 90_000 + minute * 700 : 900),
    },
  };

  it.each(Object.entries(INCIDENTS))(
    'of %s is told within ten minutes, and once',
    (_name, values) => {
      const judgements = simulate(20, values);
      expect(judgements[0].verdict).not.toBe('Healthy');
      expect(judgements[12].verdict).toBe('Healthy');
      expect(changesOf(judgements)).toBe(1);
    },
  );

  it('from Unhealthy to Degraded waits for the quiet period as well', () => {
    const verdicts = simulate(30, {
      numRestarts: minute => (minute < 0 ? 10 + Math.ceil(minute / 3) : 10),
    }).map(({ verdict }) => verdict);
    expect(verdicts[9]).toBe('Unhealthy');
    expect(verdicts[20]).toBe('Degraded');
  });
});

describe('a gap in the data', () => {
  const withGap = (from: number, to: number, value: number, other: number) =>
    seriesWith(
      minutely('cpuUtilization', ago => {
        if (ago > from) {
          return value;
        }
        return ago > to ? undefined : other;
      }),
    );

  it('is not bridged: two values before it and one after are not three of three', () => {
    const judgement = judge(given({ series: withGap(40, 2, 92, 92) }));
    expect(judgement.verdict).toBe('Healthy');
  });

  it('ends the time of which it is known that the condition held', () => {
    const series = withGap(60, 10, 92, 92);
    expect(judge(given({ series })).since).toBe(minutesAgo(10));
  });

  it('does not make silence of two single values', () => {
    const series = seriesWith(
      ...(
        [
          'numRecordsInPerSecond',
          'numRecordsOutPerSecond',
          'busyTimeMsPerSecond',
        ] as const
      ).map(metric =>
        minutely(metric, ago => (ago === 40 || ago === 2 ? 0 : undefined)),
      ),
    );
    expect(judge(given({ series })).findings).toEqual([]);
  });
});

describe('planned restarts', () => {
  const restarted: Given = {
    series: seriesWith(minutely('numRestarts', ago => (ago > 6 ? 4 : 5))),
  };
  const maintenance = operation({
    kind: 'maintenance',
    startedAt: minutesAgo(7),
    endedAt: minutesAgo(6.5),
  });

  it('leave no finding behind once the operation is known', () => {
    const before = judge(given(restarted));
    expect(before.verdict).toBe('Degraded');
    const explained = given({ ...restarted, operations: [maintenance] });
    expect(judge({ ...later(explained, 1), previous: before })).toMatchObject({
      verdict: 'Healthy',
      findings: [],
    });
  });

  it('are planned as well when their metrics come two minutes late', () => {
    const operations = [
      operation({
        kind: 'update',
        startedAt: minutesAgo(5),
        endedAt: minutesAgo(4),
      }),
    ];
    const late = seriesWith(minutely('numRestarts', ago => (ago > 2 ? 4 : 5)));
    expect(judge(given({ series: late, operations })).verdict).toBe('Healthy');
  });

  it('explain an outage that was seen before them', () => {
    const down = given({
      series: seriesWith(
        minutely('downtime', ago => (ago <= 4 ? (5 - ago) * MINUTE_MS : 0)),
      ),
    });
    const before = judge(down);
    expect(before.verdict).toBe('Unhealthy');
    const explained = given({
      series: down.series,
      operations: [
        operation({
          kind: 'autoscale',
          startedAt: minutesAgo(5),
          endedAt: minutesAgo(1),
        }),
      ],
    });
    expect(judge({ ...explained, previous: before })).toMatchObject({
      verdict: 'Changing',
      findings: [],
    });
  });
});
