import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Each runs as a test. */
export const examples: TemplateExample[] = [
  {
    description:
      'Wait for the job of a plan, after its repository was published',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for the first checkpoint',
          action: 'flink:wait-healthy',
          input: {
            plan: "${{ steps['validate'].output.plan }}",
            startedAt: "${{ steps['validate'].output.startedAt }}",
            commitHash: "${{ steps['publish'].output.commitHash }}",
          },
        },
      ],
    }),
  },
  {
    description:
      'Wait 10 minutes for an application that something else created',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for the first checkpoint',
          action: 'flink:wait-healthy',
          input: {
            applicationId:
              'kubernetes:eks-staging-us/analytics/orders-enricher',
            timeoutMinutes: 10,
          },
        },
      ],
    }),
  },
];
