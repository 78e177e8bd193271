import {
  formatAgo,
  type Snapshot,
} from '@flink-portal/backstage-plugin-flink-common';
import type { RestorePoint } from '@flink-portal/backstage-plugin-flink-node';
import { flinkVersionOf } from '../../translate/flinkVersionOf';
import { clockTime } from '../legality/clockTime';
import { newestRestorable, notRestorable } from '../legality/restorable';
import { takesSnapshot, type PlanInput } from './PlanInput';

/** From where the application goes on afterwards; undefined where its state is not touched. */
export function restorePointOf(input: PlanInput): RestorePoint | undefined {
  const { request, fresh } = input;
  switch (request.kind) {
    case 'snapshot':
    case 'deleteSnapshot':
      return undefined;
    case 'start':
      if (request.from.type === 'none') {
        return none('It starts without state.');
      }
      return request.from.type === 'snapshot' ? named(input) : newest(input);
    case 'restore':
      return named(input);
    case 'rollback':
      return newest(
        input,
        fresh.previous && flinkVersionOf(fresh.previous.RuntimeEnvironment),
      );
    case 'forceStop':
      return newest(input);
    default:
      if (fresh.facts.status !== 'RUNNING') {
        return undefined;
      }
      return takesSnapshot(input) ? takenFirst(input) : newest(input);
  }
}

function none(message: string): RestorePoint {
  return { kind: 'none', restorable: false, message };
}

/** The snapshot that does not exist yet. */
function takenFirst(input: PlanInput): RestorePoint {
  const last = newest(input);
  const before =
    last.kind === 'none' ? '' : ` Before that, the newest is ${last.name}.`;
  return input.downtime === undefined
    ? {
        kind: 'snapshot',
        restorable: true,
        message: `AWS takes a snapshot first, and it goes on from that one.${before}`,
      }
    : {
        kind: 'snapshot',
        restorable: false,
        message: `AWS would take a snapshot first, which fails while the job is down.${before}`,
      };
}

function named({ fresh, nowMs }: PlanInput): RestorePoint {
  const snapshot = fresh.named?.snapshot;
  if (!snapshot) {
    return none('There is no such snapshot.');
  }
  return pointOf(
    snapshot,
    notRestorable(snapshot, fresh.configuration.flinkVersion),
    nowMs,
  );
}

/** @param flinkVersion - that restores it; the one in use by default */
function newest(
  { fresh, nowMs }: PlanInput,
  flinkVersion = fresh.configuration.flinkVersion,
): RestorePoint {
  const { snapshots, snapshotsUnreadable } = fresh.facts;
  if (!snapshots) {
    return none(snapshotsUnreadable ?? 'Its snapshots could not be read.');
  }
  const usable = newestRestorable(snapshots, flinkVersion);
  if (usable) {
    return pointOf(usable, undefined, nowMs);
  }
  const ready = snapshots.find(({ status }) => status === 'ready');
  return ready
    ? pointOf(ready, notRestorable(ready, flinkVersion), nowMs)
    : none('There is no snapshot that is ready: it starts without state.');
}

function pointOf(
  snapshot: Snapshot,
  why: string | undefined,
  nowMs: number,
): RestorePoint {
  const atMs = Date.parse(snapshot.createdAt);
  return {
    kind: 'snapshot',
    name: snapshot.name,
    at: snapshot.createdAt,
    ...(snapshot.sizeBytes === undefined
      ? {}
      : { sizeBytes: snapshot.sizeBytes }),
    restorable: why === undefined,
    message:
      why ??
      `Snapshot ${snapshot.name} of ${clockTime(atMs, nowMs)} (${formatAgo(
        atMs,
        nowMs,
      )})${snapshot.flinkVersion ? `, Flink ${snapshot.flinkVersion}` : ''}.`,
  };
}
