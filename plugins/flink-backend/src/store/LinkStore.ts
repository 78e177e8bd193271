import type { ApplicationIdentity } from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import type { Claim, ConfirmedBy } from '../operate/claims/Ownership';
import { chunksOf } from './chunks';
import type { ApplicationRow, EntityLinkRow } from './rows';

/** An entity that names an application, and whether the application confirms it. */
export interface EntityLink extends Claim {
  readonly applicationId: string;
  readonly annotation: string;
  readonly value: string;
}

/** What the catalog says about an application, besides its links. */
export interface LinkedFacts {
  readonly applicationId: string;
  readonly entityRefs: readonly string[];
  readonly owner?: string;
  readonly environment?: string;
  readonly tier?: string;
  /** What rights follow from; see {@link Claim}. */
  readonly confirmedOwner?: string;
  readonly confirmedEnvironment?: string;
}

/** An application's identity with what the catalog said about it last time. */
export interface LinkedApplication extends LinkedFacts {
  readonly identity: ApplicationIdentity;
}

/** Rows of an older version say nothing until links are made anew, and confirm nothing until then. */
const NOT_LOOKED_AT =
  'The portal has not looked yet whether the application confirms this entity. It does so within a minute.';

const CONFIRMED_BY: readonly ConfirmedBy[] = [
  'entityRef',
  'owner',
  'configuration',
];

/** How catalog entities and applications are joined. */
export class LinkStore {
  constructor(private readonly knex: Knex) {}

  /** Every application that is there, with what is stored of its links. */
  async readApplications(): Promise<LinkedApplication[]> {
    const rows = await this.knex<ApplicationRow>('flink_applications')
      .select(
        'id',
        'identity_json',
        'entity_refs_json',
        'owner',
        'environment',
        'tier',
        'confirmed_owner',
        'confirmed_environment',
      )
      .whereNull('removed_at');
    return rows.map(row => ({
      applicationId: row.id,
      identity: JSON.parse(row.identity_json),
      entityRefs: JSON.parse(row.entity_refs_json),
      owner: row.owner ?? undefined,
      environment: row.environment ?? undefined,
      tier: row.tier ?? undefined,
      confirmedOwner: row.confirmed_owner ?? undefined,
      confirmedEnvironment: row.confirmed_environment ?? undefined,
    }));
  }

  async readLinks(): Promise<EntityLink[]> {
    const rows = await this.knex<EntityLinkRow>('flink_entity_links').orderBy([
      'entity_ref',
      'application_id',
      'annotation',
    ]);
    return rows.map(fromRow);
  }

  async readLinksOf(entityRef: string): Promise<EntityLink[]> {
    const rows = await this.knex<EntityLinkRow>('flink_entity_links').where(
      'entity_ref',
      entityRef,
    );
    return rows.map(fromRow);
  }

  async readLinksTo(applicationIds: readonly string[]): Promise<EntityLink[]> {
    const links: EntityLink[] = [];
    for (const chunk of chunksOf(applicationIds, 500)) {
      const rows = await this.knex<EntityLinkRow>('flink_entity_links')
        .whereIn('application_id', [...chunk])
        .orderBy(['entity_ref', 'annotation']);
      links.push(...rows.map(fromRow));
    }
    return links;
  }

  /** Replaces all links and writes the facts of those applications whose facts changed. */
  async replace(
    links: readonly EntityLink[],
    changed: readonly LinkedFacts[],
    rev: number,
  ): Promise<void> {
    await this.knex.transaction(async trx => {
      await trx<EntityLinkRow>('flink_entity_links').delete();
      for (const chunk of chunksOf(links, 100)) {
        await trx<EntityLinkRow>('flink_entity_links').insert(chunk.map(toRow));
      }
      for (const facts of changed) {
        await trx<ApplicationRow>('flink_applications')
          .where('id', facts.applicationId)
          .update({
            entity_refs_json: JSON.stringify(facts.entityRefs),
            owner: facts.owner ?? null,
            environment: facts.environment ?? null,
            tier: facts.tier ?? null,
            confirmed_owner: facts.confirmedOwner ?? null,
            confirmed_environment: facts.confirmedEnvironment ?? null,
            rev,
          });
      }
    });
  }
}

function toRow(link: EntityLink): EntityLinkRow {
  return {
    entity_ref: link.entityRef,
    application_id: link.applicationId,
    annotation: link.annotation,
    value: link.value,
    owner: link.owner ?? null,
    confirmed_by: link.confirmedBy ?? null,
    message: link.message,
  };
}

function fromRow(row: EntityLinkRow): EntityLink {
  return {
    entityRef: row.entity_ref,
    applicationId: row.application_id,
    annotation: row.annotation,
    value: row.value,
    owner: row.owner ?? undefined,
    confirmedBy: confirmedBy(row.confirmed_by),
    message: row.message ?? NOT_LOOKED_AT,
  };
}

function confirmedBy(text: string | null): ConfirmedBy | undefined {
  return CONFIRMED_BY.find(each => each === text);
}
