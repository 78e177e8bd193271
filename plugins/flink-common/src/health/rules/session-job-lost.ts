import { conditionRule } from './conditionRule';

/** A session cluster without high availability forgets its jobs when it restarts. */
export const sessionJobLost = conditionRule({
  id: 'session-job-lost',
  title: 'Session job lost',
  role: 'cause',
  severity: 'unhealthy',
  conditions: ['sessionJobLost'],
  workloads: ['streaming', 'batch', 'sessionCluster'],
  statement: 'the session cluster does not know the job any more',
  nextStep:
    'Submit the job again from its newest savepoint; turn on high availability for the session cluster.',
});
