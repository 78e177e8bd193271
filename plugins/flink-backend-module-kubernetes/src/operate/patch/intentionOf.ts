import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { JsonObject } from '@backstage/types';
import { hasHighAvailability } from '../../resources';
import type { FreshDeployment } from '../target/FreshDeployment';
import { namedSnapshot, snapshotObjectOf } from '../target/namedSnapshot';
import { NoCall, type Authorship, type Intention } from './Intention';
import { rescaleSpec } from './rescaleSpec';
import { rollbackSpec } from './rollbackSpec';
import { snapshotBody, snapshotName } from './snapshotBody';
import { upgradeSpec } from './upgradeSpec';
import { valueAt } from './mergePatch';

/**
 * The call of an action. Everything in it comes from the fresh reading; of the request only checked numbers,
 * versions, tags and names are taken, never a location.
 *
 * @throws NoCall with a sentence when the parameters make none
 */
export function intentionOf(
  fresh: FreshDeployment,
  request: ActionRequest,
  author: Authorship,
): Intention {
  switch (request.kind) {
    case 'snapshot':
      return {
        type: 'create',
        name: snapshotName(fresh.place.name, author.actionId),
        body: snapshotBody(fresh.place, author),
      };
    case 'deleteSnapshot': {
      const object = snapshotObjectOf(fresh, request);
      if (!object?.metadata.uid) throw noSnapshot(request.snapshotName);
      return {
        type: 'delete',
        name: object.metadata.name,
        uid: object.metadata.uid,
      };
    }
    default:
      return { type: 'patch', spec: specOf(fresh, request, author) };
  }
}

function specOf(
  fresh: FreshDeployment,
  request: Exclude<ActionRequest, { kind: 'snapshot' | 'deleteSnapshot' }>,
  { atMs }: Authorship,
): JsonObject {
  switch (request.kind) {
    case 'stop':
      return { job: { state: 'suspended' } };
    case 'forceStop':
      // Source: operator, SuspendMode: last-state ends the job without a savepoint and keeps the HA metadata.
      return { job: { state: 'suspended', upgradeMode: forceStopMode(fresh) } };
    case 'restart':
      return { restartNonce: newNonce(fresh, ['restartNonce'], atMs) };
    case 'start':
      return { job: startJob(fresh, request, atMs) };
    case 'restore':
      return { job: fromSavepoint(fresh, request, atMs) };
    case 'rescale':
      return rescaleSpec(fresh, request.parallelism);
    case 'upgrade':
      return upgradeSpec(fresh, request);
    case 'rollback':
      return rollbackSpec(fresh);
    default: {
      const never: never = request;
      return never;
    }
  }
}

/** How a forced stop ends the job: with its checkpoints where they can be found again, else with nothing. */
export function forceStopMode(
  fresh: FreshDeployment,
): 'last-state' | 'stateless' {
  const { spec } = fresh.view;
  return hasHighAvailability(spec) ||
    valueAt(fresh.spec, ['jobManager', 'highAvailabilityEnabled']) === true
    ? 'last-state'
    : 'stateless';
}

function startJob(
  fresh: FreshDeployment,
  request: Extract<ActionRequest, { kind: 'start' }>,
  atMs: number,
): JsonObject {
  switch (request.from.type) {
    case 'latest':
      return { state: 'running', ...allowing(request) };
    case 'none':
      // The only start without state the operator knows, once it has deployed the job before.
      return {
        state: 'running',
        upgradeMode: 'stateless',
        ...allowing(request),
      };
    default:
      return { state: 'running', ...fromSavepoint(fresh, request, atMs) };
  }
}

function fromSavepoint(
  fresh: FreshDeployment,
  request: Extract<ActionRequest, { kind: 'start' | 'restore' }>,
  atMs: number,
): JsonObject {
  const snapshot = namedSnapshot(fresh, request);
  const name =
    request.kind === 'restore' ? request.snapshotName : nameOf(request);
  if (!snapshot) throw noSnapshot(name);
  if (snapshot.status !== 'ready') {
    throw new NoCall(
      `Snapshot ${name} is not complete (${snapshot.status}); nothing can be restored from it.`,
    );
  }
  if (
    !snapshot.location ||
    !/^[a-z][a-z0-9+.-]*:\S+$/i.test(snapshot.location)
  ) {
    throw new NoCall(
      `Snapshot ${name} does not say where it is stored, so the operator cannot be told to start from it.`,
    );
  }
  return {
    initialSavepointPath: snapshot.location,
    savepointRedeployNonce: newNonce(
      fresh,
      ['job', 'savepointRedeployNonce'],
      atMs,
    ),
    ...allowing(request),
  };
}

function nameOf(request: Extract<ActionRequest, { kind: 'start' }>): string {
  return request.from.type === 'snapshot' ? request.from.snapshotName : '';
}

function allowing({
  allowNonRestoredState,
}: {
  allowNonRestoredState?: boolean;
}): JsonObject {
  return allowNonRestoredState === undefined ? {} : { allowNonRestoredState };
}

/** A number that is not the one before. The operator acts on any other number. */
function newNonce(
  { spec }: FreshDeployment,
  path: readonly string[],
  atMs: number,
): number {
  const before = valueAt(spec, path);
  const seconds = Math.floor(atMs / 1000);
  return typeof before === 'number' && before >= seconds ? before + 1 : seconds;
}

function noSnapshot(name: string): NoCall {
  return new NoCall(
    `There is no snapshot ${name} of this application any more. Choose another one.`,
  );
}
