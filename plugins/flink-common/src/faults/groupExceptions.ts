import { distinctExceptions } from './distinctExceptions';
import type { FaultRecord, FaultSourceName } from './FaultRecord';

/** Exceptions that are the same but for numbers, ids and times. @public */
export interface ExceptionGroup {
  readonly fingerprint: string;
  readonly exceptionClass: string;
  /** Of the newest one. */
  readonly message: string;
  /** Of the newest one. */
  readonly stack?: string;
  readonly count: number;
  /** ISO 8601. */
  readonly firstAt: string;
  /** ISO 8601. */
  readonly lastAt: string;
  /** Names without subtask indices, at most twenty. */
  readonly tasks: readonly string[];
  /** At most twenty. */
  readonly taskManagers: readonly string[];
  readonly sources: readonly FaultSourceName[];
}

const MOST_NAMES = 20;

/** Groups the exceptions among the records by fingerprint; the group with the newest one first. @public */
export function groupExceptions(
  records: readonly FaultRecord[],
): ExceptionGroup[] {
  const groups = new Map<string, ExceptionGroup>();
  for (const exception of distinctExceptions(records)) {
    const { fingerprint, exceptionClass, message, stack, at } = exception;
    const group = groups.get(fingerprint);
    groups.set(fingerprint, {
      fingerprint,
      exceptionClass,
      message,
      ...(stack === undefined ? {} : { stack }),
      count: (group?.count ?? 0) + 1,
      firstAt: group?.firstAt ?? at,
      lastAt: at,
      tasks: joined(
        group?.tasks,
        exception.task?.replace(/ \(\d+\/\d+\)$/, ''),
      ),
      taskManagers: joined(group?.taskManagers, exception.taskManager),
      sources: joined(group?.sources, exception.source),
    });
  }
  return [...groups.values()].sort((a, b) => b.lastAt.localeCompare(a.lastAt));
}

function joined<T extends string>(
  names: readonly T[] = [],
  added: T | undefined,
): readonly T[] {
  return added === undefined ||
    names.includes(added) ||
    names.length >= MOST_NAMES
    ? names
    : [...names, added];
}
