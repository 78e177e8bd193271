import { CHECKPOINT_GAUGES } from '../checkpoints';
import { newest, timeMs } from '../points';
import type { RuleContext } from '../RuleContext';

// A value stands for its minute and is two minutes on its way.
const VALUE_AGE_MS = 3 * 60_000;

/** A run in which no checkpoint completed. */
export interface NeverCheckpointed {
  /** Epoch ms: when the run began. */
  readonly sinceMs: number;
  /** Epoch ms: until when it is known that none did. */
  readonly lookedMs: number;
}

/**
 * The gauges of checkpoints say nothing before the first one completes. While the counter of those that failed is
 * reported from the same place, their silence since the run began is no gap of data.
 */
export function neverCheckpointed(
  context: RuleContext,
): NeverCheckpointed | undefined {
  const { runningSinceMs, nowMs } = context;
  const last = newest(context.metric('numberOfFailedCheckpoints') ?? []);
  if (!last || runningSinceMs === undefined) {
    return undefined;
  }
  const reported = CHECKPOINT_GAUGES.some(
    name => (context.lastReportedMs(name) ?? 0) > runningSinceMs,
  );
  return reported
    ? undefined
    : {
        sinceMs: runningSinceMs,
        lookedMs: Math.min(timeMs(last) + VALUE_AGE_MS, nowMs),
      };
}
