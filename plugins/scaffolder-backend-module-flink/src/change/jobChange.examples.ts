import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Each runs as a test. */
export const examples: TemplateExample[] = [
  {
    description: 'Plan an upgrade to Flink 2.2',
    example: stringify({
      steps: [
        {
          id: 'change',
          name: 'Plan the upgrade',
          action: 'flink:job:change',
          input: { repositoryPath: 'repository', flinkVersion: '2.2' },
        },
      ],
    }),
  },
  {
    description: 'Plan another size',
    example: stringify({
      steps: [
        {
          id: 'change',
          name: 'Plan the size',
          action: 'flink:job:change',
          input: {
            repositoryPath: 'repository',
            load: {
              expectedMBps: 20,
              stateGB: 6,
              partitions: 16,
              latency: 'seconds',
              work: 'usual',
            },
          },
        },
      ],
    }),
  },
];
