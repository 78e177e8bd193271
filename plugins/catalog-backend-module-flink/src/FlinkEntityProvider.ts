import type {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkProviderSettings } from './readFlinkProviderConfig';
import { toResourceEntity } from './toResourceEntity';

const PAGE_SIZE = 200;

/**
 * Keeps one Resource per application that no other entity names. The moment somebody describes the
 * application in a catalog file, the found entity leaves.
 */
export class FlinkEntityProvider implements EntityProvider {
  private connection?: EntityProviderConnection;

  constructor(
    private readonly options: {
      settings: FlinkProviderSettings;
      logger: LoggerService;
      taskRunner: SchedulerServiceTaskRunner;
      client: Pick<flinkApi.DefaultApiClient, 'listApplications'>;
      token: () => Promise<string>;
    },
  ) {}

  getProviderName() {
    return 'flink-applications';
  }

  async connect(connection: EntityProviderConnection) {
    this.connection = connection;
    await this.options.taskRunner.run({
      id: `${this.getProviderName()}:refresh`,
      fn: async () => this.refresh(),
    });
  }

  /** Reads the whole inventory first: a failed page must not remove anybody's entity. */
  async refresh() {
    if (!this.connection) {
      throw new Error('The provider is not connected to a catalog yet');
    }
    const { settings, logger } = this.options;
    const entities = [];
    for await (const application of this.applications()) {
      const entity = toResourceEntity(
        application,
        settings,
        this.getProviderName(),
      );
      const own = stringifyEntityRef(entity);
      if (application.entityRefs.every(ref => ref === own)) {
        entities.push(entity);
      }
    }
    await this.connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
    logger.debug(
      `${entities.length} Flink applications without a catalog file became entities`,
    );
  }

  private async *applications() {
    let cursor: string | undefined;
    do {
      const response = await this.options.client.listApplications(
        { query: { limit: PAGE_SIZE, sort: 'name', cursor } },
        { token: await this.options.token() },
      );
      if (!response.ok) {
        throw await ResponseError.fromResponse(response);
      }
      const page = await response.json();
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor);
  }
}
