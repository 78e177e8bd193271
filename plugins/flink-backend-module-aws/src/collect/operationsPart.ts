import {
  read,
  valueOf,
  type Observation,
  type Operation,
  type Reading,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ManagedOperation } from '../translate/toOperation';
import type { Note } from './Note';
import { readOperations } from './operations';
import type { PartReader } from './PartReader';
import { isDue, keptReading, MAX_AGE_MS, type Staleness } from './whenToRead';

/** The operations, read now or kept. */
export interface OperationsPart {
  readonly reading: Reading<readonly Operation[]>;
  readonly managed?: readonly ManagedOperation[];
  readonly note?: Note['operations'];
}

/** Lists operations when that is due, and always while one is in progress. */
export async function readOperationsPart(
  parts: PartReader,
  note: Note,
  previous: Observation | undefined,
  stale: Staleness,
): Promise<OperationsPart> {
  const details = note.operations?.details ?? {};
  const kept = keptReading(previous?.operations);
  const inProgress =
    kept?.status === 'read' &&
    kept.value.some(({ status }) => status === 'inProgress');
  if (
    kept &&
    !inProgress &&
    !isDue(note.operations?.at, MAX_AGE_MS.operations, stale)
  ) {
    return {
      reading: kept,
      managed: valueOf(kept)?.map(operation => ({
        operation,
        rollbackOperationId: details[operation.id]?.rollbackOperationId,
      })),
      note: note.operations,
    };
  }
  const answer = await readOperations(parts, details);
  if (!answer.ok) {
    return { reading: answer.failed };
  }
  const { operations } = answer.value;
  return {
    reading: read(
      operations.map(({ operation }) => operation),
      parts.at(),
    ),
    managed: operations,
    note: { at: stale.nowMs, details: answer.value.details },
  };
}
