import type { NewApplicationOrder } from '@flink-portal/backstage-plugin-flink-node';
import { ACCOUNT, REGION } from './FarSide';

/** An order for `orders`, outside a VPC and with the service's own key. */
export function orderOf(
  over: Partial<NewApplicationOrder> = {},
): NewApplicationOrder {
  return {
    runtime: 'managed',
    orderId: 'task-1.staging',
    requestedBy: 'user:default/ada',
    orderedAtMs: Date.parse('2026-11-26T12:00:00.000Z'),
    accountId: ACCOUNT,
    region: REGION,
    name: 'orders',
    description: 'Adds prices to orders',
    runtimeEnvironment: 'FLINK-2_2',
    serviceExecutionRole: `arn:aws:iam::${ACCOUNT}:role/flink/orders`,
    code: { bucketArn: 'arn:aws:s3:::artifacts', key: 'orders/1/job.jar' },
    propertyGroups: { Source: { kind: 's3', uri: 's3://lake/orders/' } },
    scaling: { parallelism: 4, parallelismPerKpu: 1, autoScaling: true },
    checkpoints: { intervalMs: 60_000, minPauseMs: 5_000 },
    monitoring: {
      logLevel: 'INFO',
      metricsLevel: 'APPLICATION',
      logStreamArn: `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/kinesis-analytics/orders:log-stream:kinesis-analytics-log-stream`,
    },
    snapshotsEnabled: true,
    systemRollback: true,
    tags: { owner: 'payments' },
    start: false,
    ...over,
  };
}
