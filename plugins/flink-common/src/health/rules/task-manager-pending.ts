import type { RuleContext } from '../RuleContext';
import { expectedDuration } from './change-stalled';
import { conditionRule } from './conditionRule';
import { LIVE_PHASES } from './Rule';

/** Kubernetes cannot place a TaskManager. A running job works with less. */
export const taskManagerPending = conditionRule({
  id: 'task-manager-pending',
  title: 'TaskManager not scheduled',
  role: 'cause',
  severity: 'unhealthy',
  conditions: ['taskManagerPending'],
  phases: LIVE_PHASES,
  statement: 'a TaskManager finds no place to run',
  nextStep:
    'Read the events of the pending pod: capacity, quota, node selector or spot reclaim.',
  severityOf: context =>
    context.state.phase === 'failed' || isOverdue(context)
      ? 'unhealthy'
      : 'degraded',
});

/** Nodes may still come while a deployment is in its time; beyond it the job does not run for want of a place. */
function isOverdue(context: RuleContext): boolean {
  const { state, changingSinceMs, nowMs } = context;
  return (
    state.phase === 'changing' &&
    changingSinceMs !== undefined &&
    nowMs - changingSinceMs > expectedDuration(context).expectedMs
  );
}
