import type {
  CreateApplicationCommandInput,
  RuntimeEnvironment,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { NewApplicationOrder } from '@flink-portal/backstage-plugin-flink-node';
import { ORDER_TAG } from './orderTag';

/** An order in the words of CreateApplication. */
export function createInput(
  order: NewApplicationOrder,
): CreateApplicationCommandInput {
  const { code, scaling, checkpoints, monitoring, network, kmsKeyArn } = order;
  return {
    ApplicationName: order.name,
    ApplicationDescription: order.description,
    // A line that is newer than the SDK is AWS's to refuse.
    RuntimeEnvironment: order.runtimeEnvironment as RuntimeEnvironment,
    ApplicationMode: 'STREAMING',
    ServiceExecutionRole: order.serviceExecutionRole,
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: {
        CodeContentType: 'ZIPFILE',
        CodeContent: {
          S3ContentLocation: {
            BucketARN: code.bucketArn,
            FileKey: code.key,
            ...(code.objectVersion
              ? { ObjectVersion: code.objectVersion }
              : {}),
          },
        },
      },
      ApplicationSnapshotConfiguration: {
        SnapshotsEnabled: order.snapshotsEnabled,
      },
      ApplicationSystemRollbackConfiguration: {
        RollbackEnabled: order.systemRollback,
      },
      ...(kmsKeyArn
        ? {
            ApplicationEncryptionConfiguration: {
              KeyType: 'CUSTOMER_MANAGED_KEY',
              KeyId: kmsKeyArn,
            },
          }
        : {}),
      EnvironmentProperties: {
        PropertyGroups: Object.entries(order.propertyGroups).map(
          ([PropertyGroupId, properties]) => ({
            PropertyGroupId,
            PropertyMap: { ...properties },
          }),
        ),
      },
      FlinkApplicationConfiguration: {
        // CUSTOM everywhere: with DEFAULT the service ignores the values.
        CheckpointConfiguration: {
          ConfigurationType: 'CUSTOM',
          CheckpointingEnabled: true,
          CheckpointInterval: checkpoints.intervalMs,
          MinPauseBetweenCheckpoints: checkpoints.minPauseMs,
        },
        MonitoringConfiguration: {
          ConfigurationType: 'CUSTOM',
          LogLevel: monitoring.logLevel,
          MetricsLevel: monitoring.metricsLevel,
        },
        ParallelismConfiguration: {
          ConfigurationType: 'CUSTOM',
          Parallelism: scaling.parallelism,
          ParallelismPerKPU: scaling.parallelismPerKpu,
          AutoScalingEnabled: scaling.autoScaling,
        },
      },
      ...(network
        ? {
            VpcConfigurations: [
              {
                SubnetIds: [...network.subnetIds],
                SecurityGroupIds: [...network.securityGroupIds],
              },
            ],
          }
        : {}),
    },
    CloudWatchLoggingOptions: [{ LogStreamARN: monitoring.logStreamArn }],
    Tags: Object.entries({ ...order.tags, [ORDER_TAG]: order.orderId }).map(
      ([Key, Value]) => ({ Key, Value }),
    ),
  };
}
