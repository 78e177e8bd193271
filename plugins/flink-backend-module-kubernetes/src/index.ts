/**
 * The runtime "kubernetes" of the Flink suite: the Flink Kubernetes Operator, read through the portal's own
 * Kubernetes backend.
 *
 * @packageDocumentation
 */
export { flinkModuleKubernetes as default } from './module';
