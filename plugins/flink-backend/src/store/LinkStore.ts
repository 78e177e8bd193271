import type { ApplicationIdentity } from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import { chunksOf } from './chunks';
import type { ApplicationRow, EntityLinkRow } from './rows';

/** An entity that names an application. */
export interface EntityLink {
  readonly entityRef: string;
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
}

/** An application's identity with what the catalog said about it last time. */
export interface LinkedApplication extends LinkedFacts {
  readonly identity: ApplicationIdentity;
}

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
      )
      .whereNull('removed_at');
    return rows.map(row => ({
      applicationId: row.id,
      identity: JSON.parse(row.identity_json),
      entityRefs: JSON.parse(row.entity_refs_json),
      owner: row.owner ?? undefined,
      environment: row.environment ?? undefined,
      tier: row.tier ?? undefined,
    }));
  }

  async readLinks(): Promise<EntityLink[]> {
    return (await this.knex<EntityLinkRow>('flink_entity_links')).map(fromRow);
  }

  async readLinksOf(entityRef: string): Promise<EntityLink[]> {
    const rows = await this.knex<EntityLinkRow>('flink_entity_links').where(
      'entity_ref',
      entityRef,
    );
    return rows.map(fromRow);
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
  };
}

function fromRow(row: EntityLinkRow): EntityLink {
  return {
    entityRef: row.entity_ref,
    applicationId: row.application_id,
    annotation: row.annotation,
    value: row.value,
  };
}
