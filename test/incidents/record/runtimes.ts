// The modules publish a backend feature; what records their observations needs the runtimes themselves.
/* eslint-disable @backstage/no-relative-monorepo-imports */
export { ManagedRuntime } from '../../../plugins/flink-backend-module-aws/src/ManagedRuntime';
export { readManagedConfig } from '../../../plugins/flink-backend-module-aws/src/config/readManagedConfig';
export { KubernetesRuntime } from '../../../plugins/flink-backend-module-kubernetes/src/KubernetesRuntime';
export { readKubernetesSettings } from '../../../plugins/flink-backend-module-kubernetes/src/settings';
export { PortalKubernetesTransport } from '../../../plugins/flink-backend-module-kubernetes/src/transport';
export type { Waiting } from '../../../plugins/flink-backend-module-kubernetes/src/watch';
export { ApplicationMemory } from '../../../plugins/flink-backend-module-kubernetes/src/collect/ApplicationMemory';
export {
  eventSchema,
  flinkBlueGreenDeploymentSchema,
  flinkDeploymentSchema,
  flinkSessionJobSchema,
  flinkStateSnapshotSchema,
  podSchema,
} from '../../../plugins/flink-backend-module-kubernetes/src/resources';
export type { FlinkReadingJob } from '../../../plugins/flink-backend-module-kubernetes/src/rest';
export {
  toObservation,
  type ApplicationFacts,
} from '../../../plugins/flink-backend-module-kubernetes/src/translate';
export { toConfiguration } from '../../../plugins/flink-backend-module-aws/src/translate/toConfiguration';
export { toState } from '../../../plugins/flink-backend-module-aws/src/translate/toState';
export {
  toOperation,
  toOperationDetails,
  type ManagedOperation,
} from '../../../plugins/flink-backend-module-aws/src/translate/toOperation';
export { emitsNoMetrics } from '../../../plugins/flink-backend-module-aws/src/translate/applicationStatus';
