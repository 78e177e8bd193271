import { formatDurationMs } from '../../format';
import { optionalTime } from '../optionalTime';
import { conditionOutcome } from './conditionRule';
import { ALL_PHASES, ALL_WORKLOADS, type HealthRule } from './Rule';

// Source: health model of operated Flink jobs: reconciling for up to two minutes is normal, five is not.
const LOST_AFTER_MS = 5 * 60_000;

/** The runtime cannot reach the job it should watch. */
export const jobUnreachable: HealthRule = {
  id: 'job-unreachable',
  title: 'Job unreachable',
  role: 'unknown',
  severity: 'unhealthy',
  needs: { parts: ['state'], conditions: ['jobUnreachable'] },
  nextStep: 'Check that the JobManager answers on its REST port.',
  phases: ALL_PHASES,
  workloads: ALL_WORKLOADS,
  evaluate(context) {
    const outcome = conditionOutcome(
      context,
      ['jobUnreachable'],
      ({ since }) => {
        const sinceMs = optionalTime(since);
        return sinceMs === undefined
          ? 'the job does not answer the runtime'
          : `the job does not answer the runtime for ${formatDurationMs(
              context.nowMs - sinceMs,
            )}`;
      },
      (_context, condition) => {
        const sinceMs = optionalTime(condition.since);
        return sinceMs !== undefined && context.nowMs - sinceMs > LOST_AFTER_MS
          ? 'unhealthy'
          : 'degraded';
      },
    );
    return outcome.outcome === 'holds' && outcome.sinceMs !== undefined
      ? { ...outcome, limit: { value: LOST_AFTER_MS, unit: 'ms' } }
      : outcome;
  },
};
