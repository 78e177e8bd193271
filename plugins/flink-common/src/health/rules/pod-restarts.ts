import { conditionRule } from './conditionRule';
import { LIVE_PHASES } from './Rule';

/** Containers of the application restarted within the last half hour. */
export const podRestarts = conditionRule({
  id: 'pod-restarts',
  title: 'Pods restarted',
  role: 'cause',
  severity: 'degraded',
  conditions: ['podRestarts'],
  phases: LIVE_PHASES,
  statement: 'pods of the application restarted',
  nextStep: 'Read the log of the container before its last restart.',
});
