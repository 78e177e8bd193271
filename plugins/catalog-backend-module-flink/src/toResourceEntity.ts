import { createHash } from 'node:crypto';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type ResourceEntity,
} from '@backstage/catalog-model';
import {
  ANNOTATION_FLINK_APPLICATION_ID,
  type flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkProviderSettings } from './readFlinkProviderConfig';

/** Catalog names are at most 63 characters of `[a-zA-Z0-9_.-]`. Source: Backstage, "Descriptor Format". */
const MAX_NAME = 63;

/**
 * An entity's name for an application: readable, and unique because two accounts may hold
 * applications of one name.
 */
export function entityNameOf(application: { id: string; name: string }) {
  const hash = createHash('sha256')
    .update(application.id)
    .digest('hex')
    .slice(0, 8);
  const readable = application.name
    .replace(/[^a-zA-Z0-9_.-]+/g, '-')
    .replace(/^[^a-zA-Z0-9]+|[^a-zA-Z0-9]+$/g, '')
    .slice(0, MAX_NAME - hash.length - 1)
    .replace(/[^a-zA-Z0-9]+$/, '');
  return readable ? `${readable}-${hash}` : hash;
}

/** The entity of an application that nobody has described. */
export function toResourceEntity(
  application: flinkApi.ApplicationSummary,
  settings: FlinkProviderSettings,
  providerName: string,
): ResourceEntity {
  const location = `url:${providerName}/${encodeURIComponent(application.id)}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: entityNameOf(application),
      namespace: settings.namespace,
      title: application.name,
      description: `Flink application found in ${application.scope.join(
        ' / ',
      )}. No catalog file describes it yet.`,
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        [ANNOTATION_FLINK_APPLICATION_ID]: application.id,
      },
      tags: ['flink', application.runtime],
    },
    spec: {
      type: 'flink-application',
      owner: application.owner ?? settings.defaultOwner,
    },
  };
}
