import type { ChangeKind, PlannedChange } from './change';
import type { Conditions } from './conditions';
import type { Failure } from './failure';
import type { JobProfile } from './jobProfile';
import type { OutageSeries } from './outage';
import type { SimulatedLogLine } from './types';

/** Where and when a story plays. */
export interface StorySetting {
  readonly profile: JobProfile;
  /** Epoch ms. */
  readonly startsMs: number;
}

/** The moment a story bends. */
export interface StoryMoment extends StorySetting {
  readonly timeMs: number;
  /** Since the story began, never negative. */
  readonly sinceMs: number;
  /** Since the job last started to run. */
  readonly uptimeMs: number;
}

/** A log line that comes back at a fixed interval while the story plays and the job runs. */
export interface RecurringLine
  extends Omit<SimulatedLogLine, 'atMs' | 'throwable'> {
  readonly everyMs: number;
  readonly failure?: Failure;
}

/** Why a checkpoint failed. */
export interface CheckpointFailure {
  readonly message: string;
  /** How long it took to fail. */
  readonly durationMs: number;
  readonly failure?: Failure;
}

/**
 * What happens to a job beyond a normal day. A story changes the few conditions everything else is
 * derived from, so one object here is all it takes to tell it on every service.
 *
 * @public
 */
export interface Story {
  readonly name: string;
  /** One sentence for the README and the tests. */
  readonly summary: string;
  /** Minutes between the story's start and the world's. */
  readonly startedMinutesAgo: number;
  /** What a person can do that ends the story. */
  readonly curedBy: readonly ChangeKind[];
  /** Deployments, rescalings, stops the story brings, up to the time; oldest first. */
  changes?(setting: StorySetting, untilMs: number): PlannedChange[];
  outages?(setting: StorySetting): OutageSeries[];
  /** Seconds behind the source, growing or falling no faster than data can arrive or be read. */
  lagSeconds?(sinceMs: number, setting: StorySetting): number;
  /** Conditions that differ from a normal day. */
  bend?(normal: Conditions, moment: StoryMoment): Partial<Conditions>;
  checkpointFailure?(
    moment: StoryMoment,
    ordinal: number,
  ): CheckpointFailure | undefined;
  lines?(setting: StorySetting): RecurringLine[];
  /** No metrics are published while the story plays; the job itself is well. */
  readonly silent?: boolean;
}
