import type { SimulatedClock } from './types';

/**
 * The wall clock plus an offset, so that a world keeps running in real time and can still be moved.
 *
 * @public
 */
export class SystemClock implements SimulatedClock {
  #offsetMs = 0;

  /** @param startTimeMs - epoch ms the clock shows now; the wall clock's time by default. */
  constructor(startTimeMs?: number) {
    if (startTimeMs !== undefined) {
      this.set(startTimeMs);
    }
  }

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Moves the clock forward (or back, when negative) by this many milliseconds. */
  advance(byMs: number): void {
    this.#offsetMs += byMs;
  }

  /** Makes the clock show this epoch time now; it keeps ticking from there. */
  set(timeMs: number): void {
    this.#offsetMs = timeMs - Date.now();
  }
}

/**
 * A clock that stands still until it is moved: the same question gets the same answer.
 *
 * @public
 */
export class FixedClock implements SimulatedClock {
  #timeMs: number;

  constructor(timeMs: number) {
    this.#timeMs = timeMs;
  }

  now(): number {
    return this.#timeMs;
  }

  advance(byMs: number): void {
    this.#timeMs += byMs;
  }

  set(timeMs: number): void {
    this.#timeMs = timeMs;
  }
}
