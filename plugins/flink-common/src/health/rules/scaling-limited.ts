import { conditionRule } from './conditionRule';

/** The autoscaler met a limit, or scaling did not help. */
export const scalingLimited = conditionRule({
  id: 'scaling-limited',
  title: 'Scaling limited',
  role: 'cause',
  severity: 'degraded',
  conditions: ['scalingLimited'],
  statement: 'the application cannot scale as it should',
  nextStep:
    'Raise the quota or the maximum parallelism, or take scaling into your own hands.',
});
