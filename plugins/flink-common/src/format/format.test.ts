import fc from 'fast-check';
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDurationMs,
  formatPercent,
  formatQuantity,
  formatRate,
  formatTime,
} from '.';

describe('formatCount', () => {
  it.each([
    [0, '0'],
    [-0.0001, '0'],
    [0.5, '0.5'],
    [0.25, '0.25'],
    [12.34, '12.3'],
    [999, '999'],
    [1000, '1 k'],
    [3100, '3.1 k'],
    [200_000, '200 k'],
    [999_999, '1 M'],
    [1_400_000, '1.4 M'],
    [2_500_000_000, '2.5 G'],
    [-1500, '-1.5 k'],
    [Number.NaN, 'unknown'],
  ])('%p reads %p', (value, text) => {
    expect(formatCount(value)).toBe(text);
  });

  it('never writes four digits before the unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9e14, noNaN: true }), value => {
        expect(formatCount(value)).toMatch(/^\d{1,3}(\.\d{1,2})?( [kMGT])?$/);
      }),
    );
  });
});

describe('formatDurationMs', () => {
  it.each([
    [0, '0 ms'],
    [850, '850 ms'],
    [999.7, '1 s'],
    [1500, '1.5 s'],
    [48_000, '48 s'],
    [59_999, '1 min'],
    [130_000, '2 min 10 s'],
    [3_599_900, '1 h'],
    [11_100_000, '3 h 5 min'],
    [86_399_999, '1 d'],
    [187_200_000, '2 d 4 h'],
    [-130_000, '-2 min 10 s'],
    [Number.NaN, 'unknown'],
  ])('%p reads %p', (value, text) => {
    expect(formatDurationMs(value)).toBe(text);
  });
});

describe('formatAgo', () => {
  const now = Date.parse('2026-11-22T14:40:00Z');
  it.each([
    [now - 1000, 'just now'],
    [now - 42_000, '42 s ago'],
    [now - 38 * 60_000 - 20_000, '38 min ago'],
    [now - 26 * 3_600_000, '1 d ago'],
    [now + 10_000, 'just now'],
    [now + 120_000, 'in 2 min'],
    [Number.NaN, 'unknown'],
  ])('%p reads %p', (then, text) => {
    expect(formatAgo(then, now)).toBe(text);
  });
});

describe('other units', () => {
  it('writes bytes in powers of 1024', () => {
    expect(formatBytes(512)).toBe('512 B');
    expect(formatBytes(2_254_857_830)).toBe('2.1 GiB');
    expect(formatBytes(1024 ** 3 - 1)).toBe('1 GiB');
  });

  it('writes rates, shares and moments', () => {
    expect(formatRate(3100)).toBe('3.1 k/s');
    expect(formatPercent(82.4)).toBe('82 %');
    expect(formatPercent(0.44)).toBe('0.4 %');
    expect(formatTime(Date.parse('2026-11-22T14:02:11.5Z'))).toBe(
      '2026-11-22 14:02:11 UTC',
    );
  });

  it.each([
    [{ value: 1_400_000, unit: 'records' }, '1.4 M records'],
    [{ value: 1, unit: 'records' }, '1 record'],
    [{ value: 3, unit: 'count' }, '3'],
    [{ value: 620.4, unit: 'msPerSecond' }, '620 ms/s'],
    [{ value: 90, unit: 'percent' }, '90 %'],
    [{ value: 1024, unit: 'bytes' }, '1 KiB'],
    [{ value: 60_000, unit: 'ms' }, '1 min'],
  ] as const)('%p reads %p', (quantity, text) => {
    expect(formatQuantity(quantity)).toBe(text);
  });
});
