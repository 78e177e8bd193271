import { conditionRule } from './conditionRule';
import { LIVE_PHASES } from './Rule';

/** The autoscaler met a limit, or scaling did not help. */
export const scalingLimited = conditionRule({
  id: 'scaling-limited',
  title: 'Scaling limited',
  role: 'cause',
  severity: 'degraded',
  conditions: ['scalingLimited'],
  phases: LIVE_PHASES,
  statement: 'the application cannot scale as it should',
  nextStep:
    'Raise the quota or the maximum parallelism, or take scaling into your own hands.',
});
