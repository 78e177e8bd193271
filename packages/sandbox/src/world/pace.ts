/** How long people wait for what they create. @public */
export type Pace = 'real' | 'brisk';

/** How a job that somebody submits comes to life. */
export interface FirstStart {
  /** From its submission until it runs. */
  readonly startMs: number;
  /** From then until the first checkpoint is triggered; the interval when absent. */
  readonly firstCheckpointMs?: number;
}

/**
 * `real` is what the services take. `brisk` is for somebody who watches: containers are there at once, and the first
 * checkpoint comes as early as Flink itself may place it. It waits a random time between the minimal pause and the
 * interval (CheckpointCoordinator, `getRandomInitDelay`).
 */
export const FIRST_START: Readonly<Record<Pace, FirstStart>> = {
  real: { startMs: 48_000 },
  brisk: { startMs: 5_000, firstCheckpointMs: 5_000 },
};
