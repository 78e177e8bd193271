import type { FlinkApi } from '@flink-portal/backstage-plugin-flink-react';
import {
  action,
  actionPlan,
  allowedActions,
  claimConflict,
  forceStopPlan,
  waitingAction,
  worseAction,
} from '../src/fixtures';

const IDS_BY_STATE = {
  waiting: 'action-waiting',
  inFlight: 'action-1',
  ended: 'action-worse',
} as const;

const known = () => [
  waitingAction(),
  action(),
  worseAction({ id: 'action-worse' }),
];

/** Actions that never end, one that waits and one that made things worse. */
export const devActions: Pick<
  FlinkApi,
  | 'getAllowedActions'
  | 'planAction'
  | 'startAction'
  | 'decideAction'
  | 'getAction'
  | 'listApplicationActions'
  | 'listActions'
  | 'listClaimConflicts'
> = {
  getAllowedActions: async () =>
    allowedActions({ inFlight: action(), claims: claimConflict().claims }),
  planAction: async (applicationId, request) =>
    request.kind === 'forceStop'
      ? forceStopPlan({ applicationId, request })
      : actionPlan({ applicationId, request }),
  startAction: async applicationId => action({ applicationId }),
  decideAction: async applicationId => action({ applicationId }),
  getAction: async (applicationId, id) =>
    known().find(one => one.id === id) ?? action({ applicationId, id }),
  listApplicationActions: async () => ({ items: known() }),
  listActions: async ({ state }) => ({
    items: known().filter(({ id }) => id === IDS_BY_STATE[state ?? 'ended']),
  }),
  listClaimConflicts: async () => ({ items: [claimConflict()] }),
};
