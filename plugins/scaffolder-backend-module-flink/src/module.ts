import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createApplicationCreateAction } from './application/createApplicationCreateAction';
import { createJobChangeAction } from './change/createJobChangeAction';
import { createKubernetesApplyAction } from './kubernetes/createKubernetesApplyAction';
import { KubernetesProxy } from './kubernetes/KubernetesProxy';
import { FlinkBackend } from './portal/FlinkBackend';
import { createRegistrationValidateAction } from './registration/createRegistrationValidateAction';
import { createGiteaPullRequestAction } from './pullRequest/createGiteaPullRequestAction';
import { createRepositoryMergeAction } from './repository/createRepositoryMergeAction';
import { createSizeAction } from './size/createSizeAction';
import { createValidateAction } from './validate/createValidateAction';
import { createWaitHealthyAction } from './wait/createWaitHealthyAction';

const WAIT_CADENCE = { applicationMs: 3_000, statusesMs: 6_000 };

/**
 * Adds the actions of the Flink templates to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleFlink = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'flink',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
      },
      async init({ actions, config, discovery, auth, catalog }) {
        const integrations = ScmIntegrations.fromConfig(config);
        const flink = new FlinkBackend({ discovery, auth });
        actions.addActions(
          createValidateAction({
            config,
            integrations,
            catalog,
            flink,
            now: Date.now,
          }),
          createRegistrationValidateAction({ integrations, catalog, flink }),
          createSizeAction({ config }),
          createWaitHealthyAction({
            integrations,
            flink,
            now: Date.now,
            cadence: WAIT_CADENCE,
          }),
          createJobChangeAction({ config, now: Date.now }),
          createRepositoryMergeAction(),
          createGiteaPullRequestAction({ integrations, config }),
          createApplicationCreateAction({ flink }),
          createKubernetesApplyAction({
            proxy: new KubernetesProxy({ discovery, auth }),
            config,
          }),
        );
      },
    });
  },
});
