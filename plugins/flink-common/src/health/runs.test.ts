import type { MetricPoint } from '../metrics/MetricSeries';
import { longestRunMs } from './runs';

const MINUTE_MS = 60_000;
const bothZero = (earlier: number, later: number) =>
  earlier === 0 && later === 0;

/** One value per minute, from the first minute on. */
const minutely = (...values: number[]) =>
  values.map((value, i): MetricPoint => [(i + 1) * 60, value]);

describe('longestRunMs', () => {
  it('is the time between the first and the last of the longest run', () => {
    const points = minutely(0, 0, 5, 0, 0, 0, 0, 5, 0);
    expect(longestRunMs(points, bothZero, Infinity)).toBe(3 * MINUTE_MS);
  });

  it('counts what was before the moment, and not what is at it', () => {
    const points = minutely(0, 0, 0, 0);
    expect(longestRunMs(points, bothZero, 3 * MINUTE_MS)).toBe(MINUTE_MS);
    expect(longestRunMs(points, bothZero, 60 * MINUTE_MS)).toBe(3 * MINUTE_MS);
  });

  it('ends at a value that is not alike, and at a gap of more than seven minutes', () => {
    expect(longestRunMs(minutely(0, 5, 0), bothZero, Infinity)).toBe(0);
    const at = (...minutes: number[]) =>
      minutes.map((minute): MetricPoint => [minute * 60, 0]);
    expect(longestRunMs(at(0, 7), bothZero, Infinity)).toBe(7 * MINUTE_MS);
    expect(longestRunMs(at(0, 8, 9), bothZero, Infinity)).toBe(MINUTE_MS);
  });

  it('is nothing without values', () => {
    expect(longestRunMs([], bothZero, Infinity)).toBe(0);
  });
});
