import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** Each runs as a test. */
export const examples: TemplateExample[] = [
  {
    description: 'Propose a merged repository',
    example: stringify({
      steps: [
        {
          id: 'propose',
          name: 'Open the pull request',
          action: 'flink:gitea:pull-request',
          input: {
            repoUrl: 'git.example.com?owner=flink&repo=orders-enricher',
            branchName: 'flink-2.2',
            title: 'Upgrade to Flink 2.2',
            description: "${{ steps['change'].output.summary }}",
            sourcePath: 'repository',
            filesToDelete: "${{ steps['merge'].output.removed }}",
          },
        },
      ],
    }),
  },
];
