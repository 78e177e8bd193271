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
  severityOf: ({ state }) =>
    state.phase === 'failed' ? 'unhealthy' : 'degraded',
});
