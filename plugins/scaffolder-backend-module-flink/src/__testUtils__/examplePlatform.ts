import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** This repository's own standards file. */
export const standardsFile = parse(
  readFileSync(join(__dirname, '../../../../templates/standards.yaml'), 'utf8'),
);

/** A portal's configuration with these standards and one git host of each kind. */
export const config = new ConfigReader({
  flink: { standards: standardsFile },
  integrations: {
    gitea: [
      {
        host: 'git.example.com',
        baseUrl: 'http://git.example.com:3000',
        username: 'scaffolder',
        password: 'secret',
      },
    ],
    gitlab: [
      {
        host: 'gitlab.example.com',
        baseUrl: 'https://gitlab.example.com/git',
        apiBaseUrl: 'https://gitlab.example.com/git/api/v4',
        token: 'secret',
      },
    ],
    bitbucketServer: [{ host: 'bitbucket.example.com', token: 'secret' }],
    bitbucketCloud: [{ username: 'scaffolder', token: 'secret' }],
    azure: [{ host: 'dev.azure.com' }],
  },
});

/** The hosts of {@link config}. */
export const integrations = ScmIntegrations.fromConfig(config);
