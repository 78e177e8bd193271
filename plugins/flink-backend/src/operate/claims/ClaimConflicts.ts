import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ApplicationIdentity } from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import type { Visibility } from '../../permissions/Authorizer';
import type { ClaimConflict } from '../../schema/openapi/generated/models';
import { visibleApplications } from '../../serve/fleet/fleetFilters';
import { LinkStore } from '../../store/LinkStore';
import type { ApplicationRow, EntityLinkRow } from '../../store/rows';
import { claimsOfLinks } from './claimsOfLinks';
import type { Claim } from './Ownership';
import type { VisibleClaims } from './VisibleClaims';

/** Lists, for platform owners, which applications are claimed by whom they do not confirm, or by several. */
export class ClaimConflicts {
  private readonly links: LinkStore;

  constructor(
    private readonly knex: Knex,
    private readonly visibleClaims: Pick<VisibleClaims, 'of'>,
  ) {
    this.links = new LinkStore(knex);
  }

  /** By the application's name. */
  async list(
    credentials: BackstageCredentials,
    visibility: Visibility,
  ): Promise<ClaimConflict[]> {
    const rows: ApplicationRow[] = await visibleApplications(
      this.knex,
      visibility,
    )
      .whereIn('id', this.contested())
      .select('id', 'confirmed_owner', 'identity_json')
      .orderBy(['name_sort', 'id']);
    const links = await this.links.readLinksTo(rows.map(({ id }) => id));
    const claims = rows.map(({ id }) =>
      claimsOfLinks(links.filter(each => each.applicationId === id)),
    );
    const visible = await this.visibleClaims.of(claims, credentials);
    return rows.map((row, index) => {
      const identity: ApplicationIdentity = JSON.parse(row.identity_json);
      const owner = row.confirmed_owner ?? undefined;
      const { seen, hidden } = visible[index];
      return {
        applicationId: row.id,
        applicationName: identity.name,
        scope: [...identity.scope],
        owner,
        claims: seen,
        message: [describe(claims[index], owner), hidden]
          .filter(Boolean)
          .join(' '),
      };
    });
  }

  private contested(): Knex.QueryBuilder {
    return (
      this.knex<EntityLinkRow>('flink_entity_links')
        .select('application_id')
        .groupBy('application_id')
        // A component beside the resource that the catalog module made of the same application is as it should be.
        .havingRaw(
          "count(distinct case when entity_ref like 'component:%' then entity_ref end) > 1",
        )
        .orHavingRaw(
          'sum(case when confirmed_by is null then 1 else 0 end) > 0',
        )
    );
  }
}

function describe(claims: readonly Claim[], owner: string | undefined): string {
  const confirmed = claims.filter(each => each.confirmedBy).length;
  const rights = owner
    ? `Rights go to ${owner}.`
    : "Nobody is confirmed as its owner, so nobody has an owner's rights.";
  if (claims.length === 1) {
    return `One entity names this application, and the application does not confirm it. ${rights}`;
  }
  const some =
    confirmed === claims.length
      ? 'and the application confirms all of them'
      : `and the application confirms ${
          confirmed === 0 ? 'none' : confirmed
        } of them`;
  return `${claims.length} entities name this application, ${some}. ${rights}`;
}
