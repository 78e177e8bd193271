import {
  formatAgo,
  type ActionRequest,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FreshDeployment } from '../target/FreshDeployment';
import { namedSnapshot, snapshotObjectOf } from '../target/namedSnapshot';
import { newestCheckpoint } from './restorePoint';
import { endsJobBy, modeOf } from './UpgradePath';

const ALL_STATE =
  'All state of the job: the operator deletes the cluster and its high-availability metadata, and takes no savepoint.';

/** What will be lost, in sentences; empty when nothing is. */
export function lossesOf(
  fresh: FreshDeployment,
  request: ActionRequest,
  observation: Observation,
  nowMs: number,
): string[] {
  switch (request.kind) {
    case 'snapshot':
      return [];
    case 'deleteSnapshot':
      return [deleted(fresh, request)];
    case 'start':
      return lostByStart(fresh, request);
    case 'restore': {
      const snapshot = namedSnapshot(fresh, request);
      return [
        `Everything the job did to its state since the snapshot${
          snapshot
            ? ` (${formatAgo(Date.parse(snapshot.createdAt), nowMs)})`
            : ''
        }: the operator cancels it and takes no savepoint of what it holds now.`,
        ...nonRestored(request),
      ];
    }
    case 'forceStop':
      return endsJobBy(fresh, request) === 'stateless'
        ? [ALL_STATE]
        : [lostAfterCheckpoint(observation, nowMs)];
    default:
      return endsJobBy(fresh, request) === 'stateless' &&
        !fresh.view.wantsSuspended
        ? [ALL_STATE]
        : [];
  }
}

function lostByStart(
  fresh: FreshDeployment,
  request: Extract<ActionRequest, { kind: 'start' }>,
): string[] {
  switch (request.from.type) {
    case 'none':
      return ['All state the job had: it starts with nothing.'];
    case 'snapshot':
      return nonRestored(request);
    default:
      return modeOf(fresh) === 'stateless'
        ? [
            'All state the job had: spec.job.upgradeMode is stateless, so it starts with nothing.',
          ]
        : nonRestored(request);
  }
}

function nonRestored({
  allowNonRestoredState,
}: {
  allowNonRestoredState?: boolean;
}): string[] {
  return allowNonRestoredState
    ? ['State of operators that are no longer in the job.']
    : [];
}

function lostAfterCheckpoint(observation: Observation, nowMs: number): string {
  const checkpoint = newestCheckpoint(observation);
  return checkpoint
    ? `What the job did since its newest checkpoint (${formatAgo(
        Date.parse(checkpoint.at),
        nowMs,
      )}): it is read and written again after the next start, twice where a sink is not transactional.`
    : 'What the job did since its newest checkpoint, whose age is not known: it is read and written again after the next start, twice where a sink is not transactional.';
}

function deleted(
  fresh: FreshDeployment,
  request: Extract<ActionRequest, { kind: 'deleteSnapshot' }>,
): string {
  return disposes(fresh, request)
    ? `The savepoint’s data: disposeOnDelete is true, so the operator deletes the files of ${request.snapshotName}.`
    : `The record ${request.snapshotName}. Its data stays where it is (disposeOnDelete is false), and the portal no longer lists it.`;
}

/** Whether deleting the object deletes the data. Source: operator, SavepointSpec: true unless it is said. */
export function disposes(
  fresh: FreshDeployment,
  request: ActionRequest,
): boolean {
  const spec = snapshotObjectOf(fresh, request)?.spec;
  return (
    spec?.savepoint !== undefined && spec.savepoint.disposeOnDelete !== false
  );
}
