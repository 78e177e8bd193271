// The modules publish a backend feature; what records their observations needs the runtimes themselves.
/* eslint-disable @backstage/no-relative-monorepo-imports */
export { ManagedRuntime } from '../../../plugins/flink-backend-module-aws/src/ManagedRuntime';
export { readManagedConfig } from '../../../plugins/flink-backend-module-aws/src/config/readManagedConfig';
export { KubernetesRuntime } from '../../../plugins/flink-backend-module-kubernetes/src/KubernetesRuntime';
export { readKubernetesSettings } from '../../../plugins/flink-backend-module-kubernetes/src/settings';
export { PortalKubernetesTransport } from '../../../plugins/flink-backend-module-kubernetes/src/transport';
export type { Waiting } from '../../../plugins/flink-backend-module-kubernetes/src/watch';
