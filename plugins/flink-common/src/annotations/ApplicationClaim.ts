import type { Entity } from '@backstage/catalog-model';
import { isError } from '@backstage/errors';
import {
  formatApplicationId,
  parseApplicationId,
} from '../model/ApplicationId';
import type { ApplicationIdentity } from '../model/Observation';
import {
  ANNOTATION_AWS_ARN,
  ANNOTATION_AWS_RESOURCE_TYPE,
  ANNOTATION_FLINK_APPLICATION_ID,
  ANNOTATION_KUBERNETES_CLUSTER,
  ANNOTATION_KUBERNETES_ID,
  ANNOTATION_KUBERNETES_LABEL_SELECTOR,
  ANNOTATION_KUBERNETES_NAMESPACE,
  ANNOTATION_MANAGED_FLINK_ARN,
  ANNOTATION_MANAGED_FLINK_TAGS,
  RESOURCE_TYPE_MANAGED_FLINK,
} from './annotationNames';
import { labelsSatisfy, parseLabelSelector } from './labelSelector';
import { isManagedFlinkArn } from './managedFlinkArn';

/**
 * What an entity's annotation says about applications. A claim by whoever wrote the entity, not a
 * fact: it is matched against the portal's own inventory and never used to contact anything.
 *
 * @public
 */
export type ApplicationClaim =
  | {
      readonly kind: 'id';
      readonly annotation: string;
      readonly value: string;
      /** The application's id, well-formed. */
      readonly id: string;
    }
  | {
      readonly kind: 'arn';
      readonly annotation: string;
      readonly value: string;
      readonly arn: string;
    }
  | {
      readonly kind: 'tags';
      readonly annotation: string;
      readonly value: string;
      readonly tags: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'kubernetes';
      readonly annotation: string;
      readonly value: string;
      /** A Kubernetes label selector. */
      readonly selector: string;
      readonly namespace?: string;
      readonly cluster?: string;
    };

/** An annotation that is there and cannot be understood. @public */
export interface InvalidClaim {
  readonly annotation: string;
  readonly value: string;
  /** What is wrong and how it should look. */
  readonly reason: string;
}

/** What an entity's annotations say, and what in them could not be understood. @public */
export interface EntityClaims {
  claims: ApplicationClaim[];
  invalid: InvalidClaim[];
}

/**
 * Reads an entity's annotations. ARNs win over tags, a label selector wins over the Kubernetes id. What
 * is malformed is reported and never replaced by a weaker annotation, which would name other applications.
 *
 * @public
 */
export function claimsOf(entity: Entity): EntityClaims {
  const annotations = entity.metadata.annotations ?? {};
  const result: EntityClaims = { claims: [], invalid: [] };
  addId(annotations[ANNOTATION_FLINK_APPLICATION_ID], result);
  const arnAnnotations = arnAnnotationsOf(annotations);
  arnAnnotations.forEach(name => addArns(name, annotations[name], result));
  const tags = annotations[ANNOTATION_MANAGED_FLINK_TAGS];
  if (arnAnnotations.length === 0 && tags !== undefined) {
    addTags(tags, result);
  }
  addKubernetes(annotations, result);
  return result;
}

/** Whether an application is one the claim names. @public */
export function claimMatches(
  claim: ApplicationClaim,
  application: ApplicationIdentity,
): boolean {
  switch (claim.kind) {
    case 'id':
      return application.id === claim.id;
    case 'arn':
      return (
        application.runtime === 'managed' &&
        application.externalId === claim.arn
      );
    case 'tags':
      return (
        application.runtime === 'managed' &&
        Object.entries(claim.tags).every(
          ([key, value]) =>
            Object.hasOwn(application.labels, key) &&
            application.labels[key] === value,
        )
      );
    default:
      return kubernetesMatches(claim, application);
  }
}

/**
 * Whether the entity carries an annotation by which Flink applications can be found, well-formed or not.
 * The Kubernetes plugin's annotations count too: whether such an entity has Flink applications is known
 * only to the inventory.
 *
 * @public
 */
export function hasFlinkAnnotation(entity: Entity): boolean {
  const { claims, invalid } = claimsOf(entity);
  return claims.length > 0 || invalid.length > 0;
}

type Annotations = Readonly<Record<string, string>>;

function arnAnnotationsOf(annotations: Annotations): string[] {
  if (annotations[ANNOTATION_MANAGED_FLINK_ARN] !== undefined) {
    return [ANNOTATION_MANAGED_FLINK_ARN];
  }
  return annotations[ANNOTATION_AWS_ARN] !== undefined &&
    annotations[ANNOTATION_AWS_RESOURCE_TYPE] === RESOURCE_TYPE_MANAGED_FLINK
    ? [ANNOTATION_AWS_ARN]
    : [];
}

function addId(value: string | undefined, result: EntityClaims) {
  if (value === undefined) {
    return;
  }
  const annotation = ANNOTATION_FLINK_APPLICATION_ID;
  try {
    const id = formatApplicationId(parseApplicationId(value.trim()));
    result.claims.push({ kind: 'id', annotation, value, id });
  } catch (error) {
    if (!isError(error)) {
      throw error;
    }
    result.invalid.push({ annotation, value, reason: error.message });
  }
}

function addArns(annotation: string, text: string, result: EntityClaims) {
  const parts = new Set(text.split(',').map(part => part.trim()));
  for (const arn of parts) {
    if (isManagedFlinkArn(arn)) {
      result.claims.push({ kind: 'arn', annotation, value: arn, arn });
    } else {
      result.invalid.push({
        annotation,
        value: text,
        reason: `"${arn}" is not the ARN of a Managed Flink application; expected arn:aws:kinesisanalytics:<region>:<account>:application/<name>, several separated by commas`,
      });
    }
  }
}

function addTags(text: string, result: EntityClaims) {
  const annotation = ANNOTATION_MANAGED_FLINK_TAGS;
  const tags = new Map<string, string>();
  for (const part of text.split(',').map(entry => entry.trim())) {
    const equals = part.indexOf('=');
    const key = part.slice(0, Math.max(equals, 0)).trim();
    const value = part.slice(equals + 1).trim();
    const known = tags.get(key);
    if (key === '' || (known !== undefined && known !== value)) {
      result.invalid.push({
        annotation,
        value: text,
        reason:
          key === ''
            ? `"${part}" is not a tag; expected key=value, several separated by commas`
            : `tag "${key}" is asked to be both "${known}" and "${value}"; no application can match`,
      });
      return;
    }
    tags.set(key, value);
  }
  result.claims.push({
    kind: 'tags',
    annotation,
    value: text,
    tags: Object.fromEntries(tags),
  });
}

function addKubernetes(annotations: Annotations, result: EntityClaims) {
  const annotation =
    annotations[ANNOTATION_KUBERNETES_LABEL_SELECTOR] !== undefined
      ? ANNOTATION_KUBERNETES_LABEL_SELECTOR
      : ANNOTATION_KUBERNETES_ID;
  const value = annotations[annotation];
  if (value === undefined) {
    return;
  }
  const selector =
    annotation === ANNOTATION_KUBERNETES_ID
      ? `${ANNOTATION_KUBERNETES_ID}=${value.trim()}`
      : value.trim();
  const parsed = parseLabelSelector(selector);
  const emptyId = annotation === ANNOTATION_KUBERNETES_ID && !value.trim();
  if ('problem' in parsed || emptyId) {
    const problem = 'problem' in parsed ? parsed.problem : 'the id is empty';
    result.invalid.push({ annotation, value, reason: problem });
    return;
  }
  const namespace = annotations[ANNOTATION_KUBERNETES_NAMESPACE]?.trim();
  const cluster = annotations[ANNOTATION_KUBERNETES_CLUSTER]?.trim();
  result.claims.push({
    kind: 'kubernetes',
    annotation,
    value,
    selector,
    ...(namespace ? { namespace } : {}),
    ...(cluster ? { cluster } : {}),
  });
}

function kubernetesMatches(
  claim: Extract<ApplicationClaim, { kind: 'kubernetes' }>,
  application: ApplicationIdentity,
): boolean {
  if (application.runtime !== 'kubernetes') {
    return false;
  }
  const id = parseApplicationId(application.id);
  const parsed = parseLabelSelector(claim.selector);
  return (
    id.runtime === 'kubernetes' &&
    (claim.namespace === undefined || claim.namespace === id.namespace) &&
    (claim.cluster === undefined || claim.cluster === id.cluster) &&
    'requirements' in parsed &&
    labelsSatisfy(parsed.requirements, application.labels)
  );
}
