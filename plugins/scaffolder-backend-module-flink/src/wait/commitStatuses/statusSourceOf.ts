import {
  DefaultGithubCredentialsProvider,
  getGiteaRequestOptions,
  getGitLabRequestOptions,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import { z } from 'zod';
import {
  newestByContext,
  type CommitStatusSource,
  type CommitStatusState,
} from './CommitStatus';
import { getJson } from './getJson';

/** A repository as its host's API names it. */
export interface HostedRepository {
  readonly host: string;
  /** User, organization or group; with slashes for nested groups. */
  readonly owner: string;
  readonly name: string;
}

// Null and absent say the same.
const text = z
  .string()
  .nullish()
  .transform(value => value || undefined);
const giteaStatuses = z.array(
  z.object({
    id: z.number(),
    context: z.string(),
    status: z.string(),
    description: text,
    target_url: text,
    updated_at: text,
    created_at: z.string(),
  }),
);
const githubStatuses = z.array(
  z.object({
    id: z.number(),
    context: z.string(),
    state: z.string(),
    description: text,
    target_url: text,
    updated_at: text,
    created_at: z.string(),
  }),
);
const gitlabStatuses = z.array(
  z.object({
    id: z.number(),
    name: z.string(),
    status: z.string(),
    description: text,
    target_url: text,
    finished_at: text,
    created_at: z.string(),
  }),
);

/**
 * How to read commit statuses from a repository's host, with the credentials of the portal's integration.
 *
 * @returns undefined for a host whose API the portal does not speak
 */
export function statusSourceOf(
  { host, owner, name }: HostedRepository,
  integrations: ScmIntegrationRegistry,
): CommitStatusSource | undefined {
  const gitea = integrations.gitea.byHost(host)?.config;
  if (gitea) {
    const base = gitea.baseUrl ?? `https://${host}`;
    return {
      async read(ref, signal) {
        const statuses = await getJson({
          url: `${base}/api/v1/repos/${pathOf(owner, name)}/commits/${pathOf(
            ref,
          )}/statuses?limit=50`,
          headers: { ...getGiteaRequestOptions(gitea).headers },
          schema: giteaStatuses,
          signal,
        });
        return newestByContext(
          statuses.map(each => ({
            id: each.id,
            context: each.context,
            state: stateOf(each.status),
            description: each.description,
            url: each.target_url,
            at: each.updated_at ?? each.created_at,
          })),
        );
      },
    };
  }
  const github = integrations.github.byHost(host)?.config;
  if (github) {
    const credentials =
      DefaultGithubCredentialsProvider.fromIntegrations(integrations);
    return {
      async read(ref, signal) {
        const { headers } = await credentials.getCredentials({
          url: `https://${host}/${pathOf(owner, name)}`,
        });
        const statuses = await getJson({
          url: `${github.apiBaseUrl}/repos/${pathOf(
            owner,
            name,
          )}/commits/${encodeURIComponent(ref)}/statuses?per_page=100`,
          headers: { ...headers },
          schema: githubStatuses,
          signal,
        });
        return newestByContext(
          statuses.map(each => ({
            id: each.id,
            context: each.context,
            state: stateOf(each.state),
            description: each.description,
            url: each.target_url,
            at: each.updated_at ?? each.created_at,
          })),
        );
      },
    };
  }
  const gitlab = integrations.gitlab.byHost(host)?.config;
  if (gitlab) {
    return {
      async read(ref, signal) {
        const statuses = await getJson({
          url: `${gitlab.apiBaseUrl}/projects/${encodeURIComponent(
            `${owner}/${name}`,
          )}/repository/commits/${encodeURIComponent(
            ref,
          )}/statuses?per_page=100`,
          headers: getGitLabRequestOptions(gitlab).headers,
          schema: gitlabStatuses,
          signal,
        });
        return newestByContext(
          statuses.map(each => ({
            id: each.id,
            context: each.name,
            state: stateOf(each.status),
            description: each.description,
            url: each.target_url,
            at: each.finished_at ?? each.created_at,
          })),
        );
      },
    };
  }
  return undefined;
}

function stateOf(word: string): CommitStatusState {
  switch (word) {
    // Gitea's `warning` is a success with something to say.
    case 'success':
    case 'warning':
    case 'skipped':
      return 'success';
    case 'failure':
    case 'failed':
    case 'error':
    case 'canceled':
      return 'failure';
    default:
      return 'pending';
  }
}

function pathOf(...parts: string[]): string {
  return parts
    .flatMap(part => part.split('/'))
    .map(encodeURIComponent)
    .join('/');
}
