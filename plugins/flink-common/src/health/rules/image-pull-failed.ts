import { conditionRule } from './conditionRule';
import { LIVE_PHASES } from './Rule';

/** A container waits for its image. A running job loses no more than capacity by it. */
export const imagePullFailed = conditionRule({
  id: 'image-pull-failed',
  title: 'Image not pulled',
  role: 'cause',
  severity: 'unhealthy',
  conditions: ['imagePullFailed'],
  phases: LIVE_PHASES,
  statement: 'an image cannot be pulled',
  nextStep:
    'Check the tag, the registry policy and the processor architecture of the image.',
  severityOf: ({ state }) =>
    state.phase === 'running' ? 'degraded' : 'unhealthy',
});
