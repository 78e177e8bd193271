import { conditionRule } from './conditionRule';

/** The operator has not seen the newest specification, or never saw the application. */
export const operatorSilent = conditionRule({
  id: 'operator-silent',
  title: 'Operator silent',
  role: 'cause',
  severity: 'degraded',
  conditions: ['operatorNotProgressing', 'operatorNotWatching'],
  statement: 'the operator does not act on the application',
  nextStep: 'Check that the operator runs and watches this namespace.',
  quiet: false,
  severityOf: (_context, { code }) =>
    code === 'operatorNotWatching' ? 'unknown' : 'degraded',
});
