import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  claimMatches,
  claimsOf,
  type ApplicationIdentity,
} from '@flink-portal/backstage-plugin-flink-common';
import { factsFromLabels } from '../../store/labelFacts';
import type { EntityLink, LinkedFacts } from '../../store/LinkStore';
import { factsFromEntity } from './entityFacts';

/** What the catalog says about the inventory. */
export interface Matches {
  readonly links: readonly EntityLink[];
  /** One for every application. */
  readonly facts: readonly LinkedFacts[];
}

/** A component says more about its application than a resource or a system does. */
const KIND_ORDER = ['component', 'resource'];

/**
 * Joins entities and applications by the entities' claims. What an entity says wins over what tags and
 * labels say; of several entities the first that says something wins, components before others.
 */
export function matchEntities(
  entities: readonly Entity[],
  applications: readonly ApplicationIdentity[],
): Matches {
  const links = entities.flatMap(entity => linksOf(entity, applications));
  const byRef = new Map(
    [...entities].map(entity => [stringifyEntityRef(entity), entity]),
  );
  const refsOf = new Map<string, Set<string>>();
  for (const { applicationId, entityRef } of links) {
    refsOf.set(
      applicationId,
      (refsOf.get(applicationId) ?? new Set()).add(entityRef),
    );
  }
  return {
    links,
    facts: applications.map(({ id, labels }) => {
      const entityRefs = [...(refsOf.get(id) ?? [])].sort(byKindThenName);
      const said = [
        ...entityRefs.flatMap(ref => {
          const entity = byRef.get(ref);
          return entity ? [factsFromEntity(entity)] : [];
        }),
        factsFromLabels(labels),
      ];
      return {
        applicationId: id,
        entityRefs,
        owner: said.find(({ owner }) => owner)?.owner,
        environment: said.find(({ environment }) => environment)?.environment,
        tier: said.find(({ tier }) => tier)?.tier,
      };
    }),
  };
}

function linksOf(
  entity: Entity,
  applications: readonly ApplicationIdentity[],
): EntityLink[] {
  const entityRef = stringifyEntityRef(entity);
  const links = new Map<string, EntityLink>();
  for (const claim of claimsOf(entity).claims) {
    const named = applications.filter(each => claimMatches(claim, each));
    for (const { id } of named) {
      links.set(`${id} ${claim.annotation}`, {
        entityRef,
        applicationId: id,
        annotation: claim.annotation,
        value: claim.value,
      });
    }
  }
  return [...links.values()];
}

function byKindThenName(left: string, right: string): number {
  return rank(left) - rank(right) || (left < right ? -1 : 1);
}

function rank(entityRef: string): number {
  const index = KIND_ORDER.indexOf(entityRef.slice(0, entityRef.indexOf(':')));
  return index === -1 ? KIND_ORDER.length : index;
}
