import type { NewApplicationOrder } from '@flink-portal/backstage-plugin-flink-node';
import type { NewApplication } from '../schema/openapi/generated/models';
import type { PlannedCreation } from './plannedCreation';
import { propertyGroups } from './propertyGroups';
import { tagsOf } from './tagsOf';

/** As a job's repository sets it. */
const MIN_PAUSE_MS = 5_000;

/** Who asks, and when. */
export interface Asked {
  /** Entity ref. */
  readonly requestedBy: string;
  /** Epoch ms. */
  readonly atMs: number;
}

/**
 * The order for a planned job: the same application as the job's own repository would deploy
 * (`templates/layers/managed/infra/20-application.yaml.njk`).
 */
export function orderOf(
  request: NewApplication,
  { plan, environment }: PlannedCreation,
  { requestedBy, atMs }: Asked,
): NewApplicationOrder {
  const { accountId, region } = environment;
  const { artifactBucket, kmsKey, network } = environment.managed!;
  const { code, serviceRoleArn } = request;
  // Everything of one account is in one partition: `aws`, `aws-cn`, `aws-us-gov`.
  const partition = serviceRoleArn.split(':')[1];
  return {
    runtime: 'managed',
    orderId: request.orderId,
    requestedBy,
    orderedAtMs: atMs,
    accountId,
    region,
    name: plan.name,
    description: plan.description,
    runtimeEnvironment: plan.flink.runtimeEnvironment!,
    serviceExecutionRole: serviceRoleArn,
    code: {
      bucketArn: `arn:${partition}:s3:::${artifactBucket}`,
      key: code.key,
      ...(code.objectVersion ? { objectVersion: code.objectVersion } : {}),
    },
    propertyGroups: propertyGroups(
      plan,
      environment,
      request.bootstrapServers ?? {},
    ),
    scaling: {
      parallelism: plan.size.parallelism,
      parallelismPerKpu: plan.size.managed.parallelismPerKpu,
      autoScaling: plan.autoscaling,
    },
    checkpoints: {
      intervalMs: plan.size.checkpointIntervalMs,
      minPauseMs: MIN_PAUSE_MS,
    },
    monitoring: {
      logLevel: 'INFO',
      metricsLevel: 'APPLICATION',
      logStreamArn: `arn:${partition}:logs:${region}:${accountId}:log-group:/aws/kinesis-analytics/${plan.name}:log-stream:kinesis-analytics-log-stream`,
    },
    snapshotsEnabled: true,
    systemRollback: true,
    ...(plan.customerManagedKey && kmsKey ? { kmsKeyArn: kmsKey } : {}),
    ...(plan.inNetwork && network ? { network } : {}),
    tags: tagsOf(plan, environment),
    start: request.start ?? false,
  };
}
