import type { JsonObject } from '@backstage/types';
import type { KubernetesWriteRequest } from '../../transport';
import { KINDS } from '../../watch';
import { collectionPath, objectPath } from '../target/Reader';
import type { Place } from '../target/Place';
import type { Intention } from './Intention';
import { ACTION_ANNOTATION } from './snapshotBody';

const MERGE_PATCH = 'application/merge-patch+json';
const JSON_TYPE = 'application/json';
/** Who the API server writes down as the author of the fields. */
const FIELD_MANAGER = 'fieldManager=flink-portal';
const DRY_RUN = 'dryRun=All';
const TIMEOUT_MS = 20_000;

/** The call of an intention, without cluster and signal. */
export type Call = Pick<
  KubernetesWriteRequest,
  'method' | 'path' | 'contentType' | 'subject' | 'timeoutMs'
> & { readonly body: JsonObject };

/** What binds a patch to one reading and one action. */
export interface Bound {
  readonly actionId: string;
  readonly resourceVersion: string;
}

/** The call that an intention becomes. A dry run runs admission and stores nothing. */
export function callOf(
  place: Place,
  intention: Intention,
  { actionId, resourceVersion }: Bound,
  dryRun = false,
): Call {
  const { namespace, name } = place;
  const suffix = (...parameters: string[]) =>
    [...parameters, ...(dryRun ? [DRY_RUN] : [])].join('&');
  switch (intention.type) {
    case 'patch':
      return {
        method: 'PATCH',
        path: `${objectPath(KINDS.deployment, namespace, name)}?${suffix(
          FIELD_MANAGER,
        )}`,
        contentType: MERGE_PATCH,
        subject: {
          verb: 'patch',
          resource: KINDS.deployment.resource,
          namespace,
        },
        timeoutMs: TIMEOUT_MS,
        body: {
          metadata: {
            resourceVersion,
            annotations: { [ACTION_ANNOTATION]: actionId },
          },
          spec: intention.spec,
        },
      };
    case 'create':
      return {
        method: 'POST',
        path: `${collectionPath(KINDS.stateSnapshot, namespace)}?${suffix(
          FIELD_MANAGER,
        )}`,
        contentType: JSON_TYPE,
        subject: {
          verb: 'create',
          resource: KINDS.stateSnapshot.resource,
          namespace,
        },
        timeoutMs: TIMEOUT_MS,
        body: intention.body,
      };
    default:
      return {
        method: 'DELETE',
        path: `${objectPath(KINDS.stateSnapshot, namespace, intention.name)}${
          dryRun ? `?${DRY_RUN}` : ''
        }`,
        contentType: JSON_TYPE,
        subject: {
          verb: 'delete',
          resource: KINDS.stateSnapshot.resource,
          namespace,
        },
        timeoutMs: TIMEOUT_MS,
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          preconditions: { uid: intention.uid },
        },
      };
  }
}
