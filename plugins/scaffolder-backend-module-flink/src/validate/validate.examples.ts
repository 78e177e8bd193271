import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Each runs as a test. */
export const examples: TemplateExample[] = [
  {
    description:
      'Check a job on Managed Flink that reads a Kinesis stream and writes to S3',
    example: stringify({
      steps: [
        {
          id: 'validate',
          name: 'Check the job',
          action: 'flink:validate',
          input: {
            template: { name: 'flink-managed', version: '1.0.0' },
            form: {
              target: 'managed',
              language: 'java',
              name: 'orders-enricher',
              description: 'Adds prices to orders',
              owner: 'group:default/payments-data',
              environments: ['staging'],
              region: 'us-east-1',
              flinkVersion: '2.2',
              source: {
                kind: 'kinesis',
                streamArn:
                  'arn:aws:kinesis:us-east-1:444455556666:stream/orders',
              },
              sink: { kind: 's3', uri: 's3://example-lake/orders-enriched' },
              load: {
                expectedMBps: 2,
                stateGB: 3,
                partitions: 4,
                latency: 'minutes',
              },
              repoUrl: 'git.example.com?owner=flink&repo=orders-enricher',
            },
          },
        },
      ],
    }),
  },
];
