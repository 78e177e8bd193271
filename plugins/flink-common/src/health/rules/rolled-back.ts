import { formatAgo } from '../../format';
import { conditionOutcome } from './conditionRule';
import { newestEnded, withoutOperations } from './newestEnded';
import { ALL_WORKLOADS, CLEAR, type HealthRule } from './Rule';

/** The runtime took a change back by itself. */
export const rolledBack: HealthRule = {
  id: 'rolled-back',
  title: 'Rolled back',
  role: 'cause',
  severity: 'degraded',
  needs: { parts: ['state', 'operations'], conditions: ['rolledBack'] },
  nextStep:
    'Find out why the new version did not come up before you deploy it again.',
  phases: ['running', 'changing', 'stopped', 'failed'],
  workloads: ALL_WORKLOADS,
  quiet: false,
  vital: true,
  evaluate(context) {
    const stated = conditionOutcome(
      context,
      ['rolledBack'],
      'the runtime went back to the version before',
    );
    if (stated.outcome === 'holds') {
      return stated;
    }
    if (!context.operations) {
      return withoutOperations(context);
    }
    const last = newestEnded(context.operations);
    // A rollback that a person asked for is not a finding.
    if (
      last?.kind !== 'rollback' ||
      last.status !== 'succeeded' ||
      last.planned ||
      context.state.phase === 'stopped'
    ) {
      return CLEAR;
    }
    const at = last.endedAt ?? last.startedAt;
    return {
      outcome: 'holds',
      message: `the runtime went back to the version before ${formatAgo(
        Date.parse(at),
        context.nowMs,
      )}${last.change ? ` (${last.change})` : ''}`,
      sinceMs: Date.parse(at),
      evidence: [
        { name: last.verbatim, value: last.failure ?? 'succeeded', at },
      ],
    };
  },
};
