import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EntityClaim } from '../../schema/openapi/generated/models';
import type { Claim } from './Ownership';

/** The claims of an application as far as a caller may see their entities. */
export interface SeenClaims {
  readonly seen: EntityClaim[];
  /** A sentence on those that are counted and not named; absent when there are none. */
  readonly hidden?: string;
}

/** Names entities only to callers who may see them in the catalog. */
export class VisibleClaims {
  constructor(
    private readonly catalog: Pick<CatalogService, 'getEntitiesByRefs'>,
    private readonly logger: LoggerService,
  ) {}

  /** One question to the catalog for the claims of all these applications. */
  async of(
    claims: ReadonlyArray<readonly Claim[]>,
    credentials: BackstageCredentials,
  ): Promise<SeenClaims[]> {
    const visible = await this.visibleOf(
      [...new Set(claims.flat().map(({ entityRef }) => entityRef))],
      credentials,
    );
    return claims.map(each => {
      const seen = each.filter(({ entityRef }) => visible.has(entityRef));
      return {
        seen: seen.map(({ entityRef, owner, confirmedBy, message }) => ({
          entityRef,
          owner,
          confirmed: confirmedBy !== undefined,
          message,
        })),
        hidden: hiddenSentence(each.length - seen.length, seen.length > 0),
      };
    });
  }

  private async visibleOf(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    if (entityRefs.length === 0) {
      return new Set();
    }
    try {
      const { items } = await this.catalog.getEntitiesByRefs(
        { entityRefs, fields: ['kind'] },
        { credentials },
      );
      return new Set(entityRefs.filter((_, index) => items[index]));
    } catch (error) {
      // What somebody may do does not depend on the catalog; whom it may name does.
      this.logger.warn(
        `Entities that name applications are not shown: ${stringifyError(
          error,
        )}`,
      );
      return new Set();
    }
  }
}

function hiddenSentence(count: number, besides: boolean): string | undefined {
  if (count === 0) {
    return undefined;
  }
  const more = besides ? ' more' : '';
  return count === 1
    ? `1${more} entity that you may not see names this application too.`
    : `${count}${more} entities that you may not see name this application too.`;
}
