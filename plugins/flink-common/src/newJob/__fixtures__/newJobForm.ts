import type { NewJobForm } from '../NewJobForm';

/** Answers that become a plan: Kinesis to S3, on Managed Flink. */
export const newJobForm: NewJobForm = {
  target: 'managed',
  language: 'java',
  name: 'orders-enricher',
  description: 'Adds prices to orders',
  owner: 'group:default/payments',
  criticality: 'tier2',
  dataClassification: 'internal',
  environments: ['staging', 'production'],
  region: 'us-east-1',
  flinkVersion: '2.2',
  source: {
    kind: 'kinesis',
    streamArn: 'arn:aws:kinesis:us-east-1:444455556666:stream/orders',
    enhancedFanOut: false,
  },
  sink: { kind: 's3', uri: 's3://lake/orders-enriched', format: 'parquet' },
  load: {
    expectedMBps: 2,
    stateGB: 3,
    partitions: 4,
    latency: 'minutes',
    work: 'usual',
  },
  autoscaling: true,
  network: false,
  repoUrl: 'git.example.com?owner=flink&repo=orders-enricher',
};

/** The same on EKS. */
export const eksForm: NewJobForm = {
  ...newJobForm,
  target: 'eks',
  region: undefined,
  namespace: 'analytics',
};
