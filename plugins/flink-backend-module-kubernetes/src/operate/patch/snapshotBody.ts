import type { JsonObject } from '@backstage/types';
import type { Place } from '../target/Place';
import type { Authorship } from './Intention';

/** Says which action wrote an object, so that a lost answer can be found out by reading. */
export const ACTION_ANNOTATION = 'flink-portal.backstage.io/action';
/** Shown as the one who asked. */
const REQUESTED_BY = 'backstage.io/requested-by';

/** The name of the FlinkStateSnapshot that an action makes: the same however often it is asked. */
export function snapshotName(application: string, actionId: string): string {
  return `${application}-portal-${actionId}`;
}

/**
 * A savepoint of an application. `backoffLimit` is explicit because operator 1.15.0 reads its default as "no
 * retry" (FLINK-39967); `disposeOnDelete` is false so that deleting the record keeps the data.
 */
export function snapshotBody(
  { namespace, name }: Place,
  { actionId, requestedBy }: Authorship,
): JsonObject {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkStateSnapshot',
    metadata: {
      name: snapshotName(name, actionId),
      namespace,
      annotations: {
        [ACTION_ANNOTATION]: actionId,
        [REQUESTED_BY]: requestedBy,
      },
    },
    spec: {
      backoffLimit: 1,
      jobReference: { kind: 'FlinkDeployment', name },
      savepoint: { formatType: 'CANONICAL', disposeOnDelete: false },
    },
  };
}
