/** A small platform: two environments, two lines of Flink. What a standards file holds before it is parsed. */
export function standardsDocument() {
  const line = (flink: string, java: number) => ({
    managed: {
      runtimeEnvironment: `FLINK-${flink.slice(0, -2).replace('.', '_')}`,
      flink,
      java,
      python: '3.12',
    },
    eks: {
      operatorVersion: `v${flink.slice(0, -2).replace('.', '_')}`,
      flink,
      java: 17,
      python: '3.12',
      image: `flink:${flink}-java17`,
    },
    connectors: {
      kafka: '4.0.1-2.0',
      aws: '6.0.1-2.0',
      mskIamAuth: '2.3.6',
      iceberg: { artifact: 'iceberg-flink-runtime-2.1', version: '1.11.0' },
    },
  });
  const cluster = (name: string, accountId: string, region: string) => ({
    name,
    accountId,
    region,
    namespaces: ['analytics'],
    stateBucket: `flink-state-${accountId}`,
    oidcProvider: `oidc.eks.${region}.amazonaws.com/id/0123`,
    imageRegistry: `${accountId}.dkr.ecr.${region}.amazonaws.com`,
  });
  return {
    version: 1,
    organization: {
      javaPackagePrefix: 'com.example',
      platformTeam: 'group:default/platform',
    },
    runtimes: {
      managed: { allowed: ['2.2', '1.20'], preview: [], default: '2.2' },
      eks: { allowed: ['2.2'], preview: ['1.20'], default: '2.2' },
      retiring: {
        '1.20': { until: '2027-02-01', reason: 'its support ends' },
      },
    },
    lines: { '2.2': line('2.2.0', 17), '1.20': line('1.20.3', 11) },
    sources: ['kinesis', 'msk', 's3'],
    sinks: ['kinesis', 'msk', 's3', 'iceberg', 'firehose'],
    environments: [
      {
        name: 'staging',
        production: false,
        logRetentionDays: 7,
        maxParallelism: 16,
        maxMonthlyUsd: 2500,
        managed: {
          accountId: '444455556666',
          deployRole: 'arn:aws:iam::444455556666:role/deploy',
          regions: {
            'us-east-1': {
              artifactBucket: 'artifacts-444455556666',
              network: {
                subnetIds: ['subnet-0a', 'subnet-0b'],
                securityGroupIds: ['sg-0a'],
              },
            },
          },
        },
        eks: {
          clusters: [cluster('eks-staging', '444455556666', 'us-east-1')],
        },
      },
      {
        name: 'production',
        production: true,
        logRetentionDays: 30,
        maxParallelism: 64,
        maxMonthlyUsd: 5000,
        approvalAboveMonthlyUsd: 1500,
        alarmTopics: {
          'us-east-1': 'arn:aws:sns:us-east-1:111122223333:flink',
        },
        managed: {
          accountId: '111122223333',
          deployRole: 'arn:aws:iam::111122223333:role/deploy',
          regions: {
            'us-east-1': {
              artifactBucket: 'artifacts-111122223333',
              kmsKey: 'arn:aws:kms:us-east-1:111122223333:key/1',
            },
            'eu-west-1': { artifactBucket: 'artifacts-111122223333-eu' },
          },
        },
        eks: {
          clusters: [cluster('eks-prod', '111122223333', 'eu-west-1')],
        },
      },
    ],
    requiredTags: ['owner', 'environment'],
    classifications: {
      restricted: { customerManagedKey: true, network: true },
    },
    checkpointIntervalMs: { seconds: 10_000, minutes: 60_000 },
    prices: {
      asOf: '2026-09-20',
      source: 'https://aws.amazon.com/managed-service-apache-flink/pricing/',
      regions: {
        'us-east-1': {
          kpuHour: 0.11,
          storageGbMonth: 0.1,
          backupGbMonth: 0.023,
          node: {
            instanceType: 'm6i.large',
            vcpu: 2,
            memoryGib: 8,
            onDemandHour: 0.096,
            spotSaving: 0.6,
          },
        },
      },
    },
  };
}
