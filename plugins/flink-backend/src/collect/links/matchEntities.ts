import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import {
  claimMatches,
  claimsOf,
  type ApplicationIdentity,
} from '@flink-portal/backstage-plugin-flink-common';
import { confirmClaim } from '../../operate/claims/confirmClaim';
import { confirmedFacts } from '../../operate/claims/confirmedFacts';
import type { ConfirmedBy } from '../../operate/claims/Ownership';
import type { LifecycleSettings } from '../../operate/config/LifecycleSettings';
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
/** The entity that the application names itself comes first. */
const CONFIRMED_ORDER: ReadonlyArray<ConfirmedBy | undefined> = [
  'entityRef',
  'owner',
  'configuration',
  undefined,
];

/**
 * Joins entities and applications by the entities' claims. What an entity says wins over what tags and labels
 * say; of several entities the first that says something wins: confirmed ones before others, then components
 * before others. What rights follow from is decided apart, by {@link confirmedFacts}.
 */
export function matchEntities(
  entities: readonly Entity[],
  applications: readonly ApplicationIdentity[],
  ownership: LifecycleSettings['ownership'],
): Matches {
  const links = entities.flatMap(entity =>
    linksOf(entity, applications, ownership),
  );
  const saidBy = new Map(
    entities.map(entity => [
      stringifyEntityRef(entity),
      factsFromEntity(entity),
    ]),
  );
  const linksTo = new Map<string, EntityLink[]>();
  for (const link of links) {
    linksTo.set(link.applicationId, [
      ...(linksTo.get(link.applicationId) ?? []),
      link,
    ]);
  }
  return {
    links,
    facts: applications.map(application => {
      const { id, labels } = application;
      const claims = [...(linksTo.get(id) ?? [])].sort(byWeight);
      const said = [
        ...claims.map(({ entityRef }) => saidBy.get(entityRef)),
        factsFromLabels(labels),
      ];
      const named = claims.find(
        ({ confirmedBy }) => confirmedBy === 'entityRef',
      );
      const confirmed = confirmedFacts(
        application,
        named && saidBy.get(named.entityRef),
        ownership,
      );
      return {
        applicationId: id,
        entityRefs: [...new Set(claims.map(({ entityRef }) => entityRef))],
        owner: said.find(each => each?.owner)?.owner,
        environment: said.find(each => each?.environment)?.environment,
        tier: said.find(each => each?.tier)?.tier,
        confirmedOwner: confirmed.owner,
        confirmedEnvironment: confirmed.environment,
      };
    }),
  };
}

function linksOf(
  entity: Entity,
  applications: readonly ApplicationIdentity[],
  ownership: LifecycleSettings['ownership'],
): EntityLink[] {
  const entityRef = stringifyEntityRef(entity);
  const { owner } = factsFromEntity(entity);
  const links = new Map<string, EntityLink>();
  for (const claim of claimsOf(entity).claims) {
    const named = applications.filter(each => claimMatches(claim, each));
    for (const application of named) {
      links.set(`${application.id} ${claim.annotation}`, {
        ...confirmClaim({ entityRef, owner }, application, ownership),
        applicationId: application.id,
        annotation: claim.annotation,
        value: claim.value,
      });
    }
  }
  return [...links.values()];
}

function byWeight(left: EntityLink, right: EntityLink): number {
  return (
    CONFIRMED_ORDER.indexOf(left.confirmedBy) -
      CONFIRMED_ORDER.indexOf(right.confirmedBy) ||
    rank(left.entityRef) - rank(right.entityRef) ||
    (left.entityRef < right.entityRef ? -1 : 1)
  );
}

function rank(entityRef: string): number {
  const index = KIND_ORDER.indexOf(entityRef.slice(0, entityRef.indexOf(':')));
  return index === -1 ? KIND_ORDER.length : index;
}
