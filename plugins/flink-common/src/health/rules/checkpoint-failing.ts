import { formatAgo, formatDurationMs } from '../../format';
import { newest, pointsSince, timeMs } from '../points';
import { optionalTime } from '../optionalTime';
import type { RuleContext } from '../RuleContext';
import { RELEASE_SHARE } from './sustained';
import { CLEAR, type HealthRule, type RuleOutcome } from './Rule';

const WINDOW_MS = 15 * 60_000;

/** Checkpoints fail. */
export const checkpointFailing: HealthRule = {
  id: 'checkpoint-failing',
  title: 'Checkpoints fail',
  role: 'unknown',
  severity: 'degraded',
  needs: {
    parts: ['jobs', 'configuration'],
    metrics: ['numberOfFailedCheckpoints'],
  },
  nextStep:
    'Read why the last one failed: backpressure, state size, or access to the checkpoint storage.',
  phases: ['running'],
  workloads: ['streaming'],
  perJob: true,
  vital: true,
  evaluate(context) {
    if (context.configuration?.checkpointingEnabled === false) {
      return CLEAR;
    }
    const stated = fromJobs(context);
    return stated.outcome === 'holds' ? stated : fromCounter(context);
  },
};

function fromJobs({ jobs, nowMs }: RuleContext): RuleOutcome {
  for (const job of jobs ?? []) {
    const failedMs = optionalTime(job.lastFailedCheckpoint?.at);
    const completedMs = optionalTime(job.lastCompletedCheckpoint?.at) ?? 0;
    if (failedMs !== undefined && failedMs > completedMs) {
      const why = job.lastFailedCheckpoint?.failure;
      const whose = jobs && jobs.length > 1 ? ` of ${job.name}` : '';
      return {
        outcome: 'holds',
        message: `the newest checkpoint${whose} failed ${formatAgo(
          failedMs,
          nowMs,
        )}${why ? `: ${why}` : ''}`,
        sinceMs: failedMs,
        evidence: [
          {
            name: 'lastFailedCheckpoint',
            value: why ?? 'failed',
            at: new Date(failedMs).toISOString(),
            source: 'Flink REST',
          },
        ],
      };
    }
  }
  return CLEAR;
}

/**
 * Flink told of the newest checkpoint that completed, and of none that failed after it. Jobs and metrics come from
 * the same place: what was told stays kept while it cannot be asked.
 */
function isTold({ jobs, known }: RuleContext): boolean {
  return (
    jobs !== undefined &&
    jobs.length > 0 &&
    jobs.every(job => job.lastCompletedCheckpoint) &&
    known.jobs.latest.status === 'read' &&
    known.metrics?.latest.status !== 'unreadable'
  );
}

function fromCounter(context: RuleContext): RuleOutcome {
  const points = context.metric('numberOfFailedCheckpoints');
  const last = points && newest(points);
  if (!points || !last) {
    return isTold(context)
      ? CLEAR
      : {
          outcome: 'notAssessed',
          reason: context.whyUnknown(['numberOfFailedCheckpoints']),
        };
  }
  // Failures about a window apart must not come and go as findings.
  const windowMs = context.held ? WINDOW_MS / RELEASE_SHARE : WINDOW_MS;
  const recent = pointsSince(points, timeMs(last) - windowMs);
  let failures = 0;
  let firstMs: number | undefined;
  for (let i = 1; i < recent.length; i += 1) {
    const before = recent[i - 1][1];
    const after = recent[i][1];
    // The counter begins anew with the job.
    const count = after >= before ? after - before : after;
    if (count > 0) {
      failures += count;
      firstMs ??= timeMs(recent[i]);
    }
  }
  const noun = failures === 1 ? 'checkpoint' : 'checkpoints';
  return failures > 0
    ? {
        outcome: 'holds',
        message: `${failures} ${noun} failed in ${formatDurationMs(
          Math.round(windowMs / 60_000) * 60_000,
        )}, limit 0`,
        value: { value: failures, unit: 'count' },
        limit: { value: 0, unit: 'count' },
        sinceMs: firstMs,
        evidence: [
          {
            name: 'numberOfFailedCheckpoints',
            value: `rose by ${failures}`,
            at: new Date(timeMs(last)).toISOString(),
            source: context.metricSource,
          },
        ],
      }
    : CLEAR;
}
