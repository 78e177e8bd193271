import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Each runs as a test. */
export const examples: TemplateExample[] = [
  {
    description:
      'Deploy the rendered manifests of a job to its first environment',
    example: stringify({
      steps: [
        {
          id: 'apply',
          name: 'Deploy',
          action: 'flink:kubernetes:apply',
          input: {
            plan: "${{ steps['validate'].output.plan }}",
            manifestPaths: [
              'deploy/base/serviceaccount.yaml',
              'deploy/base/flinkdeployment.yaml',
            ],
          },
        },
      ],
    }),
  },
];
