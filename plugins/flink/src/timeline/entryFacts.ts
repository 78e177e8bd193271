import {
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { personName } from '../card';
import { KIND_WORDS } from './timelineKinds';

/**
 * What is said under the title of something that happened: its kind, and how it went as far as the
 * backend's own words do not say it.
 */
export function entryFacts(item: flinkApi.TimelineItem): string[] {
  const { kind, at, endedAt, planned, count = 1, operation } = item;
  const said = `${item.title} ${item.detail ?? ''}`;
  const tookMs = endedAt ? Date.parse(endedAt) - Date.parse(at) : 0;
  const facts = [KIND_WORDS[kind] ?? kind];
  if (planned) {
    facts.push('planned');
  } else if (planned === false && !/not planned/i.test(said)) {
    facts.push('not planned');
  }
  if (item.fromVerdict && !said.includes(item.fromVerdict)) {
    facts.push(`was ${item.fromVerdict}`);
  }
  if (count > 1 && !said.includes(String(count))) {
    facts.push(
      tookMs > 0
        ? `${count} times in ${formatDurationMs(tookMs)}`
        : `${count} times`,
    );
  } else if (kind === 'operation') {
    facts.push(...operationFacts(operation, said, tookMs));
  }
  const who = operation?.initiatedBy && personName(operation.initiatedBy);
  if (who && !said.includes(who)) {
    facts.push(`by ${who}`);
  }
  return facts;
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
  operation: flinkApi.Operation | undefined,
  said: string,
  tookMs: number,
): string[] {
  const status = operation && STATUS_WORDS[operation.status];
  return [
    ...(status && !said.toLocaleLowerCase('en-US').includes(status)
      ? [status]
      : []),
    ...(tookMs > 0 && !said.includes('took')
      ? [`took ${formatDurationMs(tookMs)}`]
      : []),
  ];
}
