import {
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { personName } from '../card';
import { KIND_WORDS } from './timelineKinds';

/** Kinds that interrupt a job: of them one wants to know whether somebody meant it. */
const MEANT_OR_NOT: ReadonlySet<string> = new Set<flinkApi.TimelineKind>([
  'operation',
  'restart',
]);

/**
 * What is said under the title of something that happened: its kind, and how it went as far as the
 * title does not say it.
 */
export function entryFacts(item: flinkApi.TimelineItem): string[] {
  const { kind, at, endedAt, planned, count = 1, operation, title } = item;
  const tookMs = endedAt ? Date.parse(endedAt) - Date.parse(at) : 0;
  const facts = [KIND_WORDS[kind] ?? kind];
  if (planned) {
    facts.push('planned');
  } else if (planned === false && MEANT_OR_NOT.has(kind)) {
    facts.push('not planned');
  }
  if (item.fromVerdict && !title.includes(item.fromVerdict)) {
    facts.push(`was ${item.fromVerdict}`);
  }
  if (count > 1 && !title.includes(String(count))) {
    facts.push(
      tookMs > 0
        ? `${count} times in ${formatDurationMs(tookMs)}`
        : `${count} times`,
    );
  }
  return operation ? [...facts, ...operationFacts(operation, tookMs)] : facts;
}

const STATUS_WORDS: Readonly<
  Record<flinkApi.OperationStatusEnum, string | undefined>
> = {
  inProgress: 'in progress',
  failed: 'failed',
  cancelled: 'cancelled',
  succeeded: undefined,
};

function operationFacts(
  { status, initiatedBy }: flinkApi.Operation,
  tookMs: number,
): string[] {
  const how = STATUS_WORDS[status];
  return [
    ...(how ? [how] : []),
    ...(tookMs > 0 ? [`took ${formatDurationMs(tookMs)}`] : []),
    ...(initiatedBy ? [`by ${personName(initiatedBy)}`] : []),
  ];
}
