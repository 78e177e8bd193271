import type { ActionOrder } from '@flink-portal/backstage-plugin-flink-node';

/**
 * The name of the snapshot an order takes: the same however often it is asked for, so that a repeated
 * call finds the first one's name taken instead of taking a second snapshot.
 */
export function snapshotNameOf({
  actionId,
  orderedAtMs,
}: Pick<ActionOrder, 'actionId' | 'orderedAtMs'>): string {
  const minute = new Date(orderedAtMs)
    .toISOString()
    .slice(0, 16)
    .replace(/[-:]/g, '')
    .replace('T', '-');
  return `portal-${minute}-${actionId}`;
}

/** Shown in a plan, where nobody has ordered anything yet. */
export const SNAPSHOT_NAME_TO_COME = 'portal-<date>-<time>-<action id>';
