import type { MetricPoint } from '../metrics/MetricSeries';
import { isSame, newest, timeMs } from './points';
import { optionalTime } from './optionalTime';
import type { ObservedJob } from '../model/Observation';

/** When the newest checkpoint completed, and how that is known. */
export interface NewestCheckpoint {
  readonly atMs: number;
  /** True when it is the newest change of the checkpoint gauges, as the runtime does not say. */
  readonly inferred: boolean;
  readonly durationMs?: number;
  readonly sizeBytes?: number;
  readonly job?: string;
}

/** What is known of completed checkpoints. */
export type CheckpointKnowledge =
  | ({ readonly known: 'time' } & NewestCheckpoint)
  /** The gauges never changed since then: the newest checkpoint is older. */
  | { readonly known: 'olderThan'; readonly atMs: number }
  | { readonly known: 'nothing' };

/** What tells of completed checkpoints. */
export const CHECKPOINT_GAUGES = [
  'lastCheckpointDuration',
  'lastCheckpointSize',
  'numberOfCompletedCheckpoints',
] as const;

/** A way to ask for the application's values of a metric. */
export type PointsOf = (
  name: (typeof CHECKPOINT_GAUGES)[number],
) => readonly MetricPoint[] | undefined;

/**
 * The newest completed checkpoint: from the runtime's own words where it says, else from the newest change
 * of the gauges, which repeat their last value until another checkpoint completes. With several jobs the
 * one whose checkpoint is oldest counts.
 */
export function newestCheckpoint(
  jobs: readonly ObservedJob[] | undefined,
  pointsOf: PointsOf,
): CheckpointKnowledge {
  const exact = (jobs ?? [])
    .flatMap(job => {
      const atMs = optionalTime(job.lastCompletedCheckpoint?.at);
      return atMs === undefined ? [] : [{ job, atMs }];
    })
    .sort((a, b) => a.atMs - b.atMs)[0];
  const inferred = fromGauges(pointsOf);
  // The gauges of several jobs show the newest of all, not of the one that is behind.
  const newer =
    jobs?.length === 1 &&
    inferred.known === 'time' &&
    isNewer(inferred, exact?.atMs ?? 0);
  if (exact && !newer) {
    const checkpoint = exact.job.lastCompletedCheckpoint;
    return {
      known: 'time',
      atMs: exact.atMs,
      inferred: false,
      durationMs: checkpoint?.durationMs,
      sizeBytes: checkpoint?.sizeBytes,
      ...(jobs && jobs.length > 1 ? { job: exact.job.name } : {}),
    };
  }
  return inferred;
}

/**
 * The gauges say nothing before the first checkpoint: where they begin with a job, it completed.
 *
 * @param run - epoch ms: since when the job runs, and from when on gauges can only be its own; ms: for how long
 * values are at hand, as of a run that began earlier it is not known when its gauges did
 */
export function withFirstOfRun(
  knowledge: CheckpointKnowledge,
  pointsOf: PointsOf,
  run: {
    readonly runningSinceMs: number | undefined;
    readonly gaugesFromMs?: number;
    readonly watchedMs: number;
    readonly nowMs: number;
  },
): CheckpointKnowledge {
  const { runningSinceMs, watchedMs, nowMs } = run;
  if (
    knowledge.known !== 'olderThan' ||
    runningSinceMs === undefined ||
    nowMs - runningSinceMs >= watchedMs
  ) {
    return knowledge;
  }
  // A counter that stands at zero tells of no checkpoint.
  const atMs = Math.min(
    ...CHECKPOINT_GAUGES.flatMap(name => {
      const first = pointsOf(name)?.find(([, value]) => value > 0);
      return first ? [timeMs(first)] : [];
    }),
  );
  return Number.isFinite(atMs) && atMs >= (run.gaugesFromMs ?? runningSinceMs)
    ? {
        known: 'time',
        atMs: Math.max(atMs, runningSinceMs),
        inferred: true,
        ...newestGauges(pointsOf),
      }
    : knowledge;
}

/** Time between the two newest completed checkpoints as the gauges show them, ms. */
export function newestCheckpointGapMs(pointsOf: PointsOf): number | undefined {
  const changes = CHECKPOINT_GAUGES.flatMap(name =>
    changesMs(pointsOf(name) ?? []),
  );
  const last = Math.max(...changes);
  const before = Math.max(...changes.filter(atMs => atMs < last));
  return Number.isFinite(before) ? last - before : undefined;
}

// A gauge shows a checkpoint at the latest a minute after it completed; what is newer by more is another.
const SAME_CHECKPOINT_MS = 2 * 60_000;

function isNewer(inferred: NewestCheckpoint, exactMs: number): boolean {
  return inferred.atMs - exactMs > SAME_CHECKPOINT_MS;
}

function fromGauges(pointsOf: PointsOf): CheckpointKnowledge {
  const series = CHECKPOINT_GAUGES.flatMap(name => {
    const points = pointsOf(name);
    return points && points.length > 0 ? [points] : [];
  });
  if (series.length === 0) {
    return { known: 'nothing' };
  }
  const changes = series.flatMap(points => changesMs(points).slice(0, 1));
  if (changes.length === 0) {
    return {
      known: 'olderThan',
      atMs: Math.min(...series.map(points => timeMs(points[0]))),
    };
  }
  return {
    known: 'time',
    atMs: Math.max(...changes),
    inferred: true,
    ...newestGauges(pointsOf),
  };
}

function newestGauges(
  pointsOf: PointsOf,
): Pick<NewestCheckpoint, 'durationMs' | 'sizeBytes'> {
  return {
    durationMs: newest(pointsOf('lastCheckpointDuration') ?? [])?.[1],
    sizeBytes: newest(pointsOf('lastCheckpointSize') ?? [])?.[1],
  };
}

/**
 * The two newest changes of a series, newest first. A counter that falls to zero began anew: no checkpoint
 * completed by that.
 */
function changesMs(points: readonly MetricPoint[]): number[] {
  const changes: number[] = [];
  for (let i = points.length - 1; i > 0 && changes.length < 2; i -= 1) {
    if (points[i][1] > 0 && !isSame(points[i][1], points[i - 1][1])) {
      changes.push(timeMs(points[i]));
    }
  }
  return changes;
}
