import { conditionRule } from './conditionRule';

/** Containers of the application restarted within the last half hour. */
export const podRestarts = conditionRule({
  id: 'pod-restarts',
  title: 'Pods restarted',
  role: 'cause',
  severity: 'degraded',
  conditions: ['podRestarts'],
  statement: 'pods of the application restarted',
  nextStep: 'Read the log of the container before its last restart.',
});
