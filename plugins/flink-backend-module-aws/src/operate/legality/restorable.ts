import {
  formatAgo,
  type Snapshot,
} from '@flink-portal/backstage-plugin-flink-common';
import { clockTime } from './clockTime';

/** Why a snapshot cannot be restored by this version of Flink; undefined when it can. */
export function notRestorable(
  snapshot: Snapshot,
  flinkVersion: string | undefined,
): string | undefined {
  if (snapshot.status !== 'ready') {
    return `Snapshot ${snapshot.name} is ${snapshot.status}, not ready.`;
  }
  if (majorOf(snapshot.flinkVersion) > majorOf(flinkVersion)) {
    return `Snapshot ${snapshot.name} was taken by Flink ${snapshot.flinkVersion}; Flink ${flinkVersion} cannot read its state (state goes from 1.x to 2.x only).`;
  }
  return undefined;
}

/** The newest snapshot this version of Flink can start from. */
export function newestRestorable(
  snapshots: readonly Snapshot[],
  flinkVersion: string | undefined,
): Snapshot | undefined {
  return snapshots
    .filter(one => notRestorable(one, flinkVersion) === undefined)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
}

/** `snapshot nightly-20261122 of 02:10 UTC (12 h ago)`. */
export function snapshotWithAge(snapshot: Snapshot, nowMs: number): string {
  const atMs = Date.parse(snapshot.createdAt);
  return `snapshot ${snapshot.name} of ${clockTime(atMs, nowMs)} (${formatAgo(
    atMs,
    nowMs,
  )})`;
}

/** 1.20 is 1; an unknown version compares as equal to any. */
function majorOf(version: string | undefined): number {
  return version === undefined ? NaN : Number.parseInt(version, 10);
}
