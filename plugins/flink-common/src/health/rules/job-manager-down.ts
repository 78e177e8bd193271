import { conditionRule } from './conditionRule';
import { LIVE_PHASES } from './Rule';

/** The process that leads the job is gone, whatever the operator calls stable. */
export const jobManagerDown = conditionRule({
  id: 'job-manager-down',
  title: 'JobManager down',
  role: 'cause',
  severity: 'unhealthy',
  conditions: ['jobManagerDown'],
  phases: LIVE_PHASES,
  statement: 'the JobManager does not run',
  nextStep:
    'Read the last lines of the JobManager log; a crash at start is mostly configuration, memory or a missing image.',
});
