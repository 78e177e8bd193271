import type { MetricPoint } from '@flink-portal/backstage-plugin-flink-common';
import {
  appendHours,
  decodeHour,
  encodeHour,
  mergeSeries,
  countersOf,
  splitByHour,
} from './metricHour';

const HOUR = Date.parse('2026-11-22T10:00:00Z');
const at = (minute: number, value: number): MetricPoint => [
  HOUR / 1000 + minute * 60,
  value,
];

describe('hours of metrics', () => {
  it('come back from the database as they were', () => {
    const series = [
      { metric: 'pendingRecords' as const, points: [at(0, 1), at(1, 2.5)] },
      {
        metric: 'busyTimeMsPerSecond' as const,
        part: { kind: 'task' as const, name: 'Sink: orders' },
        points: [at(5, 900)],
      },
    ];

    expect(decodeHour(HOUR, encodeHour(HOUR, series))).toEqual(series);
  });

  it('keep times and counters whole and rates to eight digits', () => {
    const watermark = { metric: 'currentInputWatermark' as const };
    const cpu = { metric: 'cpuUtilization' as const };
    const stored = decodeHour(
      HOUR,
      encodeHour(HOUR, [
        { ...watermark, points: [at(0, 1_764_112_345_678)] },
        { ...cpu, points: [at(0, 71.23456789)] },
      ]),
    );

    expect(stored).toEqual([
      { ...watermark, points: [at(0, 1_764_112_345_678)] },
      { ...cpu, points: [at(0, 71.234568)] },
    ]);
  });

  it('are cut at the full hour', () => {
    const hours = splitByHour([
      { metric: 'pendingRecords', points: [at(59, 1), at(60, 2)] },
    ]);

    expect([...hours.keys()]).toEqual([HOUR, HOUR + 3_600_000]);
  });

  it('take a value that is read again for the better one', () => {
    const [merged] = mergeSeries(
      [{ metric: 'pendingRecords', points: [at(0, 1), at(1, 2)] }],
      [{ metric: 'pendingRecords', points: [at(1, 3), at(2, 4)] }],
    );

    expect(merged.points).toEqual([at(0, 1), at(1, 3), at(2, 4)]);
  });

  it('keep of a restart counter what surrounds a change', () => {
    const [reduced] = countersOf([
      {
        metric: 'numRestarts',
        points: [0, 0, 0, 0, 1, 1, 1].map((value, minute) => at(minute, value)),
      },
      { metric: 'pendingRecords', points: [at(0, 1)] },
    ]);

    expect(reduced.points).toEqual([at(0, 0), at(3, 0), at(4, 1), at(6, 1)]);
  });

  it('are put one after the other, series by series', () => {
    const part = { kind: 'job' as const, name: 'orders' };

    expect(
      appendHours([
        [
          { metric: 'numRestarts', points: [at(0, 1)] },
          { metric: 'numRestarts', part, points: [at(1, 2)] },
        ],
        [],
        [{ metric: 'numRestarts', points: [at(60, 3), at(61, 4)] }],
      ]),
    ).toEqual([
      { metric: 'numRestarts', points: [at(0, 1), at(60, 3), at(61, 4)] },
      { metric: 'numRestarts', part, points: [at(1, 2)] },
    ]);
  });
});
