import type { OperationKind } from '@flink-portal/backstage-plugin-flink-common';

/** Statuses in which the service changes something, and what it does then. */
const CHANGES: Readonly<Record<string, OperationKind>> = {
  STARTING: 'start',
  STOPPING: 'stop',
  FORCE_STOPPING: 'stop',
  UPDATING: 'update',
  AUTOSCALING: 'autoscale',
  ROLLING_BACK: 'rollback',
  MAINTENANCE: 'maintenance',
  DELETING: 'delete',
};

/** What the service does in this status; undefined when the status is steady or not known. */
export function changeKindOf(status: string): OperationKind | undefined {
  return Object.hasOwn(CHANGES, status) ? CHANGES[status] : undefined;
}

/** Applications in these statuses emit no metrics. */
export function emitsNoMetrics(status: string): boolean {
  return ['READY', 'DELETING', 'ROLLED_BACK'].includes(status);
}
