import { conditionRule } from './conditionRule';

/** There is no fresh state to restore from. */
export const snapshotFailed = conditionRule({
  id: 'snapshot-failed',
  title: 'Snapshot failed',
  role: 'symptom',
  severity: 'degraded',
  conditions: ['snapshotFailed'],
  statement: 'the newest snapshot failed',
  nextStep: 'Check that checkpoints complete; a snapshot needs the same.',
});
