import {
  ANNOTATION_MANAGED_FLINK_ARN,
  ANNOTATION_MANAGED_FLINK_TAGS,
} from '@flink-portal/backstage-plugin-flink-common';

/**
 * Annotations that can name a Flink application; each alone is enough. The last two are the
 * Kubernetes plugin's own.
 */
export const FLINK_ANNOTATIONS: readonly string[] = [
  ANNOTATION_MANAGED_FLINK_ARN,
  ANNOTATION_MANAGED_FLINK_TAGS,
  'backstage.io/kubernetes-id',
  'backstage.io/kubernetes-label-selector',
];
