import type { JsonObject } from '@backstage/types';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { NewApplication } from '../schema/openapi/generated/models';

/** This repository's own standards file. */
export const STANDARDS: JsonObject = parse(
  readFileSync(join(__dirname, '../../../../templates/standards.yaml'), 'utf8'),
);

/** A job on Managed Flink that may be created in staging, with answers of one's own. */
export function formOf(answers: JsonObject = {}): JsonObject {
  return {
    target: 'managed',
    language: 'java',
    name: 'orders-enricher',
    description: 'Adds prices to orders',
    owner: 'group:default/payments-data',
    environments: ['staging', 'production'],
    region: 'us-east-1',
    flinkVersion: '2.2',
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
  };
}

/** A request to create it in staging. */
export function newApplication(
  over: Partial<NewApplication> = {},
  answers: JsonObject = {},
): NewApplication {
  return {
    form: formOf(answers),
    code: { key: 'orders-enricher/abc/job.jar' },
    serviceRoleArn: 'arn:aws:iam::444455556666:role/flink/orders-enricher',
    orderId: 'task-1.staging',
    ...over,
  };
}
