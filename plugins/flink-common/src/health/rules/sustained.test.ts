import type { MetricPoint } from '../../metrics/MetricSeries';
import { sustainedAbove } from './sustained';

const LIMIT = 80;

/** One value per minute, from the first minute on. */
const minutely = (...values: number[]) =>
  values.map((value, i): MetricPoint => [(i + 1) * 60, value]);

describe('a value above its limit', () => {
  it('is found when it is so three times, since the first of them', () => {
    expect(sustainedAbove(minutely(50, 81, 82, 83), LIMIT, false)).toEqual({
      point: [240, 83],
      sinceMs: 120_000,
    });
  });

  it('is not found twice, nor at the limit', () => {
    expect(sustainedAbove(minutely(50, 82, 83), LIMIT, false)).toBeUndefined();
    expect(sustainedAbove(minutely(82, 83), LIMIT, false)).toBeUndefined();
    expect(sustainedAbove(minutely(81, 80, 81), LIMIT, false)).toBeUndefined();
  });

  it('is not found over a gap of more than seven minutes', () => {
    const at = (...minutes: number[]) =>
      minutes.map((minute): MetricPoint => [minute * 60, 90]);
    expect(sustainedAbove(at(1, 8, 9), LIMIT, false)).toBeDefined();
    expect(sustainedAbove(at(1, 9, 10), LIMIT, false)).toBeUndefined();
    expect(sustainedAbove(at(1, 2, 10), LIMIT, false)).toBeUndefined();
  });
});

describe('a value that was above its limit', () => {
  it('stays while one of three is above nine tenths of it, and that one is told', () => {
    expect(sustainedAbove(minutely(90, 75, 73, 60), LIMIT, true)).toEqual({
      point: [180, 73],
      sinceMs: 180_000,
    });
    expect(sustainedAbove(minutely(90, 60, 60, 81), LIMIT, true)?.sinceMs).toBe(
      240_000,
    );
  });

  it('leaves when none is', () => {
    expect(
      sustainedAbove(minutely(90, 72, 72, 72), LIMIT, true),
    ).toBeUndefined();
    expect(sustainedAbove(minutely(90, 90), LIMIT, true)).toBeUndefined();
  });
});
