import { createBackendModule } from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';

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
      deps: { actions: scaffolderActionsExtensionPoint },
      async init({ actions }) {
        actions.addActions();
      },
    });
  },
});
