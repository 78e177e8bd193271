import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { DefaultAwsCredentialsManager } from '@backstage/integration-aws-node';
import { flinkRuntimeExtensionPoint } from '@flink-portal/backstage-plugin-flink-node';
import { readManagedConfig } from './config/readManagedConfig';
import { ManagedRuntime } from './ManagedRuntime';

/**
 * Adds the runtime `managed`: applications on Amazon Managed Service for Apache Flink, in the accounts
 * and regions under `flink.aws.accounts`. Without any it adds nothing.
 *
 * @public
 */
export const flinkModuleAws = createBackendModule({
  pluginId: 'flink',
  moduleId: 'aws',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        runtimes: flinkRuntimeExtensionPoint,
      },
      async init({ config, logger, runtimes }) {
        const managed = readManagedConfig(config);
        if (managed.scope.length === 0) {
          logger.info(
            'No AWS accounts under flink.aws.accounts; Managed Flink is not scanned',
          );
          return;
        }
        runtimes.addRuntime(
          new ManagedRuntime({
            config: managed,
            credentials: DefaultAwsCredentialsManager.fromConfig(config),
            logger,
          }),
        );
      },
    });
  },
});
