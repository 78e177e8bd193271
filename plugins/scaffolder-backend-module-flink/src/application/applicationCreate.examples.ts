import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Each runs as a test. */
export const examples: TemplateExample[] = [
  {
    description: 'Create a job in its first environment and start it',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the application',
          action: 'flink:application:create',
          input: {
            plan: "${{ steps['validate'].output.plan }}",
            codeKey: 'orders-enricher/3f2c1a9/job.jar',
            serviceRoleArn:
              'arn:aws:iam::444455556666:role/flink/orders-enricher',
          },
        },
      ],
    }),
  },
  {
    description:
      'Create it in another environment from a version of the object, without starting it',
    example: stringify({
      steps: [
        {
          id: 'create',
          name: 'Create the application',
          action: 'flink:application:create',
          input: {
            plan: "${{ steps['validate'].output.plan }}",
            environment: 'production',
            codeKey: 'orders-enricher/3f2c1a9/job.jar',
            codeObjectVersion: '3HL4kqtJvjVBH40Nrjfkd',
            serviceRoleArn:
              'arn:aws:iam::111122223333:role/flink/orders-enricher',
            start: false,
          },
        },
      ],
    }),
  },
];
