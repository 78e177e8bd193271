import { InputError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { HostedRepository } from './commitStatuses/statusSourceOf';

/** The repository behind a clone URL, for example `https://git.example.com/flink/orders.git`. */
export function repositoryAt(
  remoteUrl: string,
  integrations: ScmIntegrationRegistry,
): HostedRepository {
  if (!URL.canParse(remoteUrl)) {
    throw new InputError(`remoteUrl: "${remoteUrl}" is not a URL.`);
  }
  const url = new URL(remoteUrl);
  // A Gitea's own host name may differ from that of the URL it is reached by.
  const gitea = integrations.gitea
    .list()
    .find(
      ({ config }) =>
        config.baseUrl && remoteUrl.startsWith(`${config.baseUrl}/`),
    );
  const path = gitea
    ? remoteUrl.slice(gitea.config.baseUrl!.length)
    : url.pathname;
  const parts = path
    .replace(/\.git$/, '')
    .split('/')
    .filter(part => part !== '');
  const name = parts.pop();
  if (!name || parts.length === 0) {
    throw new InputError(
      `remoteUrl: "${remoteUrl}" does not name an owner and a repository.`,
    );
  }
  return {
    host: gitea?.config.host ?? url.host,
    owner: parts.join('/'),
    name,
  };
}
