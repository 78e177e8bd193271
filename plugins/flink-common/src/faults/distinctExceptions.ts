import type { ExceptionRecord, FaultRecord } from './FaultRecord';
import { fingerprintOf } from './fingerprintOf';

/** An exception with what makes it the same as others. */
export interface FingerprintedException extends ExceptionRecord {
  readonly fingerprint: string;
}

/** JobManager and TaskManager write the same failure within moments of each other, ms. */
const TWIN_WITHIN_MS = 2_000;

/**
 * The exceptions among the records, oldest first, each failure once: a TaskManager writes it with its task,
 * the JobManager with its TaskManager, and places overlap.
 */
export function distinctExceptions(
  records: readonly FaultRecord[],
): FingerprintedException[] {
  const oldestFirst = records
    .filter((record): record is ExceptionRecord => record.kind === 'exception')
    .map(record => ({ ...record, fingerprint: fingerprintOf(record) }))
    .sort((a, b) => a.at.localeCompare(b.at));
  const distinct: FingerprintedException[] = [];
  for (const exception of oldestFirst) {
    const twin = twinOf(exception, distinct);
    if (twin < 0) {
      distinct.push(exception);
    } else {
      const kept = distinct[twin];
      distinct[twin] = {
        ...kept,
        task: kept.task ?? exception.task,
        taskManager: kept.taskManager ?? exception.taskManager,
      };
    }
  }
  return distinct;
}

function twinOf(
  exception: FingerprintedException,
  earlier: readonly FingerprintedException[],
): number {
  const atMs = Date.parse(exception.at);
  for (let i = earlier.length - 1; i >= 0; i -= 1) {
    const other = earlier[i];
    if (atMs - Date.parse(other.at) > TWIN_WITHIN_MS) {
      return -1;
    }
    if (
      other.fingerprint === exception.fingerprint &&
      other.job === exception.job &&
      agree(other.task, exception.task)
    ) {
      return i;
    }
  }
  return -1;
}

function agree(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
