import {
  redactText,
  type Snapshot,
} from '@flink-portal/backstage-plugin-flink-common';
import { parseStatusError, type FlinkStateSnapshot } from '../resources';
import { itemsOf, type ApplicationFacts } from './ApplicationFacts';
import type { DeploymentView } from './DeploymentView';
import { iso } from './iso';

/** States one can restore from, newest first. */
export function snapshotsOf(
  view: DeploymentView | undefined,
  facts: ApplicationFacts,
): Snapshot[] {
  const fromObjects = itemsOf(facts.snapshots).map(fromObject);
  const known = new Set(fromObjects.map(({ location }) => location));
  const others = (view ? fromStatus(view) : []).filter(
    ({ location }) => !known.has(location),
  );
  return [...fromObjects, ...others].sort((a, b) =>
    b.createdAt.localeCompare(a.createdAt),
  );
}

function fromObject(snapshot: FlinkStateSnapshot): Snapshot {
  const { metadata, spec, status } = snapshot;
  const createdAtMs =
    status?.resultTimestamp ??
    status?.triggerTimestamp ??
    metadata.creationTimestamp ??
    0;
  const location = status?.path ?? spec?.savepoint?.path;
  const failure = parseStatusError(status?.error)?.message;
  return {
    name: metadata.name,
    kind: spec?.checkpoint && !spec.savepoint ? 'checkpoint' : 'savepoint',
    status: metadata.deletionTimestamp ? 'deleting' : statusOf(status?.state),
    createdAt: iso(createdAtMs),
    ...(location ? { location } : {}),
    ...(failure ? { failure: redactText(failure) } : {}),
  };
}

// Source: operator, FlinkStateSnapshotStatus. ABANDONED is never tried again.
function statusOf(state: string | undefined): Snapshot['status'] {
  switch (state) {
    case 'COMPLETED':
      return 'ready';
    case 'FAILED':
    case 'ABANDONED':
      return 'failed';
    default:
      return 'creating';
  }
}

/** What operators before 1.10 keep in the status, and the savepoint of the last suspend or upgrade. */
function fromStatus({ status, transitionAtMs }: DeploymentView): Snapshot[] {
  const jobStatus = status?.jobStatus;
  const legacy = [
    ...(jobStatus?.savepointInfo?.lastSavepoint
      ? [jobStatus.savepointInfo.lastSavepoint]
      : []),
    ...(jobStatus?.savepointInfo?.savepointHistory ?? []),
  ];
  const byLocation = new Map<string, Snapshot>();
  for (const { location, timeStamp, triggerType } of legacy) {
    if (!location || !timeStamp || byLocation.has(location)) continue;
    byLocation.set(location, {
      name: `${(triggerType ?? 'savepoint').toLowerCase()}-${timeStamp}`,
      kind: 'savepoint',
      status: 'ready',
      createdAt: iso(timeStamp),
      location,
    });
  }
  const upgradePath = jobStatus?.upgradeSavepointPath;
  if (upgradePath && !byLocation.has(upgradePath)) {
    byLocation.set(upgradePath, {
      name: 'last upgrade or suspend',
      kind: 'savepoint',
      status: 'ready',
      createdAt: iso(transitionAtMs),
      location: upgradePath,
    });
  }
  return [...byLocation.values()];
}
