import type { ManagedFleetMember } from './managedMember';
import type { Team, Tier } from './teams';

/** The accounts of the sandbox. */
export const PRODUCTION_ACCOUNT = '111122223333';
export const STAGING_ACCOUNT = '444455556666';
/** Its every call is denied: the portal's role was never created there. */
export const DENIED_ACCOUNT = '777788889999';

/** One line of the managed fleet; everything left out has a default. */
export interface ManagedPlan {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly description: string;
  readonly team: Team;
  readonly tier?: Tier;
  /** `1.18` … `2.2`. */
  readonly flink: string;
  readonly mode?: ManagedFleetMember['mode'];
  readonly runtimeEnvironment?: string;
  readonly story?: string;
  readonly parallelism?: number;
  readonly parallelismPerKpu?: number;
  readonly autoScaling?: boolean;
  readonly metricsLevel?: ManagedFleetMember['metricsLevel'];
  readonly snapshots?: boolean;
  readonly rollback?: boolean;
  readonly kinesis?: string;
  readonly kafka?: string;
  readonly checkpointIntervalMs?: number;
  /** Nobody gave it the tag of its team, so that it confirms no entity that claims it. */
  readonly isUntagged?: boolean;
  /** `backstage.io/entity-ref` tag. */
  readonly entity?: string;
  readonly extraTags?: Readonly<Record<string, string>>;
}

const EAST = { account: PRODUCTION_ACCOUNT, region: 'us-east-1' } as const;
const WEST = { account: PRODUCTION_ACCOUNT, region: 'eu-west-1' } as const;
const DEV = {
  account: STAGING_ACCOUNT,
  region: 'us-east-1',
  tier: 'tier-3',
} as const;

/** Who runs what on Amazon Managed Service for Apache Flink. */
export const MANAGED_PLAN: readonly ManagedPlan[] = [
  {
    ...EAST,
    name: 'orders-enrichment-prod',
    description:
      'Adds customer and price data to orders and writes them to the lake',
    team: 'payments-data',
    tier: 'tier-1',
    flink: '1.20',
    parallelism: 8,
    metricsLevel: 'TASK',
    kinesis: 'orders',
    rollback: true,
    entity: 'component:default/orders-enrichment',
  },
  {
    ...EAST,
    name: 'fraud-scoring-prod',
    description: 'Scores card transactions within 300 ms',
    team: 'fraud-detection',
    tier: 'tier-1',
    flink: '2.2',
    parallelism: 12,
    kafka: 'card-transactions',
    metricsLevel: 'TASK',
    autoScaling: true,
    story: 'autoscaled',
    entity: 'component:default/fraud-scoring',
  },
  {
    ...EAST,
    name: 'clickstream-sessions-prod',
    description: 'Groups clicks into visits',
    team: 'web-analytics',
    tier: 'tier-1',
    flink: '1.19',
    parallelism: 6,
    kinesis: 'clickstream',
    metricsLevel: 'TASK',
    autoScaling: false,
    story: 'growing-lag',
  },
  {
    ...EAST,
    name: 'card-token-sync',
    description: 'Keeps the token vault in step with the card system',
    team: 'payments-data',
    flink: '1.20',
    kafka: 'card-tokens',
    story: 'failing-checkpoints',
  },
  {
    ...EAST,
    name: 'inventory-snapshots',
    description: 'Current stock per warehouse and article',
    team: 'logistics',
    flink: '1.20',
    kafka: 'stock-movements',
    extraTags: { product: 'inventory' },
  },
  {
    ...EAST,
    name: 'shipment-events-prod',
    description: 'One stream of events from nine carriers',
    team: 'logistics',
    tier: 'tier-1',
    flink: '1.20',
    kinesis: 'carrier-events',
    story: 'maintenance-restart',
  },
  {
    ...EAST,
    name: 'ad-attribution',
    description: 'Which advertisement led to which order',
    team: 'web-analytics',
    isUntagged: true,
    flink: '1.18',
    kafka: 'ad-impressions',
    story: 'no-data',
  },
  {
    ...EAST,
    name: 'customer-360-prod',
    description: 'One record per customer out of six systems',
    team: 'data-platform',
    flink: '2.2',
    parallelism: 10,
    kafka: 'customer-changes',
    rollback: true,
  },
  {
    ...WEST,
    name: 'orders-enrichment-eu',
    description: 'Adds customer and price data to orders of the EU shops',
    team: 'payments-data',
    tier: 'tier-1',
    flink: '1.20',
    parallelism: 6,
    kinesis: 'orders-eu',
    metricsLevel: 'TASK',
    entity: 'component:default/orders-enrichment',
  },
  {
    ...WEST,
    name: 'refund-alerts',
    description: 'Tells support about refunds that wait too long',
    team: 'payments-data',
    flink: '1.20',
    kinesis: 'refunds',
    rollback: true,
    story: 'rolled-back',
  },
  {
    ...WEST,
    name: 'account-takeover',
    description: 'Finds logins that do not look like the account’s owner',
    team: 'fraud-detection',
    tier: 'tier-1',
    flink: '2.2',
    parallelism: 8,
    kafka: 'login-attempts',
    metricsLevel: 'TASK',
    story: 'restart-loop-after-deploy',
  },
  {
    ...WEST,
    name: 'consent-filter',
    description: 'Drops events of people who did not consent',
    team: 'web-analytics',
    tier: 'tier-1',
    flink: '1.18',
    kafka: 'raw-events',
  },
  {
    ...WEST,
    name: 'warehouse-telemetry',
    description: 'Conveyor and cold-chain sensors of four warehouses',
    team: 'logistics',
    flink: '1.20',
    kinesis: 'warehouse-sensors',
    story: 'iam-denied',
  },
  {
    ...WEST,
    name: 'invoice-aggregates',
    description: 'Invoice sums per day and country',
    team: 'payments-data',
    flink: '1.19',
    kafka: 'invoices',
    parallelism: 2,
  },
  {
    ...WEST,
    name: 'loyalty-points',
    description: 'Books loyalty points into the search index',
    team: 'data-platform',
    flink: '1.20',
    kafka: 'purchases',
    metricsLevel: 'TASK',
    story: 'backpressure-slow-sink',
  },
  {
    ...DEV,
    name: 'orders-enrichment-staging',
    description: 'The next version of orders-enrichment',
    team: 'payments-data',
    flink: '1.20',
    kinesis: 'orders-staging',
    story: 'deploying',
    entity: 'component:default/orders-enrichment',
  },
  {
    ...DEV,
    name: 'fraud-scoring-staging',
    description: 'The next version of fraud-scoring',
    team: 'fraud-detection',
    flink: '2.2',
    kafka: 'card-transactions-staging',
    story: 'deploying',
    entity: 'component:default/fraud-scoring',
  },
  {
    ...DEV,
    name: 'clickstream-sessions-dev',
    description: 'Playground of the web analytics team',
    team: 'web-analytics',
    flink: '1.19',
    kinesis: 'clickstream-dev',
    story: 'suspended',
  },
  {
    ...DEV,
    name: 'warehouse-backfill',
    description: 'Replays a year of warehouse events once',
    team: 'logistics',
    flink: '1.20',
    kafka: 'warehouse-archive',
    story: 'finished',
  },
  {
    ...DEV,
    name: 'analytics-notebook',
    description: 'Studio notebook for ad-hoc questions',
    team: 'web-analytics',
    flink: '1.15',
    mode: 'INTERACTIVE',
    runtimeEnvironment: 'ZEPPELIN-FLINK-3_0',
    story: 'studio-idle',
  },
  {
    ...DEV,
    name: 'delivery-windows-staging',
    description: 'When a parcel will arrive, staging',
    team: 'logistics',
    flink: '1.20',
    kafka: 'delivery-plans-staging',
    story: 'stuck-updating',
  },
  {
    ...DEV,
    name: 'gdpr-eraser-dev',
    description: 'Erases personal data across topics on request',
    team: 'data-platform',
    flink: '2.2',
    kafka: 'erasure-requests',
    checkpointIntervalMs: 900_000,
    story: 'new-job',
    snapshots: false,
  },
  {
    ...DEV,
    name: 'feature-store-dev',
    description: 'Features for the recommendation models',
    team: 'data-platform',
    flink: '1.20',
    kafka: 'feature-events',
    story: 'no-metrics',
  },
];
