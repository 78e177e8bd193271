import { formatAgo, formatBytes, formatDurationMs } from '../../format';
import type { Evidence } from '../../model/Finding';
import {
  CHECKPOINT_GAUGES,
  newestCheckpoint,
  newestCheckpointGapMs,
  withFirstOfRun,
  type CheckpointKnowledge,
  type NewestCheckpoint,
} from '../checkpoints';
import {
  checkpointIntervalMs,
  MANAGED_INTERVAL_MS,
  whyIntervalUnknown,
} from '../checkpointInterval';
import type { RuleContext } from '../RuleContext';
import { optionalTime } from '../optionalTime';
import { newest, timeMs } from '../points';
import { neverCheckpointed } from './neverCheckpointed';
import { RELEASE_SHARE } from './sustained';
import { CLEAR, type HealthRule, type RuleOutcome } from './Rule';
import { unchangedGauges } from './unchangedGauges';

// Three of the slowest background readings may fail.
const READING_MAX_AGE_MS = 15 * 60_000;
// So long values are stored at hand: of what began later, all is known.
const WATCHED_MS = 2 * 60 * 60_000;
// A value stands for its minute and is two minutes on its way.
const VALUE_AGE_MS = 3 * 60_000;

/** No checkpoint completes: what happens now would be processed again after a failure. */
export const checkpointMissing: HealthRule = {
  id: 'checkpoint-missing',
  title: 'No checkpoint',
  role: 'unknown',
  severity: 'unhealthy',
  needs: {
    parts: ['state', 'jobs', 'configuration'],
    metrics: [
      'lastCheckpointDuration',
      'lastCheckpointSize',
      'numberOfCompletedCheckpoints',
    ],
  },
  nextStep:
    'Look for backpressure and failing checkpoints first; a checkpoint cannot pass a blocked operator.',
  phases: ['running'],
  workloads: ['streaming'],
  perJob: true,
  vital: true,
  evaluate(context) {
    const interval = checkpointIntervalMs(context);
    if (interval === 'off') {
      return CLEAR;
    }
    const knowledge = newestCheckpoint(context.jobs, context.metric);
    if (interval === 'unknown' && knowledge.known !== 'time') {
      return {
        outcome: 'notAssessed',
        reason: `${whyIntervalUnknown(context)}, and no checkpoint was seen`,
      };
    }
    const intervalMs =
      typeof interval === 'number' ? interval : MANAGED_INTERVAL_MS;
    const { runningSinceMs, nowMs } = context;
    return judgeAge(
      context,
      withFirstOfRun(knowledge, context.metric, {
        runningSinceMs,
        watchedMs: WATCHED_MS,
        nowMs,
      }),
      intervalMs,
    );
  },
};

function judgeAge(
  context: RuleContext,
  knowledge: CheckpointKnowledge,
  intervalMs: number,
): RuleOutcome {
  const { nowMs, thresholds } = context;
  const limitMs = (intervals: number) =>
    Math.max(intervals * intervalMs, thresholds.checkpointMinimumAgeMs);
  const degradedMs = limitMs(thresholds.checkpointIntervalsDegraded);
  const unhealthyMs = limitMs(thresholds.checkpointIntervalsUnhealthy);
  const runningMs =
    context.runningSinceMs === undefined
      ? Number.POSITIVE_INFINITY
      : nowMs - context.runningSinceMs;
  if (runningMs <= degradedMs) {
    return CLEAR;
  }
  if (knowledge.known === 'nothing') {
    return judgeNever(context, degradedMs, unhealthyMs);
  }
  // An application that began after the last checkpoint had only since then to make another, and what came
  // after the newest reading is not known.
  const lookedMs = lastLookedMs(context, knowledge);
  const ageMs = Math.min(lookedMs - knowledge.atMs, runningMs);
  if (nowMs - lookedMs > READING_MAX_AGE_MS) {
    return {
      outcome: 'notAssessed',
      reason: `checkpoints were last read ${formatAgo(lookedMs, nowMs)}`,
    };
  }
  if (ageMs <= degradedMs) {
    return knowledge.known === 'time'
      ? stillTooSlow(context, knowledge, degradedMs, unhealthyMs)
      : {
          outcome: 'notAssessed',
          reason: `checkpoints are watched for ${formatDurationMs(
            ageMs,
          )} only, which says nothing yet`,
        };
  }
  const unchanged = unchangedGauges(context, knowledge, ageMs, intervalMs);
  if (unchanged === 'usual') {
    return CLEAR;
  }
  if (unchanged === 'unclear') {
    return {
      outcome: 'notAssessed',
      reason: `checkpoint duration and size have not changed in the ${formatDurationMs(
        Math.floor(ageMs / 60_000) * 60_000,
      )} that are known, as with a checkpoint that is stuck or those of a small job`,
    };
  }
  return {
    outcome: 'holds',
    severity:
      ageMs > unhealthyMs && unchanged === 'proof' ? 'unhealthy' : 'degraded',
    message: wording(knowledge, ageMs, degradedMs),
    value: { value: ageMs, unit: 'ms' },
    limit: { value: degradedMs, unit: 'ms' },
    // From the last good checkpoint on, there was none.
    sinceMs: lookedMs - ageMs,
    evidence: [evidence(context, knowledge)],
  };
}

/** Nothing tells of any checkpoint: there was none yet, or nobody can see it. */
function judgeNever(
  context: RuleContext,
  degradedMs: number,
  unhealthyMs: number,
): RuleOutcome {
  const never = neverCheckpointed(context);
  const ageMs = never ? never.lookedMs - never.sinceMs : 0;
  if (!never || ageMs <= degradedMs) {
    return {
      outcome: 'notAssessed',
      reason: context.whyUnknown(['lastCheckpointDuration']),
    };
  }
  const { sinceMs } = never;
  return {
    outcome: 'holds',
    severity: ageMs > unhealthyMs ? 'unhealthy' : 'degraded',
    message: `no checkpoint completed since the job began ${formatAgo(
      sinceMs,
      context.nowMs,
    )}, limit ${formatDurationMs(
      degradedMs,
    )} (inferred: checkpoint duration and size were not reported yet)`,
    value: { value: ageMs, unit: 'ms' },
    limit: { value: degradedMs, unit: 'ms' },
    sinceMs,
    evidence: [
      {
        name: 'lastCheckpointDuration',
        value: 'not reported yet',
        source: context.metricSource,
      },
    ],
  };
}

/** Epoch ms: until when it is known which checkpoint is the newest. */
function lastLookedMs(
  { known, metric, nowMs }: RuleContext,
  knowledge: Exclude<CheckpointKnowledge, { known: 'nothing' }>,
): number {
  if (knowledge.known === 'time' && !knowledge.inferred) {
    // Jobs and metrics come from the same place; a checkpoint is kept while it cannot be asked.
    const unread = known.metrics?.latest.status === 'unreadable';
    return unread ? optionalTime(known.metrics?.lastGood?.at) ?? 0 : nowMs;
  }
  const newestMs = CHECKPOINT_GAUGES.flatMap(name => {
    const last = newest(metric(name) ?? []);
    return last ? [timeMs(last)] : [];
  });
  return Math.min(Math.max(...newestMs) + VALUE_AGE_MS, nowMs);
}

/** Checkpoints that go on to come at about the limit must not come and go as findings. */
function stillTooSlow(
  context: RuleContext,
  knowledge: NewestCheckpoint,
  limitMs: number,
  unhealthyMs: number,
): RuleOutcome {
  const gapMs = newestCheckpointGapMs(context.metric);
  const { held, heldAs, runningSinceMs = 0 } = context;
  return held &&
    gapMs !== undefined &&
    gapMs > limitMs * RELEASE_SHARE &&
    knowledge.atMs - gapMs >= runningSinceMs
    ? {
        outcome: 'holds',
        // One more checkpoint is no reason to think worse of it than before.
        severity:
          heldAs === 'unhealthy' && gapMs > unhealthyMs * RELEASE_SHARE
            ? 'unhealthy'
            : 'degraded',
        message: `the newest checkpoint completed ${formatDurationMs(
          gapMs,
        )} after the one before it, limit ${formatDurationMs(limitMs)}`,
        value: { value: gapMs, unit: 'ms' },
        limit: { value: limitMs, unit: 'ms' },
        evidence: [evidence(context, { known: 'time', ...knowledge })],
      }
    : CLEAR;
}

function wording(
  knowledge: CheckpointKnowledge,
  ageMs: number,
  limitMs: number,
): string {
  const age = formatDurationMs(Math.floor(ageMs / 60_000) * 60_000);
  const limit = `limit ${formatDurationMs(limitMs)}`;
  if (knowledge.known === 'olderThan') {
    return `no checkpoint completed for at least ${age}, ${limit} (inferred: checkpoint duration and size have not changed)`;
  }
  const job =
    knowledge.known === 'time' && knowledge.job ? ` of ${knowledge.job}` : '';
  const how =
    knowledge.known === 'time' && knowledge.inferred
      ? ' (inferred from the newest change of checkpoint duration and size)'
      : '';
  return `no checkpoint${job} completed for ${age}, ${limit}${how}`;
}

function evidence(
  context: RuleContext,
  knowledge: CheckpointKnowledge,
): Evidence {
  if (knowledge.known !== 'time') {
    return {
      name: 'lastCheckpointDuration',
      value: 'unchanged',
      source: context.metricSource,
    };
  }
  const size =
    knowledge.sizeBytes === undefined
      ? ''
      : `, ${formatBytes(knowledge.sizeBytes)}`;
  return {
    name: knowledge.inferred
      ? 'lastCheckpointDuration'
      : 'lastCompletedCheckpoint',
    value:
      knowledge.durationMs === undefined
        ? 'newest change'
        : `took ${formatDurationMs(knowledge.durationMs)}${size}`,
    at: new Date(knowledge.atMs).toISOString(),
    source: context.metricSource,
  };
}
