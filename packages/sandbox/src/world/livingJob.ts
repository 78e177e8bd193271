import { endsJob, type PlannedChange } from './change';
import { CheckpointHistory } from './checkpointHistory';
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

/** A job whose every reading is a function of its profile, its story, its journal and the time. */
export class LivingJob implements JobReading {
  readonly profile: JobProfile;
  readonly story: Story;
  readonly storyStartsMs: number;
  readonly timeline: Timeline;
  readonly #outageSeries: readonly OutageSeries[];
  readonly #checkpoints: CheckpointHistory;
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
    this.#checkpoints = new CheckpointHistory(
      this,
      worldStartMs - DETAILED_HISTORY_MS,
    );
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
    const moment = this.storyMomentAt(timeMs, runningSinceMs);
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

  checkpointCount(timeMs: number, run: Run) {
    return this.#checkpoints.count(timeMs, run);
  }

  checkpoints(fromMs: number, toMs: number): SimulatedCheckpoint[] {
    return this.#checkpoints.between(fromMs, toMs);
  }

  restoredFrom(timeMs: number): SimulatedCheckpoint | undefined {
    const run = this.timeline
      .runsUntil(timeMs)
      .findLast(({ change }) => !endsJob(change.kind));
    return run && this.#checkpoints.restoredInto(run);
  }

  /** Starts a savepoint at the time; it completes after the time a full snapshot takes. */
  triggerSavepoint(timeMs: number): SimulatedCheckpoint {
    return this.#checkpoints.triggerSavepoint(timeMs);
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

  storyMomentAt(
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
}
