import { conditionRule } from './conditionRule';
import { LIVE_PHASES } from './Rule';

/** The container was killed (exit code 137) or the Java heap ran out. */
export const taskManagerOutOfMemory = conditionRule({
  id: 'task-manager-out-of-memory',
  title: 'TaskManager out of memory',
  role: 'cause',
  severity: 'degraded',
  conditions: ['taskManagerOutOfMemory'],
  phases: LIVE_PHASES,
  statement: 'a TaskManager was killed because its memory ran out',
  nextStep:
    'Give the TaskManager more memory or managed memory a smaller share; look at state size and skew first.',
});
