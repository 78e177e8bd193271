import type { Operation } from '../../model/Operation';
import type { RuleContext } from '../RuleContext';
import { CLEAR, type RuleOutcome } from './Rule';

/** The newest change that came to an end, snapshots apart: they change nothing. Operations are newest first. */
export function newestEnded(
  operations: readonly Operation[],
): Operation | undefined {
  return operations.find(
    one =>
      one.kind !== 'snapshot' &&
      one.kind !== 'other' &&
      (one.status === 'failed' || one.status === 'succeeded'),
  );
}

/** What a rule answers that needs operations and has none. */
export function withoutOperations({ known }: RuleContext): RuleOutcome {
  const { latest } = known.operations;
  return latest.status === 'unreadable'
    ? {
        outcome: 'notAssessed',
        reason: `operations could not be read: ${latest.message}`,
      }
    : CLEAR;
}
