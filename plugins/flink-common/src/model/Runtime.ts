/**
 * Where an application runs: Amazon Managed Service for Apache Flink, a Kubernetes cluster under the
 * Flink Kubernetes Operator, or a self-hosted cluster reached over Flink's REST API.
 *
 * @public
 */
export type Runtime = 'managed' | 'kubernetes' | 'standalone';

/** Every runtime, in the order screens list them. @public */
export const RUNTIMES: readonly Runtime[] = [
  'managed',
  'kubernetes',
  'standalone',
];
