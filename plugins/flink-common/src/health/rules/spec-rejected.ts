import { conditionRule } from './conditionRule';

/** What was asked for is not what runs. */
export const specRejected = conditionRule({
  id: 'spec-rejected',
  title: 'Change rejected',
  role: 'cause',
  severity: 'degraded',
  conditions: ['specRejected', 'unsupportedFlinkVersion'],
  statement: 'the newest specification was rejected',
  nextStep: 'Correct the specification; what runs is the one before it.',
  nextStepOf: ({ code }) =>
    code === 'unsupportedFlinkVersion'
      ? 'Choose a Flink version that the operator supports, or upgrade the operator; what runs is the specification before it.'
      : undefined,
  quiet: false,
  // Without an earlier specification nothing runs at all.
  severityOf: ({ state }) =>
    state.phase === 'running' ? 'degraded' : 'unhealthy',
});
