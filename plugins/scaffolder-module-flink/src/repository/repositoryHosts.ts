import type { ScmIntegration } from '@backstage/integration';

/** Hosts on which the templates can publish, by the integration's type. */
const PUBLISHED_TO = [
  'azure',
  'bitbucketCloud',
  'bitbucketServer',
  'gitea',
  'github',
  'gitlab',
];
/** Known to every portal, configured or not. */
const PUBLIC_HOSTS = [
  'github.com',
  'gitlab.com',
  'bitbucket.org',
  'dev.azure.com',
];

/** The hosts to choose from, a company's own before those that every portal knows. */
export function repositoryHosts(
  integrations: readonly Pick<ScmIntegration, 'type' | 'title'>[],
): string[] {
  const hosts = integrations
    .filter(({ type }) => PUBLISHED_TO.includes(type))
    // The title of an integration is its host.
    .map(({ title }) => title);
  return [...new Set(hosts)].sort(
    (left, right) =>
      Number(PUBLIC_HOSTS.includes(left)) -
      Number(PUBLIC_HOSTS.includes(right)),
  );
}
