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

/**
 * The id of one application, as the portal shows it. For applications that no ARN, tag or label tells
 * apart; entities that the catalog module makes carry it.
 *
 * @public
 */
export const ANNOTATION_FLINK_APPLICATION_ID =
  'flink.apache.org/application-id';

/** The Kubernetes plugin's own annotation: the cluster of an entity. @public */
export const ANNOTATION_KUBERNETES_CLUSTER = 'backstage.io/kubernetes-cluster';

/** The Kubernetes plugin's own annotation: the namespace of an entity. @public */
export const ANNOTATION_KUBERNETES_NAMESPACE =
  'backstage.io/kubernetes-namespace';

/** The ARN of an entity, whatever AWS service it belongs to; used when the type says Flink. @public */
export const ANNOTATION_AWS_ARN = 'aws.amazon.com/arn';

/** The CloudFormation type of what {@link ANNOTATION_AWS_ARN} names. @public */
export const ANNOTATION_AWS_RESOURCE_TYPE = 'aws.amazon.com/resource-type';

/** CloudFormation's name for an application on the managed service. @public */
export const RESOURCE_TYPE_MANAGED_FLINK =
  'AWS::KinesisAnalyticsV2::Application';

/** The Kubernetes plugin's own annotation, and the label it stands for. @public */
export const ANNOTATION_KUBERNETES_ID = 'backstage.io/kubernetes-id';

/** The Kubernetes plugin's own annotation: a label selector, which wins over the id. @public */
export const ANNOTATION_KUBERNETES_LABEL_SELECTOR =
  'backstage.io/kubernetes-label-selector';
