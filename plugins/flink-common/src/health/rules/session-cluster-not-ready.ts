import { conditionRule } from './conditionRule';

/** The cluster that should run the job does not. */
export const sessionClusterNotReady = conditionRule({
  id: 'session-cluster-not-ready',
  title: 'Session cluster not ready',
  role: 'cause',
  severity: 'unhealthy',
  conditions: ['sessionClusterNotReady'],
  workloads: ['streaming', 'batch', 'sessionCluster'],
  statement: 'the session cluster is not ready',
  nextStep:
    'Look at the session cluster first; its jobs cannot run without it.',
});
