import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { flinkRuntimeExtensionPoint } from '@flink-portal/backstage-plugin-flink-node';
import { KubernetesRuntime } from './KubernetesRuntime';
import { readKubernetesSettings } from './settings';
import { PortalKubernetesTransport } from './transport';

/**
 * Adds the runtime `kubernetes` to the Flink backend: FlinkDeployments in the clusters that the portal's
 * own Kubernetes plugin knows.
 *
 * @public
 */
export const flinkModuleKubernetes = createBackendModule({
  pluginId: 'flink',
  moduleId: 'kubernetes',
  register(env) {
    env.registerInit({
      deps: {
        runtimes: flinkRuntimeExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        discovery: coreServices.discovery,
        auth: coreServices.auth,
      },
      async init({ runtimes, config, logger, discovery, auth }) {
        const settings = readKubernetesSettings(config);
        if (!settings.enabled) {
          logger.info('The runtime "kubernetes" is switched off');
          return;
        }
        const portal = new PortalKubernetesTransport({ discovery, auth });
        runtimes.addRuntime(
          new KubernetesRuntime({
            transport: portal,
            writes: portal,
            settings,
            logger: logger.child({ runtime: 'kubernetes' }),
          }),
        );
      },
    });
  },
});
