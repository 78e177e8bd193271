import type { Waiting } from '../watch';

interface Waiter {
  readonly dueAtMs: number;
  readonly done: () => void;
}

/** Time that passes when a test says so. */
export class ManualTime implements Waiting {
  #nowMs: number;
  #waiters: Waiter[] = [];

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  random(): number {
    return 0.5;
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const waiter = { dueAtMs: this.#nowMs + ms, done: resolve };
      this.#waiters.push(waiter);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  advance(ms: number): void {
    this.#nowMs += ms;
    const due = this.#waiters.filter(({ dueAtMs }) => dueAtMs <= this.#nowMs);
    this.#waiters = this.#waiters.filter(waiter => !due.includes(waiter));
    for (const { done } of due) done();
  }
}

/** Lets everything that is under way go on until a condition holds. */
export async function until(
  holds: () => boolean,
  onTurn: () => void = () => {},
): Promise<void> {
  const giveUpAtMs = Date.now() + 4_000;
  while (!holds()) {
    if (Date.now() > giveUpAtMs) {
      throw new Error(`waited in vain for: ${holds.toString()}`);
    }
    onTurn();
    await new Promise(resolve => setImmediate(resolve));
  }
}
