import {
  parseStandards,
  planNewJob,
  type JobPlan,
} from '@flink-portal/backstage-plugin-flink-common';
import type { JsonObject } from '@backstage/types';
import { standardsFile } from './examplePlatform';

/** The plan of a job on Managed Flink with answers of one's own. */
export function examplePlan(answers: JsonObject = {}): JobPlan {
  const { plan, problems } = planNewJob(
    {
      target: 'managed',
      language: 'java',
      name: 'orders-enricher',
      description: 'Adds prices to orders',
      owner: 'group:default/payments-data',
      environments: ['staging', 'production'],
      region: 'us-east-1',
      flinkVersion: '1.20',
      source: {
        kind: 'kinesis',
        streamArn: 'arn:aws:kinesis:us-east-1:444455556666:stream/orders',
      },
      sink: { kind: 's3', uri: 's3://example-lake/orders-enriched' },
      load: {
        expectedMBps: 2,
        stateGB: 3,
        partitions: 16,
        latency: 'minutes',
      },
      repoUrl: 'git.example.com?owner=flink&repo=orders-enricher',
      ...answers,
    },
    parseStandards(standardsFile),
    {
      template: { name: 'flink-managed-java', version: '1.0.0' },
      repositoryUrl: 'http://git.example.com:3000/flink/orders-enricher',
      nowMs: Date.parse('2026-11-26T12:00:00Z'),
    },
  );
  if (!plan) {
    throw new Error(JSON.stringify(problems));
  }
  return plan;
}
