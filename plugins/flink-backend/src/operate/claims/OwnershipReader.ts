import type { Knex } from 'knex';
import { LinkStore } from '../../store/LinkStore';
import type { ApplicationRow } from '../../store/rows';
import { claimsOfLinks } from './claimsOfLinks';
import type { Ownership } from './Ownership';

/** Reads who owns an application, from the database alone. */
export class OwnershipReader {
  private readonly links: LinkStore;

  constructor(private readonly knex: Knex) {
    this.links = new LinkStore(knex);
  }

  /** @returns undefined when there is no such application */
  async read(applicationId: string): Promise<Ownership | undefined> {
    const row = await this.knex<ApplicationRow>('flink_applications')
      .select(
        'owner',
        'environment',
        'confirmed_owner',
        'confirmed_environment',
      )
      .where('id', applicationId)
      .whereNull('removed_at')
      .first();
    if (!row) {
      return undefined;
    }
    return {
      owner: row.owner ?? undefined,
      environment: row.environment ?? undefined,
      confirmedOwner: row.confirmed_owner ?? undefined,
      confirmedEnvironment: row.confirmed_environment ?? undefined,
      claims: claimsOfLinks(await this.links.readLinksTo([applicationId])),
    };
  }
}
