import { setTimeout } from 'timers/promises';

/** The passing of time, given from outside so that tests need not wait. */
export interface Waiting {
  now(): number;
  /** Resolves after a time, or at once when the signal aborts; never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 ≤ x < 1, for jitter. */
  random(): number;
}

/** The machine's own clock and timers. */
export function realWaiting(now: () => number): Waiting {
  return {
    now,
    random: Math.random,
    // Both ends are ends: the time is over, or nobody waits any more.
    wait: (ms, signal) => setTimeout(ms, undefined, { signal }).catch(() => {}),
  };
}

/** 1 s, 2 s, 4 s … up to 30 s, each within ± 25 %. */
export function backoffMs(attempt: number, random: number): number {
  return Math.min(1000 * 2 ** attempt, 30_000) * (0.75 + random / 2);
}
