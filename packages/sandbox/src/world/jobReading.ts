import type { Conditions } from './conditions';
import type { JobProfile } from './jobProfile';
import type { LoggedCheckpoint } from './checkpointLog';
import type { Outage } from './outage';
import type { Story, StoryMoment } from './story';
import type { Run, Timeline } from './timeline';
import type { SimulatedJob } from './types';

/** Where a job is in its life at one moment. */
export interface JobPosition {
  readonly run: Run;
  /** The outage that covers the moment. */
  readonly outage?: Outage;
  /** Epoch ms since when the tasks run; undefined when they do not. */
  readonly runningSinceMs?: number;
  readonly restarts: number;
}

/** Counters of one run, and its newest completed checkpoint. */
export interface CheckpointCount {
  readonly completed: number;
  readonly failed: number;
  readonly last?: LoggedCheckpoint;
}

/** What the derivations (moments, logs) read of a job. */
export interface JobReading extends SimulatedJob {
  readonly profile: JobProfile;
  readonly story: Story;
  readonly storyStartsMs: number;
  readonly timeline: Timeline;
  positionAt(timeMs: number): JobPosition | undefined;
  backlogSeconds(timeMs: number): number;
  conditionsAt(timeMs: number, runningSinceMs: number): Conditions;
  checkpointCount(timeMs: number, run: Run): CheckpointCount;
  /** The story's moment; undefined before it begins and after it was ended. */
  storyMomentAt(
    timeMs: number,
    runningSinceMs: number,
  ): StoryMoment | undefined;
  outages(fromMs: number, toMs: number): Outage[];
  taskManager(number: number): { id: string; endpoint: string };
}
