import {
  formatAgo,
  formatDurationMs,
  redactSecrets,
  valueOf,
  type ActionRequest,
  type Observation,
  type Snapshot,
} from '@flink-portal/backstage-plugin-flink-common';
import type { RestorePoint } from '@flink-portal/backstage-plugin-flink-node';
import type { FreshDeployment } from '../target/FreshDeployment';
import { namedSnapshot } from '../target/namedSnapshot';
import { endsJobBy, modeOf } from './UpgradePath';

/** From where the application goes on after an action; undefined when its state is not touched. */
export function restorePointOf(
  fresh: FreshDeployment,
  request: ActionRequest,
  observation: Observation,
  nowMs: number,
): RestorePoint | undefined {
  switch (request.kind) {
    case 'snapshot':
    case 'deleteSnapshot':
      return undefined;
    case 'restore':
      return fromSnapshot(namedSnapshot(fresh, request), nowMs);
    case 'start':
      if (request.from.type === 'none') {
        return nothing('It starts with nothing: no state is taken over.');
      }
      return request.from.type === 'snapshot'
        ? fromSnapshot(namedSnapshot(fresh, request), nowMs)
        : keptState(fresh, nowMs);
    default:
      return afterEnding(fresh, request, observation, nowMs);
  }
}

function afterEnding(
  fresh: FreshDeployment,
  request: ActionRequest,
  observation: Observation,
  nowMs: number,
): RestorePoint | undefined {
  if (fresh.view.session) return undefined;
  if (fresh.view.wantsSuspended && request.kind !== 'forceStop') {
    return keptState(fresh, nowMs);
  }
  const checkpoint = newestCheckpoint(observation);
  switch (endsJobBy(fresh, request)) {
    case 'stateless':
      return nothing(
        request.kind === 'forceStop'
          ? 'Nothing is kept: without high availability a stop without a savepoint leaves no state behind.'
          : 'Nothing is kept: spec.job.upgradeMode is stateless.',
      );
    case 'last-state':
      return checkpointPoint(checkpoint, nowMs);
    case 'savepoint':
      return fresh.view.jobState === 'RUNNING'
        ? {
            kind: 'savepoint',
            restorable: true,
            message:
              'A savepoint is taken as the job stops, and nothing has to be replayed.',
          }
        : checkpointPoint(checkpoint, nowMs);
    default:
      return undefined;
  }
}

/** What the operator kept when the job was suspended. */
function keptState(fresh: FreshDeployment, nowMs: number): RestorePoint {
  const { view } = fresh;
  if (modeOf(fresh) === 'stateless') {
    return nothing(
      'It starts with nothing: spec.job.upgradeMode is stateless. Start it from a snapshot to keep its state.',
    );
  }
  const path = view.status?.jobStatus?.upgradeSavepointPath;
  const known = fresh.snapshots?.find(({ location }) => location === path);
  if (path) {
    return {
      kind: 'savepoint',
      ...(known ? { name: known.name, at: known.createdAt } : {}),
      restorable: true,
      message: `The savepoint taken when it was suspended${ageOf(
        known,
        nowMs,
      )}, ${redactSecrets(path)}.`,
    };
  }
  return modeOf(fresh) === 'last-state'
    ? {
        kind: 'checkpoint',
        restorable: true,
        message:
          'The newest checkpoint of the suspended job, which the operator finds in the high-availability metadata it kept.',
      }
    : {
        kind: 'none',
        restorable: false,
        message:
          'The operator names no savepoint of the suspended job. It starts from spec.job.initialSavepointPath if that is set, else with nothing.',
      };
}

function fromSnapshot(
  snapshot: Snapshot | undefined,
  nowMs: number,
): RestorePoint {
  if (!snapshot) return nothing('The snapshot is not there any more.');
  const ready = snapshot.status === 'ready' && Boolean(snapshot.location);
  return {
    kind: snapshot.kind,
    name: snapshot.name,
    at: snapshot.createdAt,
    ...(snapshot.sizeBytes === undefined
      ? {}
      : { sizeBytes: snapshot.sizeBytes }),
    restorable: ready,
    message: ready
      ? `Snapshot ${snapshot.name}${ageOf(
          snapshot,
          nowMs,
        )}. That its files are still there is not checked.`
      : `Snapshot ${snapshot.name} cannot be restored from: it is ${
          snapshot.status
        }${snapshot.location ? '' : ' and does not say where it is stored'}.`,
  };
}

function checkpointPoint(
  checkpoint: { readonly at: string; readonly sizeBytes?: number } | undefined,
  nowMs: number,
): RestorePoint {
  return checkpoint
    ? {
        kind: 'checkpoint',
        at: checkpoint.at,
        ...(checkpoint.sizeBytes === undefined
          ? {}
          : { sizeBytes: checkpoint.sizeBytes }),
        restorable: true,
        message: `The newest checkpoint, completed ${formatAgo(
          Date.parse(checkpoint.at),
          nowMs,
        )}; ${formatDurationMs(
          Math.max(0, nowMs - Date.parse(checkpoint.at)),
        )} of data are read again. A newer one is used if it completes before.`,
      }
    : {
        kind: 'checkpoint',
        restorable: false,
        message:
          'The newest checkpoint, of which nothing is known: Flink’s REST API has not been read since the job started.',
      };
}

/** The newest completed checkpoint of the application's job, as last read. */
export function newestCheckpoint({ jobs }: Observation) {
  return valueOf(jobs)?.[0]?.lastCompletedCheckpoint;
}

function nothing(message: string): RestorePoint {
  return { kind: 'none', restorable: false, message };
}

function ageOf(snapshot: Snapshot | undefined, nowMs: number): string {
  return snapshot
    ? `, ${formatAgo(Date.parse(snapshot.createdAt), nowMs)}`
    : '';
}
