/**
 * ARNs of applications on Amazon Managed Service for Apache Flink, one or several separated by commas.
 *
 * @public
 */
export const ANNOTATION_MANAGED_FLINK_ARN =
  'aws.amazon.com/managed-flink-application-arn';

/**
 * Tags (`key=value,key2=value2`) that every application of the entity carries.
 *
 * @public
 */
export const ANNOTATION_MANAGED_FLINK_TAGS =
  'aws.amazon.com/managed-flink-application-tags';

/** The Kubernetes plugin's own annotation: the cluster of an entity. @public */
export const ANNOTATION_KUBERNETES_CLUSTER = 'backstage.io/kubernetes-cluster';

/** The Kubernetes plugin's own annotation: the namespace of an entity. @public */
export const ANNOTATION_KUBERNETES_NAMESPACE =
  'backstage.io/kubernetes-namespace';
