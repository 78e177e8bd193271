import type { MetricPoint } from '../metrics/MetricSeries';
import { measurements } from './measurements';

const NOW_MS = 10_000_000;

describe('measurements', () => {
  it('copies nothing when nothing is wrong', () => {
    const points: MetricPoint[] = [
      [60, 1],
      [120, 0],
    ];
    expect(measurements('cpuUtilization', points, NOW_MS)).toBe(points);
  });

  it('leaves out what is not a measurement', () => {
    const points: MetricPoint[] = [
      [60, Number.NaN],
      [120, Number.POSITIVE_INFINITY],
      [180, -1],
      [240, -(2 ** 63)],
      [Number.NaN, 5],
      [-60, 5],
      [300, 7],
    ];
    expect(measurements('currentOutputWatermark', points, NOW_MS)).toEqual([
      [300, 7],
    ]);
  });

  it.each(['uptime', 'downtime'] as const)('keeps the -1 of %s', metric => {
    const points: MetricPoint[] = [
      [60, -1],
      [120, -2],
    ];
    expect(measurements(metric, points, NOW_MS)).toEqual([[60, -1]]);
  });

  it('puts points in order and keeps the last word on each moment', () => {
    const points: MetricPoint[] = [
      [180, 3],
      [60, 1],
      [180, 4],
      [120, 2],
    ];
    expect(measurements('numRestarts', points, NOW_MS)).toEqual([
      [60, 1],
      [120, 2],
      [180, 4],
    ]);
  });

  it('does not believe a time to come, but for clocks that differ by half a minute', () => {
    const points: MetricPoint[] = [
      [10_000, 1],
      [10_030, 2],
      [10_031, 3],
    ];
    expect(measurements('numRestarts', points, NOW_MS)).toEqual([
      [10_000, 1],
      [10_030, 2],
    ]);
  });

  it('believes nothing of a series that follows another clock', () => {
    const points: MetricPoint[] = [
      [9_000, 1],
      [10_301, 2],
    ];
    expect(measurements('numRestarts', points, NOW_MS)).toEqual([]);
  });
});
