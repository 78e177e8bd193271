import { absoluteMoment, coarseDuration, shortMoment } from './moments';

describe('moments', () => {
  const now = new Date(2026, 10, 22, 14, 40, 12);

  it('leaves out the day when it is today', () => {
    expect(shortMoment(new Date(2026, 10, 22, 9, 5), now)).toBe('09:05');
  });

  it('names the day when it is not', () => {
    expect(shortMoment(new Date(2026, 10, 21, 23, 59), now)).toBe(
      '21 Nov 23:59',
    );
  });

  it('names the zone', () => {
    expect(absoluteMoment(now)).toMatch(/^2026-11-22 14:40:12 .*UTC/);
  });

  it.each([
    [20_000, '20 s'],
    [38 * 60_000, '38 min'],
    [5 * 3_600_000, '5 h'],
    [12 * 86_400_000, '12 d'],
  ])('%i ms is %s', (durationMs, text) => {
    expect(coarseDuration(durationMs)).toBe(text);
  });
});
