import { endsJob, type PlannedChange } from './change';
import type { JobProfile } from './jobProfile';
import { FIRST_START } from './pace';
import type { Story } from './story';

/** One stretch of a job's life, from one change to the next. */
export interface Run {
  readonly change: PlannedChange;
  /** Epoch ms from which the job runs; Infinity when it never does; equal to `atMs` for ends. */
  readonly runningFromMs: number;
  /** The next change, or Infinity. */
  readonly untilMs: number;
  readonly parallelism: number;
  /** Epoch ms since when nothing has been processed before this run began to. */
  readonly idleSinceMs: number;
}

/** What was planned for a job and what people did to it, in order. */
export class Timeline {
  readonly #profile: JobProfile;
  readonly #story: Story;
  readonly #startsMs: number;
  readonly #journal: PlannedChange[] = [];
  #runs: Run[] = [];
  #builtUntilMs = -Infinity;

  constructor(profile: JobProfile, story: Story, storyStartsMs: number) {
    this.#profile = profile;
    this.#story = story;
    this.#startsMs = storyStartsMs;
  }

  /** Changes people made, oldest first. */
  get journal(): readonly PlannedChange[] {
    return this.#journal;
  }

  record(change: PlannedChange): void {
    this.#journal.push(change);
    this.#builtUntilMs = -Infinity;
  }

  /** When somebody did what ends the story; Infinity while it plays. */
  get storyEndsMs(): number {
    const cure = this.#journal.find(change =>
      this.#story.curedBy.includes(change.kind),
    );
    return cure?.atMs ?? Infinity;
  }

  /** All runs that began at or before the time, oldest first. */
  runsUntil(timeMs: number): readonly Run[] {
    if (timeMs > this.#builtUntilMs) {
      this.#build(timeMs + 3_600_000);
    }
    const last = this.#runs.findLastIndex(run => run.change.atMs <= timeMs);
    return last === this.#runs.length - 1
      ? this.#runs
      : this.#runs.slice(0, last + 1);
  }

  /** The run that covers the time; undefined before the job was submitted. */
  runAt(timeMs: number): Run | undefined {
    if (timeMs > this.#builtUntilMs) {
      this.#build(timeMs + 3_600_000);
    }
    return this.#runs.findLast(run => run.change.atMs <= timeMs);
  }

  #build(untilMs: number): void {
    const { submittedAtMs, deployedAtMs, parallelism, isDeployedStateless } =
      this.#profile;
    const beginsFrom = isDeployedStateless ? ('nothing' as const) : undefined;
    const planned: PlannedChange[] = [
      {
        atMs: submittedAtMs,
        kind: 'submit',
        downtimeMs: (this.#profile.firstStart ?? FIRST_START.real).startMs,
        beginsFrom: this.#profile.beginsFrom ?? 'nothing',
      },
    ];
    if (deployedAtMs !== undefined && deployedAtMs > submittedAtMs) {
      planned.push({
        atMs: deployedAtMs,
        kind: 'deploy',
        downtimeMs: 52_000,
        beginsFrom,
      });
    }
    const takenOverMs = this.#journal[0]?.atMs ?? Infinity;
    const told =
      this.#story.changes?.(
        { profile: this.#profile, startsMs: this.#startsMs },
        untilMs,
      ) ?? [];
    planned.push(
      ...told
        .filter(change => change.atMs < takenOverMs)
        .map(change =>
          change.kind === 'deploy' ? { ...change, beginsFrom } : change,
        ),
    );
    planned.push(...this.#journal);
    planned.sort((left, right) => left.atMs - right.atMs);

    this.#runs = [];
    let inForce = parallelism;
    let idleSinceMs = submittedAtMs;
    planned.forEach((change, index) => {
      const previous = this.#runs.at(-1);
      if (previous && change.atMs >= previous.runningFromMs) {
        idleSinceMs = endsJob(previous.change.kind)
          ? previous.idleSinceMs
          : change.atMs;
      }
      inForce = change.parallelism ?? inForce;
      this.#runs.push({
        change,
        runningFromMs: change.atMs + change.downtimeMs,
        untilMs: planned[index + 1]?.atMs ?? Infinity,
        parallelism: inForce,
        idleSinceMs:
          index === 0 ? change.atMs + change.downtimeMs : idleSinceMs,
      });
    });
    this.#builtUntilMs = untilMs;
  }
}
