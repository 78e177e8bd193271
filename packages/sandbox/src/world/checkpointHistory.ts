import { endsJob } from './change';
import { CheckpointLog, type LoggedCheckpoint } from './checkpointLog';
import type { CheckpointCount, JobReading } from './jobReading';
import { hexOf } from './noise';
import type { Run } from './timeline';
import type { SimulatedCheckpoint } from './types';

interface Savepoint {
  readonly triggeredAtMs: number;
  readonly endedAtMs: number;
}

/** Every checkpoint and savepoint of a job, over all its runs. */
export class CheckpointHistory {
  readonly #job: JobReading;
  readonly #detailedFromMs: number;
  readonly #logs = new Map<number, CheckpointLog>();
  readonly #savepoints: Savepoint[] = [];

  /** @param detailedFromMs - what lies before is only counted. */
  constructor(job: JobReading, detailedFromMs: number) {
    this.#job = job;
    this.#detailedFromMs = detailedFromMs;
  }

  /** Counters and the newest completed checkpoint of the run that covers the time. */
  count(timeMs: number, run: Run): CheckpointCount {
    if (!this.#job.profile.checkpointingEnabled) {
      return { completed: 0, failed: 0, last: undefined };
    }
    const untilMs = Math.min(timeMs, run.untilMs);
    return untilMs < this.#detailedFromMs
      ? this.#checkpointsLongAgo(untilMs, run)
      : this.#logOf(run).count(untilMs);
  }

  /** Before the detailed history every checkpoint is taken to have completed on time. */
  #checkpointsLongAgo(timeMs: number, run: Run) {
    const { checkpointIntervalMs } = this.#job.profile;
    const completed = Math.floor(
      Math.max(0, timeMs - run.runningFromMs) / checkpointIntervalMs,
    );
    if (completed === 0) {
      return { completed, failed: 0, last: undefined };
    }
    const triggeredAtMs = run.runningFromMs + completed * checkpointIntervalMs;
    const conditions = this.#job.conditionsAt(triggeredAtMs, run.runningFromMs);
    return {
      completed,
      failed: 0,
      last: {
        ordinal: completed - 1,
        triggeredAtMs,
        endedAtMs: triggeredAtMs + Math.round(conditions.checkpointDurationMs),
        sizeBytes: Math.round(conditions.checkpointSizeBytes),
      },
    };
  }

  /** Checkpoints and savepoints triggered in [fromMs, toMs), oldest first. */
  between(fromMs: number, toMs: number): SimulatedCheckpoint[] {
    const found: SimulatedCheckpoint[] = [];
    if (this.#job.profile.checkpointingEnabled) {
      for (const run of this.#job.timeline.runsUntil(toMs)) {
        if (run.untilMs > fromMs && !endsJob(run.change.kind)) {
          const endMs = Math.min(toMs, run.untilMs);
          for (const entry of this.#logOf(run).until(endMs)) {
            if (entry.triggeredAtMs >= fromMs && entry.triggeredAtMs < endMs) {
              found.push(this.#checkpointOf(entry, run, toMs));
            }
          }
        }
      }
    }
    for (const savepoint of this.#savepoints) {
      if (savepoint.triggeredAtMs >= fromMs && savepoint.triggeredAtMs < toMs) {
        found.push(this.#savepointOf(savepoint, toMs));
      }
    }
    return found.sort(
      (left, right) => left.triggeredAtMs - right.triggeredAtMs,
    );
  }

  /** What a run began from: what it was given, or the newest checkpoint of the runs before it. */
  restoredInto(run: Run): SimulatedCheckpoint | undefined {
    const { atMs, beginsFrom } = run.change;
    if (beginsFrom === 'nothing') return undefined;
    if (beginsFrom) {
      const sizeBytes = Math.round(this.#job.profile.stateBytes);
      return {
        ...beginsFrom,
        id: 1,
        triggeredAtMs: atMs,
        endedAtMs: atMs,
        status: 'COMPLETED',
        sizeBytes,
        fullSizeBytes: sizeBytes,
      };
    }
    const before = this.#job.timeline
      .runsUntil(atMs)
      .findLast(({ change }) => change.atMs < atMs && !endsJob(change.kind));
    if (!before) return undefined;
    // A run that completed none leaves what it had begun from itself.
    return this.#lastCompleted(before) ?? this.restoredInto(before);
  }

  #lastCompleted(run: Run): SimulatedCheckpoint | undefined {
    const { completed, last } = this.count(run.untilMs, run);
    if (completed === 0) return undefined;
    const entry = last ?? this.#checkpointsLongAgo(run.untilMs, run).last;
    return (
      entry &&
      this.#checkpointOf(
        { ...entry, endedAtMs: Math.min(entry.endedAtMs, run.untilMs) },
        run,
        run.untilMs,
      )
    );
  }

  /** Starts a savepoint at the time; it completes after the time a full snapshot takes. */
  triggerSavepoint(timeMs: number): SimulatedCheckpoint {
    const sizeBytes = this.#job.profile.stateBytes;
    const savepoint = {
      triggeredAtMs: timeMs,
      endedAtMs: timeMs + 4_000 + Math.round(sizeBytes / 300_000),
    };
    this.#savepoints.push(savepoint);
    return this.#savepointOf(savepoint, timeMs);
  }

  #logOf(run: Run): CheckpointLog {
    const startMs = run.change.atMs;
    const known = this.#logs.get(startMs);
    if (known) {
      return known;
    }
    const runningSince = (timeMs: number) =>
      this.#job.positionAt(timeMs)?.runningSinceMs ?? run.runningFromMs;
    const log = new CheckpointLog(
      {
        intervalMs: this.#job.profile.checkpointIntervalMs,
        firstAfterMs: this.#firstAfterMs(),
        outageEndingMs: timeMs => this.#job.positionAt(timeMs)?.outage?.endMs,
        runningSinceMs: timeMs => this.#job.positionAt(timeMs)?.runningSinceMs,
        nextOutageMs: (afterMs, beforeMs) =>
          this.#job.outages(afterMs, beforeMs)[0]?.startMs,
        durationMs: timeMs =>
          this.#job.conditionsAt(timeMs, runningSince(timeMs))
            .checkpointDurationMs,
        sizeBytes: timeMs =>
          this.#job.conditionsAt(timeMs, runningSince(timeMs))
            .checkpointSizeBytes,
        failure: (timeMs, ordinal) => {
          const moment = this.#job.storyMomentAt(timeMs, runningSince(timeMs));
          return moment && this.#job.story.checkpointFailure?.(moment, ordinal);
        },
      },
      run.runningFromMs,
      this.#detailedFromMs,
    );
    this.#logs.set(startMs, log);
    return log;
  }

  /** Never later than the interval, as in Flink. */
  #firstAfterMs(): number | undefined {
    const { firstStart, checkpointIntervalMs } = this.#job.profile;
    return firstStart?.firstCheckpointMs === undefined
      ? undefined
      : Math.min(firstStart.firstCheckpointMs, checkpointIntervalMs);
  }

  #checkpointId(timeMs: number, run: Run, ordinal: number): number {
    const { submittedAtMs, checkpointIntervalMs } = this.#job.profile;
    const before = Math.floor(
      (run.change.atMs - submittedAtMs) / checkpointIntervalMs,
    );
    const savepoints = this.#savepoints.filter(
      savepoint => savepoint.triggeredAtMs <= timeMs,
    ).length;
    return before + ordinal + 1 + savepoints;
  }

  #checkpointOf(
    entry: LoggedCheckpoint,
    run: Run,
    seenAtMs: number,
  ): SimulatedCheckpoint {
    const { ordinal, triggeredAtMs, endedAtMs, sizeBytes, failure } = entry;
    const id = this.#checkpointId(triggeredAtMs, run, ordinal);
    const base = { id, triggeredAtMs, isSavepoint: false };
    if (endedAtMs > seenAtMs) {
      return { ...base, status: 'IN_PROGRESS', sizeBytes: 0, fullSizeBytes: 0 };
    }
    if (failure || endedAtMs > run.untilMs) {
      return {
        ...base,
        endedAtMs: Math.min(endedAtMs, run.untilMs),
        status: 'FAILED',
        sizeBytes: 0,
        fullSizeBytes: 0,
        failureMessage:
          failure?.message ?? 'Checkpoint Coordinator is suspending.',
      };
    }
    return {
      ...base,
      endedAtMs,
      status: 'COMPLETED',
      sizeBytes: Math.round(sizeBytes * 0.12),
      fullSizeBytes: sizeBytes,
      externalPath: `s3://flink-state/${this.#job.name}/checkpoints/${
        this.#job.jobId
      }/chk-${id}`,
    };
  }

  #savepointOf(savepoint: Savepoint, seenAtMs: number): SimulatedCheckpoint {
    const run = this.#job.timeline.runAt(savepoint.triggeredAtMs);
    const triggered = run
      ? this.#logOf(run)
          .until(savepoint.triggeredAtMs)
          .filter(entry => entry.triggeredAtMs <= savepoint.triggeredAtMs)
          .length
      : 0;
    const skipped = run ? this.#logOf(run).skipped : 0;
    const id = run
      ? this.#checkpointId(
          savepoint.triggeredAtMs,
          run,
          skipped + triggered - 1,
        )
      : 1;
    const done = savepoint.endedAtMs <= seenAtMs;
    const sizeBytes = done ? Math.round(this.#job.profile.stateBytes) : 0;
    return {
      id,
      triggeredAtMs: savepoint.triggeredAtMs,
      endedAtMs: done ? savepoint.endedAtMs : undefined,
      status: done ? 'COMPLETED' : 'IN_PROGRESS',
      isSavepoint: true,
      sizeBytes,
      fullSizeBytes: sizeBytes,
      externalPath: done
        ? `s3://flink-state/${
            this.#job.name
          }/savepoints/savepoint-${this.#job.jobId.slice(0, 6)}-${hexOf(
            `${this.#job.jobId}/${id}`,
            12,
          )}`
        : undefined,
    };
  }
}
