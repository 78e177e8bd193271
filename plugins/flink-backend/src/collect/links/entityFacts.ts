import {
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { ApplicationFacts } from '../../store/labelFacts';

const TIER_ANNOTATION = 'flink.apache.org/tier';

/**
 * Owner, environment and tier as an entity says them: owner from its `ownedBy` relation or `spec.owner`,
 * environment from the labels `environment` or `env`, tier from the annotation or label
 * `flink.apache.org/tier` or the label `tier`.
 */
export function factsFromEntity(entity: Entity): ApplicationFacts {
  const labels = entity.metadata.labels ?? {};
  return {
    owner: ownerOf(entity),
    environment: labels.environment ?? labels.env,
    tier:
      entity.metadata.annotations?.[TIER_ANNOTATION] ??
      labels[TIER_ANNOTATION] ??
      labels.tier,
  };
}

function ownerOf(entity: Entity): string | undefined {
  const relation = entity.relations?.find(
    ({ type }) => type === RELATION_OWNED_BY,
  );
  if (relation) {
    return relation.targetRef.toLocaleLowerCase('en-US');
  }
  const owner = entity.spec?.owner;
  if (typeof owner !== 'string' || owner === '') {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'Group',
        defaultNamespace: entity.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    // Not a reference: the catalog shows it as such, and nobody owns the application for us.
    return undefined;
  }
}
