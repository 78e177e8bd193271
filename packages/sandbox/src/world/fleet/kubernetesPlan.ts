import type { KubernetesFleetMember } from '../types';
import type { Team, Tier } from './teams';

/** One line of the Kubernetes fleet; everything left out has a default. */
export interface KubernetesPlan {
  readonly cluster: 'eks-prod-eu' | 'eks-staging-us';
  readonly namespace: string;
  readonly name: string;
  readonly team: Team;
  readonly tier?: Tier;
  readonly kind?: KubernetesFleetMember['kind'];
  /** `1.18` … `2.2`. */
  readonly flink: string;
  readonly parallelism?: number;
  readonly upgradeMode?: KubernetesFleetMember['upgradeMode'];
  readonly story?: string;
  readonly sessionCluster?: string;
  readonly isSessionCluster?: boolean;
  readonly checkpointIntervalMs?: number;
  /** Days before the world's start. */
  readonly ageDays?: number;
  readonly deployedDaysAgo?: number;
  readonly version?: string;
  readonly source?: { kind: 'kinesis' | 'kafka'; name: string };
  /** The `backstage.io/kubernetes-id` label; none for what nobody registered. */
  readonly kubernetesId?: string | false;
}

const PROD = 'eks-prod-eu';
const STAGING = 'eks-staging-us';

/** Who runs what on Kubernetes. */
export const KUBERNETES_PLAN: readonly KubernetesPlan[] = [
  {
    cluster: PROD,
    namespace: 'payments',
    name: 'payment-authorizations',
    team: 'payments-data',
    tier: 'tier-1',
    flink: '1.20',
    parallelism: 12,
    upgradeMode: 'savepoint',
  },
  {
    cluster: PROD,
    namespace: 'payments',
    name: 'settlement-ledger',
    team: 'payments-data',
    tier: 'tier-1',
    flink: '1.20',
    parallelism: 8,
    story: 'restart-loop-after-deploy',
    version: '3.4.0',
  },
  {
    cluster: PROD,
    namespace: 'payments',
    name: 'chargeback-matching',
    team: 'payments-data',
    flink: '1.19',
    upgradeMode: 'savepoint',
  },
  {
    cluster: PROD,
    namespace: 'fraud',
    name: 'device-fingerprints',
    team: 'fraud-detection',
    tier: 'tier-1',
    flink: '2.2',
    parallelism: 16,
    story: 'taskmanager-out-of-memory',
  },
  {
    cluster: PROD,
    namespace: 'fraud',
    name: 'velocity-checks',
    team: 'fraud-detection',
    tier: 'tier-1',
    flink: '2.2',
    parallelism: 10,
    kind: 'FlinkBlueGreenDeployment',
    upgradeMode: 'savepoint',
  },
  {
    cluster: PROD,
    namespace: 'fraud',
    name: 'case-aggregation',
    team: 'fraud-detection',
    flink: '1.20',
    story: 'rejected-spec',
  },
  {
    cluster: PROD,
    namespace: 'web',
    name: 'page-view-rollups',
    team: 'web-analytics',
    flink: '1.19',
    parallelism: 6,
    story: 'autoscaled',
  },
  {
    cluster: PROD,
    namespace: 'web',
    name: 'search-clicks',
    team: 'web-analytics',
    flink: '1.20',
    parallelism: 4,
  },
  {
    cluster: PROD,
    namespace: 'web',
    name: 'ab-test-metrics',
    team: 'web-analytics',
    tier: 'tier-3',
    flink: '1.18',
    upgradeMode: 'stateless',
    story: 'backpressure-slow-sink',
  },
  {
    cluster: PROD,
    namespace: 'logistics',
    name: 'route-eta',
    team: 'logistics',
    tier: 'tier-1',
    flink: '1.20',
    parallelism: 8,
    story: 'jobmanager-crash-loop',
  },
  {
    cluster: PROD,
    namespace: 'logistics',
    name: 'parcel-tracking',
    team: 'logistics',
    flink: '1.20',
    parallelism: 6,
    upgradeMode: 'savepoint',
  },
  {
    cluster: PROD,
    namespace: 'data-platform',
    name: 'shared-session',
    team: 'data-platform',
    flink: '1.20',
    isSessionCluster: true,
    ageDays: 90,
  },
  {
    cluster: PROD,
    namespace: 'data-platform',
    name: 'currency-rates',
    team: 'data-platform',
    kind: 'FlinkSessionJob',
    sessionCluster: 'shared-session',
    flink: '1.20',
    parallelism: 2,
    upgradeMode: 'savepoint',
  },
  {
    cluster: PROD,
    namespace: 'data-platform',
    name: 'schema-audit',
    team: 'data-platform',
    kind: 'FlinkSessionJob',
    sessionCluster: 'shared-session',
    flink: '1.20',
    parallelism: 2,
    story: 'failing-checkpoints',
  },
  {
    cluster: PROD,
    namespace: 'data-platform',
    name: 'dead-letter-replay',
    team: 'data-platform',
    kind: 'FlinkSessionJob',
    sessionCluster: 'shared-session',
    flink: '1.20',
    parallelism: 1,
    story: 'finished',
    kubernetesId: false,
  },
  {
    cluster: STAGING,
    namespace: 'payments-staging',
    name: 'payment-authorizations',
    team: 'payments-data',
    tier: 'tier-3',
    flink: '2.2',
    story: 'new-job',
    checkpointIntervalMs: 900_000,
    kubernetesId: 'payment-authorizations',
  },
  {
    cluster: STAGING,
    namespace: 'logistics-staging',
    name: 'route-eta',
    team: 'logistics',
    tier: 'tier-3',
    flink: '1.20',
    story: 'suspended',
    upgradeMode: 'savepoint',
  },
  {
    cluster: STAGING,
    namespace: 'sandbox',
    name: 'click-heatmaps',
    team: 'web-analytics',
    tier: 'tier-3',
    flink: '1.19',
    story: 'stuck-updating',
    kubernetesId: false,
  },
];
