import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { FlinkEntityProvider } from './FlinkEntityProvider';
import { readFlinkProviderConfig } from './readFlinkProviderConfig';

/**
 * Adds the applications that no entity names to the catalog, when `catalog.providers.flink` is set.
 *
 * @public
 */
export const catalogModuleFlink = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'flink',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        discovery: coreServices.discovery,
        auth: coreServices.auth,
      },
      async init({ catalog, config, logger, scheduler, discovery, auth }) {
        const settings = readFlinkProviderConfig(config);
        if (!settings) {
          logger.debug(
            'catalog.providers.flink is not set; found Flink applications do not become entities',
          );
          return;
        }
        catalog.addEntityProvider(
          new FlinkEntityProvider({
            settings,
            logger,
            taskRunner: scheduler.createScheduledTaskRunner(settings.schedule),
            client: new flinkApi.DefaultApiClient({ discoveryApi: discovery }),
            token: async () => {
              const { token } = await auth.getPluginRequestToken({
                onBehalfOf: await auth.getOwnServiceCredentials(),
                targetPluginId: 'flink',
              });
              return token;
            },
          }),
        );
      },
    });
  },
});
