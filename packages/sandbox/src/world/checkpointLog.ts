import type { CheckpointFailure } from './story';

const MIN_PAUSE_MS = 5_000;

/** One periodic checkpoint of one run. */
export interface LoggedCheckpoint {
  /** Position in the run, from 0. */
  readonly ordinal: number;
  readonly triggeredAtMs: number;
  readonly endedAtMs: number;
  readonly sizeBytes: number;
  readonly failure?: CheckpointFailure;
}

/** What the log asks the job about. */
export interface CheckpointWorld {
  readonly intervalMs: number;
  /** From the start of the run until the first checkpoint; the interval when absent. */
  readonly firstAfterMs?: number;
  /** The end of the outage that covers the time, if one does. */
  outageEndingMs(timeMs: number): number | undefined;
  /** When the tasks that run at the time began to; undefined when none run. */
  runningSinceMs(timeMs: number): number | undefined;
  /** The start of the next outage after the time, within the range. */
  nextOutageMs(afterMs: number, beforeMs: number): number | undefined;
  durationMs(timeMs: number, ordinal: number): number;
  sizeBytes(timeMs: number): number;
  failure(timeMs: number, ordinal: number): CheckpointFailure | undefined;
}

/**
 * The checkpoints of one run, worked out once in order and only as far as somebody asked: the next
 * one waits for the interval, the pause after the previous one, and the end of an outage.
 */
export class CheckpointLog {
  readonly #world: CheckpointWorld;
  /** Checkpoints of this run that lie before the part that is worked out. */
  readonly skipped: number;
  readonly #entries: LoggedCheckpoint[] = [];
  /** Completed ones among the first n entries, at index n. */
  readonly #completed: number[] = [0];
  #nextMs: number;

  /** @param fromMs - start of the part worked out; earlier checkpoints are only counted. */
  constructor(world: CheckpointWorld, runningFromMs: number, fromMs: number) {
    this.#world = world;
    const { intervalMs } = world;
    this.skipped =
      fromMs > runningFromMs
        ? Math.floor((fromMs - runningFromMs) / intervalMs)
        : 0;
    const firstAfterMs =
      this.skipped === 0 ? world.firstAfterMs ?? intervalMs : intervalMs;
    this.#nextMs = runningFromMs + this.skipped * intervalMs + firstAfterMs;
  }

  /** Entries triggered before the time; callers must not keep or change the array. */
  until(timeMs: number): readonly LoggedCheckpoint[] {
    this.#extend(timeMs);
    return this.#entries;
  }

  /** How many were triggered before the time, how many of them completed or failed by then. */
  count(timeMs: number): {
    completed: number;
    failed: number;
    last?: LoggedCheckpoint;
  } {
    this.#extend(timeMs);
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#entries[middle].endedAtMs <= timeMs) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const completed = this.#completed[low];
    let lastIndex = low - 1;
    while (lastIndex >= 0 && this.#entries[lastIndex].failure) {
      lastIndex -= 1;
    }
    return {
      completed: completed + this.skipped,
      failed: low - completed,
      last: this.#entries[lastIndex],
    };
  }

  #extend(timeMs: number): void {
    const world = this.#world;
    while (this.#nextMs <= timeMs) {
      const triggeredAtMs = this.#nextMs;
      const outageEndMs = world.outageEndingMs(triggeredAtMs);
      if (outageEndMs !== undefined) {
        this.#nextMs = outageEndMs + world.intervalMs;
        continue;
      }
      const ordinal = this.skipped + this.#entries.length;
      const restartedAtMs = world.runningSinceMs(triggeredAtMs) ?? 0;
      const sinceStartMs =
        ordinal === 0
          ? world.firstAfterMs ?? world.intervalMs
          : world.intervalMs;
      if (restartedAtMs + sinceStartMs > triggeredAtMs) {
        // An outage since the last one: the timer began anew.
        this.#nextMs = restartedAtMs + world.intervalMs;
        continue;
      }
      let failure = world.failure(triggeredAtMs, ordinal);
      let durationMs = Math.round(
        failure?.durationMs ?? world.durationMs(triggeredAtMs, ordinal),
      );
      const brokenAtMs = world.nextOutageMs(
        triggeredAtMs,
        triggeredAtMs + durationMs,
      );
      if (brokenAtMs !== undefined) {
        durationMs = brokenAtMs - triggeredAtMs;
        failure = {
          message: 'Checkpoint Coordinator is suspending.',
          durationMs,
        };
      }
      const endedAtMs = triggeredAtMs + durationMs;
      this.#entries.push({
        ordinal,
        triggeredAtMs,
        endedAtMs,
        sizeBytes: failure ? 0 : Math.round(world.sizeBytes(triggeredAtMs)),
        failure,
      });
      this.#completed.push(this.#completed.at(-1)! + (failure ? 0 : 1));
      this.#nextMs = Math.max(
        triggeredAtMs + world.intervalMs,
        endedAtMs + MIN_PAUSE_MS,
      );
    }
  }
}
