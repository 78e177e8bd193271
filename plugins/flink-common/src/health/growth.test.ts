import type { MetricPoint } from '../metrics/MetricSeries';
import { steadyGrowth, type GrowthOptions } from './growth';

const MINUTE_MS = 60_000;
const SPAN_MS = 30 * MINUTE_MS;
const options: GrowthOptions = { factor: 1.2, held: false };

/** A value per minute, up to minute 0 and from so many minutes before it. */
const since = (
  minutes: number,
  valueAt: (minutesAgo: number) => number | undefined,
) =>
  Array.from({ length: minutes + 1 }, (_, i): MetricPoint[] => {
    const ago = minutes - i;
    const value = valueAt(ago);
    return value === undefined ? [] : [[(1000 - ago) * 60, value]];
  }).flat();

const NOW_MS = 1000 * MINUTE_MS;
const grow = (
  points: readonly MetricPoint[],
  changed: Partial<GrowthOptions> = {},
) => steadyGrowth(points, SPAN_MS, { ...options, ...changed });

describe('growth', () => {
  it('is told with its beginning and its ends', () => {
    expect(grow(since(29, ago => 1000 - ago * 10))).toEqual({
      sinceMs: NOW_MS - SPAN_MS,
      forMs: SPAN_MS,
      from: 730,
      to: 980,
    });
  });

  it('needs values of the whole span', () => {
    expect(grow([])).toBeUndefined();
    expect(grow(since(24, ago => 1000 - ago * 10))).toBeUndefined();
    const gap = since(29, ago =>
      ago >= 10 && ago < 15 ? undefined : 1000 - ago * 10,
    );
    expect(grow(gap)).toBeUndefined();
  });

  it('goes back as far as values rise, by half a step beyond them at most', () => {
    expect(grow(since(44, ago => 1000 - ago * 10))?.forMs).toBe(45 * MINUTE_MS);
    // The step at the end has four of its five values.
    expect(grow(since(48, ago => 1000 - ago * 10))?.forMs).toBe(49 * MINUTE_MS);
  });

  it('needs each step to rise, and the whole to rise enough', () => {
    const flatStep = since(29, ago => 1000 - Math.max(ago, 10) * 10);
    expect(grow(flatStep)).toBeUndefined();
    const slow = since(29, ago => 1000 - ago * 5);
    expect(grow(slow, { factor: 1.15 })).toBeUndefined();
    expect(grow(slow, { factor: 1.14 })).toBeDefined();
  });

  it('does not call growth what is below the least', () => {
    const points = since(29, ago => 1000 - ago * 10);
    expect(grow(points, { atLeast: 980 })).toBeDefined();
    expect(grow(points, { atLeast: 981 })).toBeUndefined();
  });

  it('begins where it begins, not with the noise before', () => {
    const from = (minutes: number) =>
      since(90, ago => 500 + (ago % 2) + Math.max(0, minutes - ago) * 10);
    expect(grow(from(24))).toBeUndefined();
    const began = grow(from(40));
    expect(Math.abs((began?.forMs ?? 0) / MINUTE_MS - 40)).toBeLessThan(4);
  });

  it('sees growth that grows itself', () => {
    expect(grow(since(59, ago => 1e6 * 2 ** (-ago / 10)))).toBeDefined();
  });
});

describe('growth that was found before', () => {
  const held = { held: true };
  /** It rose for twenty minutes, then fell to a share of its peak. */
  const fellTo = (share: number) =>
    since(29, ago => (ago > 4 ? 1000 - ago * 20 : 850 * share));

  it('outlasts a fall of less than a tenth', () => {
    expect(grow(fellTo(0.95))).toBeUndefined();
    expect(grow(fellTo(0.95), held)).toEqual({
      sinceMs: NOW_MS - SPAN_MS,
      forMs: SPAN_MS,
      from: 460,
      to: 807.5,
    });
    expect(grow(fellTo(0.92), held)?.to).toBe(782);
  });

  it('ends with a larger fall', () => {
    expect(grow(fellTo(0.9), held)).toBeUndefined();
  });

  it('ends when it rose by less than half of what it must', () => {
    const risen = (by: number) =>
      since(29, ago => (ago > 24 ? 1000 : 1000 * by));
    expect(grow(risen(1.12), held)).toBeDefined();
    expect(grow(risen(1.09), held)).toBeUndefined();
  });
});
