import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  stringifyEntityRef,
  type CompoundEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  claimMatches,
  claimsOf,
  type ApplicationClaim,
  type ApplicationIdentity,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Visibility } from '../../permissions/Authorizer';
import type {
  EntityApplications,
  UnresolvedClaim,
} from '../../schema/openapi/generated/models';
import type { FlinkStore } from '../../store/FlinkStore';
import type { EntityLink } from '../../store/LinkStore';
import type { ApplicationRow } from '../../store/rows';
import { visibleApplications } from '../fleet/fleetFilters';
import { presentSummary } from '../presentApplication';
import { placeOfClaim } from './placeOfClaim';
import { suggestApplications } from './suggestApplications';

/** Answers which applications an entity's annotations name. */
export class EntityApplicationsReader {
  constructor(
    private readonly store: FlinkStore,
    private readonly catalog: CatalogService,
  ) {}

  /**
   * Reads the entity with the caller's own credentials and answers from the inventory.
   *
   * @throws NotFoundError when there is no such entity or the caller may not see it
   */
  async read(
    ref: CompoundEntityRef,
    credentials: BackstageCredentials,
    visibility: Visibility,
  ): Promise<EntityApplications> {
    const entity = await this.catalog.getEntityByRef(ref, { credentials });
    if (!entity) {
      throw new NotFoundError(
        `There is no entity ${stringifyEntityRef(ref)} that you may see`,
      );
    }
    const { claims, invalid } = claimsOf(entity);
    const named = await this.resolve(entity, claims);
    const rows = await this.readVisible(
      [...new Set(named.flatMap(({ ids }) => ids))],
      visibility,
    );
    const visible = new Set(rows.map(({ id }) => id));
    const unresolved = named.filter(
      ({ ids }) => !ids.some(id => visible.has(id)),
    );
    return {
      items: rows.map(presentSummary),
      unresolved: [
        ...invalid.map(claim => ({ ...claim })),
        ...(await this.explain(unresolved, visibility)),
      ],
      suggestions:
        rows.length === 0 ? await this.suggest(entity, visibility) : [],
    };
  }

  /** From the links where the background task has made them, else by matching now. */
  private async resolve(
    entity: Entity,
    claims: readonly ApplicationClaim[],
  ): Promise<Array<{ claim: ApplicationClaim; ids: string[] }>> {
    if (claims.length === 0) {
      return [];
    }
    const links = await this.store.links.readLinksOf(
      stringifyEntityRef(entity),
    );
    const linked = claims.map(claim => ({
      claim,
      ids: linkedBy(claim, links),
    }));
    if (linked.every(({ ids }) => ids.length > 0)) {
      return linked;
    }
    const identities = await this.store.applications.readIdentities();
    return linked.map(({ claim, ids }) => ({
      claim,
      ids:
        ids.length > 0
          ? ids
          : identities
              .filter(identity => claimMatches(claim, identity))
              .map(({ id }) => id),
    }));
  }

  /** Why claims name nothing. What exists is said only to those who may see all of it. */
  private async explain(
    unresolved: ReadonlyArray<{ claim: ApplicationClaim; ids: string[] }>,
    visibility: Visibility,
  ): Promise<UnresolvedClaim[]> {
    if (unresolved.length === 0) {
      return [];
    }
    const sources =
      visibility.kind === 'all' ? await this.store.sources.list() : [];
    return unresolved.map(({ claim, ids }) => {
      const { annotation, value } = claim;
      const place = ids.length === 0 ? placeOfClaim(claim) : undefined;
      const source = sources.find(
        ({ id, status, goneAtMs }) =>
          id === place?.sourceId && status === 'ok' && goneAtMs === undefined,
      );
      return place && source
        ? {
            annotation,
            value,
            reason: `There is no application ${place.name} in ${source.title}: it is not deployed yet, or was deleted`,
            absent: true,
          }
        : {
            annotation,
            value,
            reason:
              'The portal knows no application of this name that you may see: it does not exist, its source is not scanned or could not be read yet, or you lack the permission',
          };
    });
  }

  private async readVisible(
    ids: readonly string[],
    visibility: Visibility,
  ): Promise<ApplicationRow[]> {
    if (ids.length === 0) {
      return [];
    }
    return visibleApplications(this.store.knex, visibility)
      .whereIn('id', [...ids])
      .orderBy('verdict_rank')
      .orderBy('verdict_since')
      .orderBy('id');
  }

  private async suggest(entity: Entity, visibility: Visibility) {
    const rows: ApplicationRow[] = await visibleApplications(
      this.store.knex,
      visibility,
    )
      .where('entity_refs_json', '[]')
      .select('identity_json');
    const identities: ApplicationIdentity[] = rows.map(row =>
      JSON.parse(row.identity_json),
    );
    return suggestApplications(entity, identities).map(
      ({ id, name, scope }) => ({ id, name, scope: [...scope] }),
    );
  }
}

function linkedBy(
  claim: ApplicationClaim,
  links: readonly EntityLink[],
): string[] {
  return links
    .filter(
      link =>
        link.annotation === claim.annotation && link.value === claim.value,
    )
    .map(({ applicationId }) => applicationId);
}
