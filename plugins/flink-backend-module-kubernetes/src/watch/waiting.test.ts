import { backoffMs, realWaiting } from './waiting';

describe('waiting', () => {
  it('ends at once when it is told to', async () => {
    const stop = new AbortController();
    const waited = realWaiting(Date.now).wait(3_600_000, stop.signal);
    stop.abort();

    await expect(waited).resolves.toBeUndefined();
  });

  it('does not begin after the end', async () => {
    await expect(
      realWaiting(Date.now).wait(3_600_000, AbortSignal.abort()),
    ).resolves.toBeUndefined();
  });

  it('backs off in growing steps up to half a minute', () => {
    expect([0, 1, 2, 9].map(attempt => backoffMs(attempt, 0.5))).toEqual([
      1_000, 2_000, 4_000, 30_000,
    ]);
  });
});
