import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Each runs as a test. */
export const examples: TemplateExample[] = [
  {
    description:
      'Check that an application runs and that the catalog does not have the component yet',
    example: stringify({
      steps: [
        {
          id: 'validate',
          name: 'Check the answers',
          action: 'flink:registration:validate',
          input: {
            application: 'managed:111122223333/us-east-1/orders-enricher',
            name: 'orders-enricher',
            repoUrl: 'git.example.com?owner=flink&repo=orders-enricher',
          },
        },
      ],
    }),
  },
];
