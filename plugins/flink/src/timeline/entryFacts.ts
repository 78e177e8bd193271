import {
  formatDurationMs,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import { personName } from '../card';
import { KIND_WORDS } from './timelineKinds';

/** What is said under the title of something that happened: its kind, and how it went. */
export function entryFacts(item: flinkApi.TimelineItem): string[] {
  const { kind, at, endedAt, planned, count = 1, operation, title } = item;
  const tookMs = endedAt ? Date.parse(endedAt) - Date.parse(at) : 0;
  const facts = [KIND_WORDS[kind] ?? kind];
  if (planned !== undefined) {
    facts.push(planned ? 'planned' : 'not planned');
  }
  if (count > 1) {
    facts.push(
      tookMs > 0
        ? `${count} times in ${formatDurationMs(tookMs)}`
        : `${count} times`,
    );
  } else if (kind === 'operation') {
    facts.push(...operationFacts(operation, tookMs));
  }
  const who = operation?.initiatedBy && personName(operation.initiatedBy);
  if (who && !title.includes(who)) {
    facts.push(`by ${who}`);
  }
  return facts;
}

function operationFacts(
  operation: flinkApi.Operation | undefined,
  tookMs: number,
): string[] {
  const took = tookMs > 0 ? [`took ${formatDurationMs(tookMs)}`] : [];
  switch (operation?.status) {
    case 'inProgress':
      return ['in progress'];
    case 'failed':
      return ['failed', ...took];
    case 'cancelled':
      return ['cancelled', ...took];
    default:
      return took;
  }
}
