import { orderOf } from '../../__testUtils__/orderOf';
import { createInput } from './createInput';

describe('createInput', () => {
  it('leaves nothing to a default of the service', () => {
    const { ApplicationConfiguration: configuration } = createInput(orderOf());

    expect(configuration).toEqual({
      ApplicationCodeConfiguration: {
        CodeContentType: 'ZIPFILE',
        CodeContent: {
          S3ContentLocation: {
            BucketARN: 'arn:aws:s3:::artifacts',
            FileKey: 'orders/1/job.jar',
          },
        },
      },
      ApplicationSnapshotConfiguration: { SnapshotsEnabled: true },
      ApplicationSystemRollbackConfiguration: { RollbackEnabled: true },
      EnvironmentProperties: {
        PropertyGroups: [
          {
            PropertyGroupId: 'Source',
            PropertyMap: { kind: 's3', uri: 's3://lake/orders/' },
          },
        ],
      },
      FlinkApplicationConfiguration: {
        CheckpointConfiguration: {
          ConfigurationType: 'CUSTOM',
          CheckpointingEnabled: true,
          CheckpointInterval: 60_000,
          MinPauseBetweenCheckpoints: 5_000,
        },
        MonitoringConfiguration: {
          ConfigurationType: 'CUSTOM',
          LogLevel: 'INFO',
          MetricsLevel: 'APPLICATION',
        },
        ParallelismConfiguration: {
          ConfigurationType: 'CUSTOM',
          Parallelism: 4,
          ParallelismPerKPU: 1,
          AutoScalingEnabled: true,
        },
      },
    });
  });

  it('names the version of the code, the key and the network where the order does', () => {
    const { ApplicationConfiguration: configuration } = createInput(
      orderOf({
        code: {
          bucketArn: 'arn:aws:s3:::artifacts',
          key: 'job.jar',
          objectVersion: 'v7',
        },
        kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1',
        network: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] },
      }),
    );

    expect(configuration).toMatchObject({
      ApplicationCodeConfiguration: {
        CodeContent: { S3ContentLocation: { ObjectVersion: 'v7' } },
      },
      ApplicationEncryptionConfiguration: {
        KeyType: 'CUSTOMER_MANAGED_KEY',
        KeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1',
      },
      VpcConfigurations: [
        { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
      ],
    });
  });

  it('tags the application with its order, which no other tag can take the place of', () => {
    const { Tags } = createInput(
      orderOf({ tags: { owner: 'payments', 'flink-portal:order': 'other' } }),
    );

    expect(Tags).toEqual([
      { Key: 'owner', Value: 'payments' },
      { Key: 'flink-portal:order', Value: 'task-1.staging' },
    ]);
  });
});
