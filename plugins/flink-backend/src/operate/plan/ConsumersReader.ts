import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  RELATION_API_CONSUMED_BY,
  RELATION_DEPENDENCY_OF,
  RELATION_PROVIDES_API,
  type Entity,
} from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ActionConsumer } from '../../schema/openapi/generated/models';

/** More than a person reads in a dialog. */
const SHOWN = 50;

/** Who in the catalog is affected when an application stands still. */
export class ConsumersReader {
  constructor(
    private readonly catalog: CatalogService,
    private readonly logger: LoggerService,
  ) {}

  /**
   * What depends on the entities of an application, and who consumes the APIs they provide, as far as the
   * caller may see it.
   *
   * @returns undefined when the catalog did not answer
   */
  async read(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<ActionConsumer[] | undefined> {
    try {
      const entities = await this.entities(entityRefs, credentials);
      const apis = targets(entities, RELATION_PROVIDES_API);
      const consumers = new Map<string, string>();
      for (const ref of targets(entities, RELATION_DEPENDENCY_OF)) {
        consumers.set(ref, 'depends on it');
      }
      for (const api of await this.entities(apis, credentials)) {
        for (const ref of targets([api], RELATION_API_CONSUMED_BY)) {
          consumers.set(ref, `consumes the API ${api.metadata.name}`);
        }
      }
      return [...consumers]
        .filter(([ref]) => !entityRefs.includes(ref))
        .slice(0, SHOWN)
        .map(([entityRef, because]) => ({ entityRef, because }));
    } catch (error) {
      this.logger.warn(
        `Who is affected by an action could not be read from the catalog: ${stringifyError(
          error,
        )}`,
      );
      return undefined;
    }
  }

  private async entities(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    if (entityRefs.length === 0) {
      return [];
    }
    const { items } = await this.catalog.getEntitiesByRefs(
      {
        entityRefs: [...entityRefs],
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
      },
      { credentials },
    );
    return items.filter(entity => entity !== undefined);
  }
}

function targets(entities: readonly Entity[], type: string): string[] {
  return [
    ...new Set(
      entities.flatMap(({ relations = [] }) =>
        relations
          .filter(relation => relation.type === type)
          .map(({ targetRef }) => targetRef),
      ),
    ),
  ];
}
