import { backoffMs } from './backoff';

describe('backoffMs', () => {
  it('doubles from the base up to five minutes', () => {
    const waits = [1, 2, 3, 4, 50].map(failures =>
      backoffMs(failures, 60_000, () => 1),
    );

    expect(waits).toEqual([60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  it('takes off up to a quarter by chance', () => {
    expect(backoffMs(1, 60_000, () => 0)).toBe(45_000);
  });

  it('never waits less often than a source is read anyway', () => {
    expect(backoffMs(3, 600_000, () => 1)).toBe(600_000);
  });
});
