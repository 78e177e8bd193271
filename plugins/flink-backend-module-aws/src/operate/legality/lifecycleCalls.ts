import type { ActionKind } from '@flink-portal/backstage-plugin-flink-common';

/**
 * Statuses in which a call is documented as legal. Sources: KinesisAnalyticsV2 API reference,
 * StopApplication (Force) and RollbackApplication; "Managed Service for Apache Flink: application
 * status" for the rest. In AUTOSCALING the user guide allows nothing but a forced stop, while the API
 * reference allows a rollback: AWS decides, and a refusal is shown as one.
 */
const LEGAL: Readonly<Record<ActionKind, readonly string[] | 'any'>> = {
  // ROLLED_BACK: older documents know it as a status of versions only; where AWS shows it, nothing runs.
  start: ['READY', 'ROLLED_BACK'],
  stop: ['RUNNING'],
  forceStop: ['STARTING', 'RUNNING', 'UPDATING', 'AUTOSCALING', 'STOPPING'],
  snapshot: ['RUNNING'],
  restart: ['RUNNING'],
  rescale: ['READY', 'RUNNING'],
  upgrade: ['READY', 'RUNNING'],
  restore: ['RUNNING'],
  rollback: ['RUNNING', 'UPDATING', 'AUTOSCALING'],
  // Nothing documents a status for it.
  deleteSnapshot: 'any',
};

/** Whether AWS documents the action as legal in this status. */
export function isLegalIn(kind: ActionKind, status: string): boolean {
  const legal = LEGAL[kind];
  return legal === 'any' ? status !== 'DELETING' : legal.includes(status);
}

/** Kinds that become an UpdateApplication. */
export function isUpdate(kind: ActionKind): boolean {
  return ['restart', 'rescale', 'upgrade', 'restore'].includes(kind);
}

/** Statuses in which the application and its job are being run. */
export function isUp(status: string): boolean {
  return !['READY', 'DELETING', 'ROLLED_BACK'].includes(status);
}
