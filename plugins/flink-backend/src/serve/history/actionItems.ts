import {
  formatDurationMs,
  type ActionStatus,
} from '@flink-portal/backstage-plugin-flink-common';
import type { StoredAction } from '../../operate/store/StoredAction';
import type { TimelineItem } from '../../schema/openapi/generated/models';
import { toIso } from '../../store/rows';

const SUFFIXES: Readonly<Record<ActionStatus, string>> = {
  awaitingConfirmation: ' (waits for a person)',
  awaitingApproval: ' (waits for a second person)',
  sending: ' (being sent)',
  underway: ' (underway)',
  overdue: ' (longer than usual)',
  succeeded: '',
  failed: ' (failed)',
  rolledBack: ' (rolled back)',
  notSent: ' (not sent)',
  rejected: ' (rejected)',
  expired: ' (expired)',
  withdrawn: ' (withdrawn)',
  superseded: ' (superseded)',
};

/** An action from who asked for it to its outcome, as the timeline tells it: one item. */
export function actionItem(action: StoredAction): TimelineItem {
  const { requestedAtMs, endedAtMs, plan, status } = action;
  return {
    id: `action:${action.id}`,
    kind: 'action',
    at: toIso(requestedAtMs),
    endedAt: toIso(endedAtMs),
    title: `${plan.title}${SUFFIXES[status]}`,
    detail: detailOf(action),
    actionId: action.id,
    planned: true,
  };
}

/** The runtime's operations that are told by their actions already. */
export function operationsOfActions(
  actions: readonly Pick<StoredAction, 'operationId'>[],
): Set<string> {
  return new Set(actions.flatMap(({ operationId }) => operationId ?? []));
}

function detailOf(action: StoredAction): string {
  const { sentAtMs, endedAtMs, progress, reason, watch } = action;
  const who =
    action.origin === 'agent'
      ? `Asked for by an agent of ${action.requestedBy}`
      : `Asked for by ${action.requestedBy}`;
  const decided =
    action.decidedBy && sentAtMs !== undefined
      ? [
          `${action.origin === 'agent' ? 'confirmed' : 'approved'} by ${
            action.decidedBy
          }`,
        ]
      : [];
  const took =
    sentAtMs !== undefined && endedAtMs !== undefined
      ? [`took ${formatDurationMs(endedAtMs - sentAtMs)}`]
      : [];
  return [
    `${[who, ...decided, ...took].join(', ')}.`,
    ...(reason ? [`Reason: ${reason}.`] : []),
    progress.message,
    ...(progress.failure ? [progress.failure] : []),
    ...(watch?.status === 'worse' ? [watch.message] : []),
  ].join(' ');
}
