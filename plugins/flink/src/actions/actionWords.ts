import type {
  ActionKind,
  ActionStatus,
  flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';

/** An action as a menu names it: short, its object stands around it. */
export const ACTION_LABELS: Readonly<Record<ActionKind, string>> = {
  snapshot: 'Snapshot',
  restart: 'Restart',
  rescale: 'Rescale',
  upgrade: 'Upgrade',
  start: 'Start',
  stop: 'Stop',
  restore: 'Restore',
  rollback: 'Roll back',
  forceStop: 'Force-stop',
  deleteSnapshot: 'Delete a snapshot',
};

/** The actions that stand apart at the end of a menu. */
export const SEPARATED_KINDS: readonly ActionKind[] = [
  'forceStop',
  'deleteSnapshot',
];

const STATUS_WORDS: Readonly<Record<ActionStatus, string>> = {
  awaitingConfirmation: 'waits for a person to confirm it',
  awaitingApproval: 'waits for a second person',
  sending: 'is being sent',
  underway: 'in progress',
  overdue: 'longer than usual, still followed',
  succeeded: 'succeeded',
  failed: 'failed',
  rolledBack: 'rolled back by the service',
  notSent: 'not sent',
  rejected: 'rejected',
  expired: 'expired, not sent',
  withdrawn: 'withdrawn, not sent',
  superseded: 'superseded by another action',
};

/** Where an action stands, in words. */
export function statusText(status: flinkApi.ActionStatus): string {
  return STATUS_WORDS[status] ?? status;
}

/** What an action is done to, as titles name it: `orders-enrich (prod)`. */
export function objectText(of: {
  applicationName: string;
  environment?: string;
}): string {
  return of.environment
    ? `${of.applicationName} (${of.environment})`
    : of.applicationName;
}
