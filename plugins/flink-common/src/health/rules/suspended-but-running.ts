import { conditionRule } from './conditionRule';

/** A JobManager without high availability that restarts begins the job again from nothing. */
export const suspendedButRunning = conditionRule({
  id: 'suspended-but-running',
  title: 'Suspended, yet running',
  role: 'cause',
  severity: 'unhealthy',
  conditions: ['suspendedButRunning'],
  nextStep: 'Cancel the job before you resume, or records are processed twice.',
  quiet: false,
});
