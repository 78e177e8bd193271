import type {
  ActionRequest,
  Snapshot,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkStateSnapshot } from '../../resources';
import type { FreshDeployment } from './FreshDeployment';

/** The name of the snapshot a request is about. */
export function snapshotNameOf(request: ActionRequest): string | undefined {
  switch (request.kind) {
    case 'restore':
    case 'deleteSnapshot':
      return request.snapshotName;
    case 'start':
      return request.from.type === 'snapshot'
        ? request.from.snapshotName
        : undefined;
    default:
      return undefined;
  }
}

/** The snapshot a request names, among those of this application. */
export function namedSnapshot(
  fresh: FreshDeployment,
  request: ActionRequest,
): Snapshot | undefined {
  const name = snapshotNameOf(request);
  return fresh.snapshots?.find(snapshot => snapshot.name === name);
}

/** The object behind it; states that only stand in the status of the FlinkDeployment have none. */
export function snapshotObjectOf(
  fresh: FreshDeployment,
  request: ActionRequest,
): FlinkStateSnapshot | undefined {
  const name = snapshotNameOf(request);
  return fresh.snapshotObjects.find(({ metadata }) => metadata.name === name);
}
