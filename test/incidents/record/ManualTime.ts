import type { Waiting } from './runtimes';

interface Waiter {
  readonly dueAtMs: number;
  readonly done: () => void;
}

/** The timers of a watch, which run when the recorder moves the clock. */
export class ManualTime implements Waiting {
  private waiters: Waiter[] = [];

  constructor(readonly now: () => number) {}

  random(): number {
    return 0.5;
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      if (signal.aborted) {
        resolve();
        return;
      }
      this.waiters.push({ dueAtMs: this.now() + ms, done: resolve });
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** Wakes whoever waited long enough. */
  wake(): void {
    const due = this.waiters.filter(({ dueAtMs }) => dueAtMs <= this.now());
    this.waiters = this.waiters.filter(waiter => !due.includes(waiter));
    for (const { done } of due) done();
  }
}
