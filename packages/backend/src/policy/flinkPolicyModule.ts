import { createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { FlinkPermissionPolicy } from './FlinkPermissionPolicy';

/** Sets the portal's permission policy. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'flink-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new FlinkPermissionPolicy());
      },
    });
  },
});
