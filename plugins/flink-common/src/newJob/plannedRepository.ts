import type { JobPlan } from './JobPlan';
import type { PlanContext } from './PlanContext';

/** The repository that a picker's URL names; undefined when it names none. */
export function plannedRepository(
  repoUrl: string,
  context: PlanContext,
): JobPlan['repository'] | undefined {
  const [host, query = ''] = repoUrl.split('?');
  const asked = new URLSearchParams(query);
  const name = asked.get('repo');
  const owner = [
    asked.get('organization'),
    asked.get('workspace'),
    asked.get('owner') ?? asked.get('project'),
  ]
    .filter(Boolean)
    .join('/');
  if (!host || !owner || !name) {
    return undefined;
  }
  const url = context.repositoryUrl ?? `https://${host}/${owner}/${name}`;
  const defaultBranch = context.defaultBranch ?? 'main';
  const type = context.repositoryType ?? typeByHost(host);
  return {
    type,
    host,
    owner,
    name,
    url,
    filesUrl: filesUrlOf(url, defaultBranch, type),
    defaultBranch,
  };
}

function filesUrlOf(url: string, branch: string, type: string): string {
  switch (type) {
    case 'gitlab':
      return `${url}/-/blob/${branch}`;
    case 'gitea':
      return `${url}/src/branch/${branch}`;
    case 'bitbucketCloud':
      return `${url}/src/${branch}`;
    case 'bitbucketServer':
      return `${url}/browse`;
    case 'azure':
      return `${url}?path=`;
    default:
      return `${url}/blob/${branch}`;
  }
}

function typeByHost(host: string): string {
  return (
    ['gitlab', 'gitea', 'github'].find(type => host.includes(type)) ?? 'github'
  );
}
