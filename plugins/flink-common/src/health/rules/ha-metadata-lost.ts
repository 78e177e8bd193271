import { conditionRule } from './conditionRule';

/** High-availability metadata is missing, so nothing restarts without a person. */
export const haMetadataLost = conditionRule({
  id: 'ha-metadata-lost',
  title: 'Recovery data lost',
  role: 'cause',
  severity: 'unhealthy',
  conditions: ['haMetadataLost'],
  statement: 'the data needed to recover the job is gone',
  nextStep:
    'Redeploy from the newest savepoint or retained checkpoint; the operator will not do it by itself.',
});
