import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  EndpointDraft,
  EndpointKind,
  EndpointRole,
} from './endpointKinds';
import { draftOfKind } from './changeDraft';

/** Annotations by which a Resource says what it stands for, by the input they fill in. */
const ANNOTATIONS: Record<EndpointKind, Readonly<Record<string, string>>> = {
  kinesis: { streamArn: 'aws.amazon.com/arn' },
  firehose: { deliveryStreamArn: 'aws.amazon.com/arn' },
  msk: {
    clusterArn: 'aws.amazon.com/arn',
    topic: 'kafka.apache.org/topic',
  },
  s3: { uri: 'aws.amazon.com/s3-uri' },
  iceberg: {
    database: 'aws.amazon.com/glue-database',
    table: 'aws.amazon.com/glue-table',
    warehouse: 'aws.amazon.com/iceberg-warehouse',
  },
};

/**
 * What a catalog entity says about a stream, topic, prefix or table. What it does not say stays to be filled in;
 * the entity is a claim, and what it names is checked like anything typed.
 */
export function endpointOfEntity(
  entity: Entity,
  kind: EndpointKind,
  role: EndpointRole,
): EndpointDraft {
  const annotations = entity.metadata.annotations ?? {};
  const said = Object.entries(ANNOTATIONS[kind])
    .map(([input, annotation]) => [input, annotations[annotation]] as const)
    .filter(([, value]) => value !== undefined);
  return {
    ...draftOfKind(kind, role),
    ...Object.fromEntries(said),
    entityRef: stringifyEntityRef(entity),
  } as EndpointDraft;
}
