import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Each runs as a test. */
export const examples: TemplateExample[] = [
  {
    description: 'Size a job of 2 MB/s with 3 GB of state on Managed Flink',
    example: stringify({
      steps: [
        {
          id: 'size',
          name: 'Size the job',
          action: 'flink:size',
          input: {
            target: 'managed',
            region: 'us-east-1',
            load: {
              expectedMBps: 2,
              stateGB: 3,
              partitions: 4,
              latency: 'minutes',
              work: 'usual',
            },
          },
        },
      ],
    }),
  },
];
