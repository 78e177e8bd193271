import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  MILESTONES,
  MILESTONE_TEXTS,
  type Milestone,
  type MilestoneId,
} from './Milestone';

/** Writes each milestone of a run into the task's log once, with the time since the run began. */
export class Stopwatch {
  readonly #reached = new Map<MilestoneId, number>();

  constructor(
    private readonly options: {
      readonly startedMs: number;
      readonly logger: LoggerService;
      /** Keeps the time of a milestone over restarts of the backend: gives the time that was kept first. */
      readonly keep: (milestone: Milestone) => Promise<number>;
    },
  ) {}

  /** Milestones in the order in which they were reached. */
  get milestones(): Milestone[] {
    return [...this.#reached]
      .map(([id, atMs]) => ({ id, atMs }))
      .sort(
        (one, other) =>
          one.atMs - other.atMs ||
          MILESTONES.indexOf(one.id) - MILESTONES.indexOf(other.id),
      );
  }

  has(id: MilestoneId): boolean {
    return this.#reached.has(id);
  }

  /** Notes what was reached; what is known already stays as it is. */
  async reach(milestone: Milestone, more?: string): Promise<void> {
    const { id } = milestone;
    if (this.#reached.has(id)) {
      return;
    }
    const atMs = await this.options.keep(milestone);
    this.#reached.set(id, atMs);
    this.say(
      atMs,
      more ? `${MILESTONE_TEXTS[id]}: ${more}` : MILESTONE_TEXTS[id],
    );
  }

  /** Writes a line with the time since the run began. */
  say(atMs: number, line: string): void {
    this.options.logger.info(`+${this.seconds(atMs)} s  ${line}`);
  }

  /** Whole seconds since the run began. */
  seconds(atMs: number): number {
    return Math.max(0, Math.round((atMs - this.options.startedMs) / 1000));
  }
}
