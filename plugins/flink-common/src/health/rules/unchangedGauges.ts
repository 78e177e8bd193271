import { isSame, newest, pointsSince, timeMs } from '../points';
import { CHECKPOINT_GAUGES, type CheckpointKnowledge } from '../checkpoints';
import type { RuleContext } from '../RuleContext';
import { longestRunMs, PAUSE_FACTOR } from '../runs';

// A checkpoint that does not complete fails after this time at the latest, and is counted. Source: AWS, Flink
// settings that cannot be modified (execution.checkpointing.timeout 60 min); Flink’s own default is 10 min.
const CHECKPOINT_TIMEOUT_MS = 60 * 60_000;
// A value stands for its minute and is two minutes on its way.
const VALUE_AGE_MS = 3 * 60_000;

/**
 * What it means that duration and size of the newest checkpoint do not change.
 *
 * - `proof`: no checkpoint completes: Flink counts them, or counts failures meanwhile.
 * - `hint`: likely none completes, as these gauges used to change.
 * - `usual`: they complete, one like the other: this long a run is nothing new, or a stuck one would have failed.
 * - `unclear`: nothing tells a stuck checkpoint from a small job's.
 */
export type Unchanged = 'proof' | 'hint' | 'usual' | 'unclear';

/** Reads gauges that have not changed for some time. */
export function unchangedGauges(
  context: RuleContext,
  knowledge: CheckpointKnowledge,
  ageMs: number,
  intervalMs: number,
): Unchanged {
  if (knowledge.known === 'nothing') {
    return 'unclear';
  }
  const inferred = knowledge.known === 'olderThan' || knowledge.inferred;
  const failures = context.metric('numberOfFailedCheckpoints');
  if (
    !inferred ||
    context.metric('numberOfCompletedCheckpoints') !== undefined ||
    failures === undefined ||
    rises(pointsSince(failures, context.nowMs - ageMs - VALUE_AGE_MS))
  ) {
    return 'proof';
  }
  if (knowledge.known === 'time') {
    return ageMs <= longestUnchangedMs(context, knowledge.atMs) * PAUSE_FACTOR
      ? 'usual'
      : 'hint';
  }
  if (context.held) {
    return 'hint';
  }
  const up = newest(context.metric('uptime') ?? [])?.[1] ?? 0;
  return Math.min(ageMs, up) > CHECKPOINT_TIMEOUT_MS + intervalMs + VALUE_AGE_MS
    ? 'usual'
    : 'unclear';
}

function rises(points: NonNullable<ReturnType<RuleContext['metric']>>) {
  return points.some(
    ([, value], i) => i > 0 && value > 0 && !isSame(value, points[i - 1][1]),
  );
}

/** For how long none of the gauges changed before a moment, at most: each of them changed at least so often. */
function longestUnchangedMs({ metric }: RuleContext, beforeMs: number): number {
  const runs = CHECKPOINT_GAUGES.flatMap(name => {
    const points = metric(name);
    return points && points.length > 0 && timeMs(points[0]) < beforeMs
      ? [longestRunMs(points, isSame, beforeMs)]
      : [];
  });
  return runs.length > 0 ? Math.min(...runs) : 0;
}
