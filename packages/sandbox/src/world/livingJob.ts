import { endsJob, type PlannedChange } from './change';
import { CheckpointLog, type LoggedCheckpoint } from './checkpointLog';
import { normalConditions, type Conditions } from './conditions';
import { jobLogs } from './jobLogs';
import type { JobProfile } from './jobProfile';
import type { JobPosition, JobReading } from './jobReading';
import { momentOf } from './moment';
import { hexOf, pick } from './noise';
import {
  newestOutage,
  outagesBegunBy,
  outagesBetween,
  type Outage,
  type OutageSeries,
} from './outage';
import { stackTraceOf } from './failure';
import type { Story, StoryMoment } from './story';
import { Timeline, type Run } from './timeline';
import type {
  JobMoment,
  SimulatedCheckpoint,
  SimulatedException,
  SimulatedLogLine,
} from './types';

const HOUR_MS = 3_600_000;
/** History that is worked out in detail; what lies before is only counted. */
const DETAILED_HISTORY_MS = 50 * HOUR_MS;
/** The source keeps no more than this, so no job is ever further behind. */
const RETENTION_SECONDS = 6 * 3600;
/** Seconds of backlog read per second of catching up. */
const CATCH_UP = 1.5;
const REMEMBERED_MOMENTS = 1600;

interface Savepoint {
  readonly triggeredAtMs: number;
  readonly endedAtMs: number;
}

/** A job whose every reading is a function of its profile, its story, its journal and the time. */
export class LivingJob implements JobReading {
  readonly profile: JobProfile;
  readonly story: Story;
  readonly storyStartsMs: number;
  readonly timeline: Timeline;
  readonly #detailedFromMs: number;
  readonly #outageSeries: readonly OutageSeries[];
  readonly #checkpointLogs = new Map<number, CheckpointLog>();
  readonly #savepoints: Savepoint[] = [];
  readonly #moments = new Map<number, JobMoment>();

  constructor(
    profile: JobProfile,
    story: Story,
    worldStartMs: number,
    storyStartsMs: number,
  ) {
    this.profile = profile;
    this.story = story;
    this.storyStartsMs = storyStartsMs;
    this.timeline = new Timeline(profile, story, storyStartsMs);
    this.#detailedFromMs = worldStartMs - DETAILED_HISTORY_MS;
    this.#outageSeries =
      story.outages?.({ profile, startsMs: storyStartsMs }) ?? [];
  }

  get jobId() {
    return this.profile.jobId;
  }
  get name() {
    return this.profile.name;
  }
  get flinkVersion() {
    return this.profile.flinkVersion;
  }
  get vertices() {
    return this.profile.vertices;
  }
  get checkpointIntervalMs() {
    return this.profile.checkpointIntervalMs;
  }
  get checkpointingEnabled() {
    return this.profile.checkpointingEnabled;
  }
  get source() {
    return this.profile.source;
  }

  /** Writes a change into the journal; everything after it is worked out anew. */
  record(change: PlannedChange): void {
    this.timeline.record(change);
    this.#moments.clear();
  }

  positionAt(timeMs: number): JobPosition | undefined {
    const run = this.timeline.runAt(timeMs);
    if (!run) {
      return undefined;
    }
    if (endsJob(run.change.kind) || timeMs < run.runningFromMs) {
      return { run, restarts: 0 };
    }
    const playedUntilMs = Math.min(timeMs, this.timeline.storyEndsMs);
    let restarts = 0;
    let newest: Outage | undefined;
    for (const series of this.#outageSeries) {
      restarts +=
        outagesBegunBy(series, playedUntilMs) -
        outagesBegunBy(series, Math.min(run.runningFromMs, playedUntilMs));
      const outage = newestOutage(series, playedUntilMs);
      if (
        outage &&
        outage.startMs > run.runningFromMs &&
        outage.startMs > (newest?.startMs ?? 0)
      ) {
        newest = outage;
      }
    }
    if (newest && timeMs < newest.endMs) {
      return { run, outage: newest, restarts };
    }
    return {
      run,
      restarts,
      runningSinceMs: Math.max(run.runningFromMs, newest?.endMs ?? 0),
    };
  }

  /** Seconds behind the source that come from the story and from not running, without jitter. */
  backlogSeconds(timeMs: number): number {
    const position = this.positionAt(timeMs);
    if (!position || position.run.change.kind === 'finish') {
      return 0;
    }
    let backlog = this.#storyLagSeconds(timeMs);
    const { run, outage, runningSinceMs } = position;
    const drained = (sinceMs: number, untilMs: number) =>
      (untilMs - sinceMs) / 1000 -
      (CATCH_UP * Math.max(0, timeMs - untilMs)) / 1000;
    if (outage) {
      backlog = Math.max(backlog, (timeMs - outage.startMs) / 1000);
    } else if (runningSinceMs === undefined) {
      backlog = Math.max(backlog, (timeMs - run.idleSinceMs) / 1000);
    } else {
      const previous = this.#newestOutageEndedBy(timeMs, run);
      backlog = Math.max(
        backlog,
        drained(run.idleSinceMs, run.runningFromMs),
        previous ? drained(previous.startMs, previous.endMs) : 0,
      );
    }
    return Math.min(Math.max(0, backlog), RETENTION_SECONDS);
  }

  conditionsAt(timeMs: number, runningSinceMs: number): Conditions {
    const normal = normalConditions(this.profile, timeMs);
    const moment = this.#storyMoment(timeMs, runningSinceMs);
    const bent =
      moment && this.story.bend
        ? { ...normal, ...this.story.bend(normal, moment) }
        : normal;
    const backlog = this.backlogSeconds(timeMs);
    if (backlog > 0) {
      const change =
        (this.backlogSeconds(timeMs + 5000) -
          this.backlogSeconds(timeMs - 5000)) /
        10;
      bent.processedFraction ??= Math.min(2.6, Math.max(0, 1 - change));
    }
    return { ...bent, lagSeconds: normal.lagSeconds + backlog };
  }

  at(timeMs: number): JobMoment {
    const known = this.#moments.get(timeMs);
    if (known) {
      return known;
    }
    const moment = momentOf(this, timeMs);
    if (this.#moments.size >= REMEMBERED_MOMENTS) {
      this.#moments.clear();
    }
    this.#moments.set(timeMs, moment);
    return moment;
  }

  /** Counters and the newest completed checkpoint of the run that covers the time. */
  checkpointCount(timeMs: number, run: Run) {
    if (!this.profile.checkpointingEnabled) {
      return { completed: 0, failed: 0, last: undefined };
    }
    const untilMs = Math.min(timeMs, run.untilMs);
    return untilMs < this.#detailedFromMs
      ? this.#checkpointsLongAgo(untilMs, run)
      : this.#checkpointLog(run).count(untilMs);
  }

  /** Before the detailed history every checkpoint is taken to have completed on time. */
  #checkpointsLongAgo(timeMs: number, run: Run) {
    const { checkpointIntervalMs } = this.profile;
    const completed = Math.floor(
      Math.max(0, timeMs - run.runningFromMs) / checkpointIntervalMs,
    );
    if (completed === 0) {
      return { completed, failed: 0, last: undefined };
    }
    const triggeredAtMs = run.runningFromMs + completed * checkpointIntervalMs;
    const conditions = this.conditionsAt(triggeredAtMs, run.runningFromMs);
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

  checkpoints(fromMs: number, toMs: number): SimulatedCheckpoint[] {
    const found: SimulatedCheckpoint[] = [];
    if (this.profile.checkpointingEnabled) {
      for (const run of this.timeline.runsUntil(toMs)) {
        if (run.untilMs > fromMs && !endsJob(run.change.kind)) {
          const endMs = Math.min(toMs, run.untilMs);
          for (const entry of this.#checkpointLog(run).until(endMs)) {
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

  /** Starts a savepoint at the time; it completes after the time a full snapshot takes. */
  triggerSavepoint(timeMs: number): SimulatedCheckpoint {
    const sizeBytes = this.profile.stateBytes;
    const savepoint = {
      triggeredAtMs: timeMs,
      endedAtMs: timeMs + 4_000 + Math.round(sizeBytes / 300_000),
    };
    this.#savepoints.push(savepoint);
    return this.#savepointOf(savepoint, timeMs);
  }

  exceptions(fromMs: number, toMs: number): SimulatedException[] {
    return this.outages(fromMs, toMs).map(({ startMs, failure, index }) => {
      const vertex =
        failure.vertex === undefined
          ? undefined
          : this.vertices.at(failure.vertex);
      const subtask = 1 + (index % (vertex?.parallelism ?? 1));
      const where = this.taskManager(index);
      return {
        atMs: startMs,
        exceptionName: failure.exceptionName,
        message: failure.message,
        stackTrace: stackTraceOf(failure),
        taskName: vertex && `${vertex.name} (${subtask}/${vertex.parallelism})`,
        endpoint: where.endpoint,
        taskManagerId: where.id,
      };
    });
  }

  /** Unplanned restarts that began in [fromMs, toMs) while the job ran. */
  outages(fromMs: number, toMs: number): Outage[] {
    const endMs = Math.min(toMs, this.timeline.storyEndsMs);
    return this.#outageSeries
      .flatMap(series => outagesBetween(series, fromMs, endMs))
      .filter(outage => {
        const run = this.timeline.runAt(outage.startMs);
        return (
          run !== undefined &&
          !endsJob(run.change.kind) &&
          outage.startMs > run.runningFromMs
        );
      })
      .sort((left, right) => left.startMs - right.startMs);
  }

  logs(fromMs: number, toMs: number): SimulatedLogLine[] {
    return jobLogs(this, fromMs, toMs);
  }

  /** One of the job's TaskManagers, by number. */
  taskManager(number: number): { id: string; endpoint: string } {
    const key = `${this.profile.seed}/tm/${number % 3}`;
    const host = pick(['10.0.3', '10.0.17', '10.0.42'], key);
    const last = 10 + (parseInt(hexOf(key, 2), 16) % 200);
    return {
      id: `${host}.${last}:6122-${hexOf(`${key}/id`, 6)}`,
      endpoint: `${host}.${last}:6121`,
    };
  }

  #storyMoment(
    timeMs: number,
    runningSinceMs: number,
  ): StoryMoment | undefined {
    if (timeMs < this.storyStartsMs || timeMs >= this.timeline.storyEndsMs) {
      return undefined;
    }
    return {
      profile: this.profile,
      startsMs: this.storyStartsMs,
      timeMs,
      sinceMs: timeMs - this.storyStartsMs,
      uptimeMs: Math.max(0, timeMs - runningSinceMs),
    };
  }

  #storyLagSeconds(timeMs: number): number {
    const setting = { profile: this.profile, startsMs: this.storyStartsMs };
    const lag = this.story.lagSeconds;
    if (!lag || timeMs < this.storyStartsMs) {
      return 0;
    }
    const endsMs = this.timeline.storyEndsMs;
    if (timeMs < endsMs) {
      return lag(timeMs - this.storyStartsMs, setting);
    }
    const left = lag(endsMs - this.storyStartsMs, setting);
    return Math.max(0, left - (CATCH_UP * (timeMs - endsMs)) / 1000);
  }

  #newestOutageEndedBy(timeMs: number, run: Run): Outage | undefined {
    const untilMs = Math.min(timeMs, this.timeline.storyEndsMs);
    return this.#outageSeries
      .map(series => newestOutage(series, untilMs))
      .find(outage => outage && outage.startMs > run.runningFromMs);
  }

  #checkpointLog(run: Run): CheckpointLog {
    const startMs = run.change.atMs;
    const known = this.#checkpointLogs.get(startMs);
    if (known) {
      return known;
    }
    const runningSince = (timeMs: number) =>
      this.positionAt(timeMs)?.runningSinceMs ?? run.runningFromMs;
    const log = new CheckpointLog(
      {
        intervalMs: this.profile.checkpointIntervalMs,
        outageEndingMs: timeMs => this.positionAt(timeMs)?.outage?.endMs,
        nextOutageMs: (afterMs, beforeMs) =>
          this.outages(afterMs, beforeMs)[0]?.startMs,
        durationMs: timeMs =>
          this.conditionsAt(timeMs, runningSince(timeMs)).checkpointDurationMs,
        sizeBytes: timeMs =>
          this.conditionsAt(timeMs, runningSince(timeMs)).checkpointSizeBytes,
        failure: (timeMs, ordinal) => {
          const moment = this.#storyMoment(timeMs, runningSince(timeMs));
          return moment && this.story.checkpointFailure?.(moment, ordinal);
        },
      },
      run.runningFromMs,
      this.#detailedFromMs,
    );
    this.#checkpointLogs.set(startMs, log);
    return log;
  }

  #checkpointId(timeMs: number, run: Run, ordinal: number): number {
    const { submittedAtMs, checkpointIntervalMs } = this.profile;
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
      externalPath: `s3://flink-state/${this.name}/checkpoints/${this.jobId}/chk-${id}`,
    };
  }

  #savepointOf(savepoint: Savepoint, seenAtMs: number): SimulatedCheckpoint {
    const run = this.timeline.runAt(savepoint.triggeredAtMs);
    const triggered = run
      ? this.#checkpointLog(run)
          .until(savepoint.triggeredAtMs)
          .filter(entry => entry.triggeredAtMs <= savepoint.triggeredAtMs)
          .length
      : 0;
    const skipped = run ? this.#checkpointLog(run).skipped : 0;
    const id = run
      ? this.#checkpointId(
          savepoint.triggeredAtMs,
          run,
          skipped + triggered - 1,
        )
      : 1;
    const done = savepoint.endedAtMs <= seenAtMs;
    const sizeBytes = done ? Math.round(this.profile.stateBytes) : 0;
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
            this.name
          }/savepoints/savepoint-${this.jobId.slice(0, 6)}-${hexOf(
            `${this.jobId}/${id}`,
            12,
          )}`
        : undefined,
    };
  }
}
