import {
  formatDurationMs,
  lastChangeOf,
  type Operation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { TimelineItem } from '../../schema/openapi/generated/models';

/** What happened to an application, as the timeline tells it. */
export function operationItem(operation: Operation): TimelineItem {
  return {
    id: `operation:${operation.id}`,
    kind: 'operation',
    at: operation.startedAt,
    endedAt: operation.endedAt,
    title: operationTitle(operation),
    detail: detailOf(operation),
    operation: { ...operation },
    planned: operation.planned,
  };
}

const SNAPSHOT_TITLES: Readonly<Record<Operation['status'], string>> = {
  succeeded: 'Snapshot taken',
  inProgress: 'Snapshot is being taken',
  failed: 'Snapshot failed',
  cancelled: 'Snapshot was cancelled',
};

/** An operation in the words of the card's last change, to which a snapshot does not count. */
export function operationTitle(operation: Operation): string {
  const change = lastChangeOf([operation], {
    verdict: 'Healthy',
    since: operation.startedAt,
  });
  return change?.title ?? SNAPSHOT_TITLES[operation.status];
}

function detailOf({
  planned,
  startedAt,
  endedAt,
  initiatedBy,
  failure,
}: Operation): string {
  const facts = [
    planned ? 'Planned' : 'Not planned',
    ...(endedAt
      ? [
          `took ${formatDurationMs(
            Date.parse(endedAt) - Date.parse(startedAt),
          )}`,
        ]
      : []),
    ...(initiatedBy ? [`by ${initiatedBy}`] : []),
  ].join(', ');
  return failure ? `${facts}. ${failure}` : facts;
}
