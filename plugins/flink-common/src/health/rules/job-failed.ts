import { optionalTime } from '../optionalTime';
import type { RuleContext } from '../RuleContext';
import { conditionOutcome } from './conditionRule';
import { newestEnded } from './newestEnded';
import { ALL_WORKLOADS, CLEAR, type HealthRule } from './Rule';

/** The application does not run although it should. */
export const jobFailed: HealthRule = {
  id: 'job-failed',
  title: 'Job failed',
  role: 'unknown',
  severity: 'unhealthy',
  needs: {
    parts: ['state', 'jobs'],
    conditions: ['jobFailed', 'jobCanceledExternally'],
  },
  nextStep: 'Read the first exception after the last completed checkpoint.',
  phases: ['running', 'changing', 'failed', 'finished'],
  workloads: ALL_WORKLOADS,
  // A new start is what ends it.
  quiet: false,
  vital: true,
  evaluate(context) {
    const stated = conditionOutcome(
      context,
      ['jobFailed', 'jobCanceledExternally'],
      'the job does not run although it should',
    );
    if (stated.outcome === 'holds') {
      return stated;
    }
    const failed = (context.jobs ?? []).find(job => job.status === 'FAILED');
    if (failed && context.state.phase !== 'changing') {
      return {
        outcome: 'holds',
        message: `job ${failed.name} failed and does not run`,
        evidence: [{ name: `status of ${failed.name}`, value: 'FAILED' }],
      };
    }
    if (context.state.phase === 'failed' && !isToldAsFailedChange(context)) {
      return {
        outcome: 'holds',
        message: 'the application does not run although it should',
        sinceMs: optionalTime(context.state.since),
        evidence: context.state.verbatim.map(({ label, value }) => ({
          name: label,
          value,
        })),
      };
    }
    const { latest } = context.known.jobs;
    return !context.jobs && latest.status === 'unreadable'
      ? {
          outcome: 'notAssessed',
          reason: `jobs could not be read: ${latest.message}`,
        }
      : CLEAR;
  },
};

/** A failed change that left nothing running says more, and is a finding of its own. */
function isToldAsFailedChange({ operations, conditions }: RuleContext) {
  return (
    conditions(['changeFailed']).length > 0 ||
    (newestEnded(operations ?? [])?.status === 'failed' &&
      conditions(['rolledBack']).length === 0)
  );
}
