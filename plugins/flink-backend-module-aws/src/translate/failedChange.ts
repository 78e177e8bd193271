import type {
  Operation,
  OperationKind,
  RuntimeCondition,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ManagedOperation } from './toOperation';

/** Operations after which an application runs what was asked for, or does not. */
const CHANGES: readonly OperationKind[] = [
  'start',
  'update',
  'rollback',
  'autoscale',
];

/** The newest change, and the conditions it left behind. */
export interface LastChange {
  readonly operation: Operation;
  readonly conditions: readonly RuntimeCondition[];
}

/**
 * Judges the newest finished change. A rollback that the service made because a change failed is part
 * of that failure, not a change of its own; a rollback by a person is a change like any other.
 *
 * @param operations - newest first
 */
export function lastChangeOf(
  operations: readonly ManagedOperation[],
): LastChange | undefined {
  const rollbackIds = new Set(
    operations.flatMap(({ rollbackOperationId }) => rollbackOperationId ?? []),
  );
  const newest = operations.find(
    ({ operation }) =>
      CHANGES.includes(operation.kind) &&
      operation.status !== 'inProgress' &&
      operation.status !== 'cancelled' &&
      !rollbackIds.has(operation.id) &&
      // An autoscaling that worked says nothing about the update before it.
      !(operation.kind === 'autoscale' && operation.status === 'succeeded'),
  );
  if (!newest) {
    return undefined;
  }
  return {
    operation: newest.operation,
    conditions: conditionsOf(newest, operations),
  };
}

function conditionsOf(
  { operation, rollbackOperationId }: ManagedOperation,
  operations: readonly ManagedOperation[],
): RuntimeCondition[] {
  if (operation.status !== 'failed') {
    return [];
  }
  const since = operation.endedAt ?? operation.startedAt;
  const changeFailed: RuntimeCondition = {
    code: 'changeFailed',
    message: operation.failure ?? `${operation.verbatim} failed`,
    since,
    evidence: `${operation.verbatim} ${operation.id} = FAILED`,
  };
  if (!rollbackOperationId) {
    return [changeFailed];
  }
  const rollback = operations.find(
    candidate => candidate.operation.id === rollbackOperationId,
  )?.operation;
  if (rollback?.status === 'failed') {
    return [changeFailed];
  }
  return [
    {
      code: 'rolledBack',
      message: operation.failure ?? `${operation.verbatim} failed`,
      since: rollback?.endedAt ?? since,
      evidence: `${operation.verbatim} ${operation.id} = FAILED, RollbackOperationId = ${rollbackOperationId}`,
    },
  ];
}
