import { minutes } from '../../__testUtils__/observations';
import { replayOf } from './replayOf';

const NOW = Date.parse('2026-11-26T10:00:00Z');
const duration = { medianMs: 60_000, worstMs: 60_000, samples: 1, basis: '' };
const rate = [minutes('numRecordsInPerSecond', NOW, [100, 100, 100])];
const interrupting = { interrupts: true, losses: [] };

describe('replayOf', () => {
  it('counts what arrives during the interruption', () => {
    expect(replayOf(interrupting, duration, rate, NOW)?.records).toBe(6_000);
  });

  it('counts from the state the job goes on from', () => {
    const restorePoint = {
      kind: 'snapshot',
      restorable: true,
      at: '2026-11-26T09:50:00Z',
      message: '',
    } as const;
    expect(
      replayOf({ ...interrupting, restorePoint }, duration, rate, NOW)?.records,
    ).toBe(66_000);
  });

  it('says nothing of an action that neither interrupts nor loses anything', () => {
    expect(
      replayOf({ interrupts: false, losses: [] }, duration, rate, NOW),
    ).toBeUndefined();
  });

  it('says that it is not known without a rate, and gives no zero', () => {
    const answer = replayOf(interrupting, duration, [], NOW);
    expect(answer).not.toHaveProperty('records');
    expect(answer?.basis).toMatch(/not known/);
  });
});
