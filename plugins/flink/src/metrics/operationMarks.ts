import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

/** A mark on every chart: something happened here. */
export interface OperationMark {
  readonly id: string;
  readonly atMs: number;
  readonly text: string;
  readonly isPlanned: boolean;
}

/** Operations as marks, oldest first. */
export function operationMarks(
  operations: readonly flinkApi.Operation[],
): OperationMark[] {
  return operations
    .map(operation => ({
      id: operation.id,
      atMs: Date.parse(operation.startedAt),
      text: [
        operation.change ?? operation.verbatim,
        operation.initiatedBy && `by ${operation.initiatedBy}`,
        operation.status === 'failed' && '(failed)',
      ]
        .filter(Boolean)
        .join(' '),
      isPlanned: operation.planned,
    }))
    .filter(({ atMs }) => Number.isFinite(atMs))
    .sort((a, b) => a.atMs - b.atMs);
}
