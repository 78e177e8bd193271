import type { ScmIntegrationRegistry } from '@backstage/integration';
import { parseRepoUrl } from '@backstage/plugin-scaffolder-node';

/** The repository a form names, on a host that the portal can reach. */
export interface ChosenRepository {
  /** Type of the host's integration, which chooses the step that publishes: `gitea`, `github`, `gitlab` … */
  readonly type: string;
  /** Where people see it. */
  readonly url: string;
}

/**
 * Finds the host of a repository among the portal's integrations.
 *
 * @param repoUrl - `<host>?owner=<owner>&repo=<name>`
 * @throws InputError when it names none, or its host is not configured
 */
export function repositoryOf(
  repoUrl: string,
  integrations: ScmIntegrationRegistry,
): ChosenRepository {
  const { host, owner, repo, organization, workspace, project } = parseRepoUrl(
    repoUrl,
    integrations,
  );
  const type = integrations.byHost(host)!.type;
  switch (type) {
    case 'gitea':
      return {
        type,
        url: join(integrations.gitea.byHost(host)!.config.baseUrl, owner, repo),
      };
    case 'gitlab':
      return {
        type,
        url: join(
          integrations.gitlab.byHost(host)!.config.baseUrl,
          owner,
          repo,
        ),
      };
    case 'azure':
      return {
        type,
        url: join(`https://${host}`, organization, project, '_git', repo),
      };
    case 'bitbucketServer':
      return {
        type,
        url: join(`https://${host}`, 'projects', project, 'repos', repo),
      };
    default:
      return { type, url: join(`https://${host}`, workspace ?? owner, repo) };
  }
}

function join(base: string | undefined, ...parts: (string | undefined)[]) {
  return [base?.replace(/\/+$/, ''), ...parts].filter(Boolean).join('/');
}
