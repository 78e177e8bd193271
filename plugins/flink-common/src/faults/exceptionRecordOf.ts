import { redactText } from '../redact';
import type { ExceptionRecord, FaultSourceName } from './FaultRecord';
import { parseThrowable } from './parseThrowable';
import { throwableText } from './throwableText';

/** An exception as some place holds it, before it is redacted. @public */
export interface WrittenException {
  /** Epoch ms. */
  readonly atMs: number;
  /** A stack trace: text, lines, or JSON of either. */
  readonly throwable: unknown;
  /** The class, where the place names it beside the text. */
  readonly exceptionClass?: string;
  /** As Flink names it: `enrich (3/8)#2`. */
  readonly task?: string | null;
  readonly taskManager?: string | null;
  readonly job?: string;
  readonly source: FaultSourceName;
}

const LONGEST_MESSAGE = 1_000;
const LONGEST_NAME = 200;

/**
 * An exception as a record: redacted, then taken apart.
 *
 * @returns undefined when it says nothing at all
 * @public
 */
export function exceptionRecordOf(
  written: WrittenException,
): ExceptionRecord | undefined {
  const text = redactText(throwableText(written.throwable) ?? '');
  const parsed = parseThrowable(text);
  const exceptionClass = parsed?.exceptionClass ?? written.exceptionClass;
  if (!exceptionClass) {
    return undefined;
  }
  const { job, source } = written;
  return {
    kind: 'exception',
    at: new Date(written.atMs).toISOString(),
    exceptionClass,
    message: parsed?.message ?? text.slice(0, LONGEST_MESSAGE),
    ...(parsed ? { stack: parsed.stack } : {}),
    ...named('task', withoutAttempt(written.task)),
    ...named('taskManager', written.taskManager),
    ...(job ? { job } : {}),
    source,
  };
}

function named<K extends 'task' | 'taskManager'>(
  key: K,
  value: string | null | undefined,
): { readonly [P in K]?: string } | {} {
  // Flink serves `(unassigned)` where a task had no TaskManager yet.
  return value && value !== '(unassigned)'
    ? { [key]: redactText(value).slice(0, LONGEST_NAME) }
    : {};
}

/** The attempt changes with every restart: `enrich (3/8)#2`, in REST `enrich (3/8) - execution #2`. */
function withoutAttempt(task: string | null | undefined): string | undefined {
  return task?.replace(/(?: - execution)? ?#\d+$/, '');
}
