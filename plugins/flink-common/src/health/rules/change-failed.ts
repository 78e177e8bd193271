import { formatAgo } from '../../format';
import type { Operation } from '../../model/Operation';
import type { RuleContext } from '../RuleContext';
import { conditionOutcome } from './conditionRule';
import { newestEnded, withoutOperations } from './newestEnded';
import {
  ALL_WORKLOADS,
  CLEAR,
  type HealthRule,
  type RuleOutcome,
} from './Rule';

/** The newest change failed: what runs, if anything, is what was there before. */
export const changeFailed: HealthRule = {
  id: 'change-failed',
  title: 'Change failed',
  role: 'cause',
  severity: 'unhealthy',
  needs: { parts: ['state', 'operations'], conditions: ['changeFailed'] },
  nextStep: 'Read the failure, correct the change and send it again.',
  phases: ['running', 'changing', 'stopped', 'failed', 'finished'],
  workloads: ALL_WORKLOADS,
  quiet: false,
  vital: true,
  evaluate(context) {
    const severity =
      context.state.phase === 'running' || context.state.phase === 'changing'
        ? ('degraded' as const)
        : ('unhealthy' as const);
    const stated = conditionOutcome(
      context,
      ['changeFailed'],
      'the newest change failed',
      () => severity,
    );
    if (stated.outcome === 'holds') {
      return stated;
    }
    if (!context.operations) {
      return withoutOperations(context);
    }
    const last = newestEnded(context.operations);
    // What was rolled back is told by the rollback.
    const told = context.conditions(['rolledBack']).length > 0;
    return last?.status === 'failed' &&
      !told &&
      context.state.phase !== 'changing'
      ? failedOperation(context, last, severity)
      : CLEAR;
  },
};

function failedOperation(
  { nowMs, state }: RuleContext,
  operation: Operation,
  severity: 'degraded' | 'unhealthy',
): RuleOutcome {
  const at = operation.endedAt ?? operation.startedAt;
  const what = operation.change ? ` (${operation.change})` : '';
  const effect =
    state.phase === 'running'
      ? 'what runs is what was there before'
      : 'the application does not run';
  return {
    outcome: 'holds',
    severity,
    message: `${operation.verbatim}${what} failed ${formatAgo(
      Date.parse(at),
      nowMs,
    )}, ${effect}${operation.failure ? `: ${operation.failure}` : ''}`,
    sinceMs: Date.parse(at),
    evidence: [
      {
        name: operation.verbatim,
        value: operation.failure ?? 'failed',
        at,
      },
    ],
  };
}
