import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Each runs as a test. */
export const examples: TemplateExample[] = [
  {
    description:
      'Merge what a new Flink version changes in the templates into a repository',
    example: stringify({
      steps: [
        {
          id: 'merge',
          name: 'Merge the change',
          action: 'flink:repository:merge',
          input: {
            basePath: 'before',
            theirsPath: 'after',
            oursPath: 'repository',
          },
        },
      ],
    }),
  },
  {
    description: 'Leave conflicts for the pull request',
    example: stringify({
      steps: [
        {
          id: 'merge',
          name: 'Merge the change',
          action: 'flink:repository:merge',
          input: {
            basePath: 'before',
            theirsPath: 'after',
            oursPath: 'repository',
            conflicts: 'mark',
          },
        },
      ],
    }),
  },
];
