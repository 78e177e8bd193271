import { NotAllowedError } from '@backstage/errors';
import {
  getGiteaRequestOptions,
  type GiteaIntegrationConfig,
} from '@backstage/integration';
import { z } from 'zod';

const TIMEOUT_MS = 30_000;

const pullRequest = z.object({
  number: z.number(),
  html_url: z.string(),
  head: z.object({ ref: z.string() }),
});

/** A pull request as Gitea tells of it. */
export type GiteaPullRequest = z.infer<typeof pullRequest>;

/** One repository of a Gitea, through its API. */
export class GiteaRepository {
  readonly #config: GiteaIntegrationConfig;
  readonly #path: string;

  constructor(config: GiteaIntegrationConfig, owner: string, name: string) {
    this.#config = config;
    this.#path = `${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
  }

  get cloneUrl(): string {
    return `${this.#base}/${this.#path}.git`;
  }

  async defaultBranch(): Promise<string> {
    const { body } = await this.#send('GET', '');
    return z.object({ default_branch: z.string() }).parse(body).default_branch;
  }

  async hasBranch(branch: string): Promise<boolean> {
    const { status } = await this.#send(
      'GET',
      `/branches/${encodeURIComponent(branch)}`,
      { accept: [404] },
    );
    return status !== 404;
  }

  /** The open pull request of a branch. */
  async openPullRequest(branch: string): Promise<GiteaPullRequest | undefined> {
    const { body } = await this.#send('GET', '/pulls?state=open&limit=50');
    return z
      .array(pullRequest)
      .parse(body)
      .find(({ head }) => head.ref === branch);
  }

  async createPullRequest(request: {
    title: string;
    body: string;
    head: string;
    base: string;
  }): Promise<GiteaPullRequest> {
    const { body } = await this.#send('POST', '/pulls', { request });
    return pullRequest.parse(body);
  }

  get #base(): string {
    return (
      this.#config.baseUrl?.replace(/\/+$/, '') ??
      `https://${this.#config.host}`
    );
  }

  async #send(
    method: string,
    path: string,
    { request, accept = [] }: { request?: object; accept?: number[] } = {},
  ): Promise<{ status: number; body: unknown }> {
    const response = await fetch(
      `${this.#base}/api/v1/repos/${this.#path}${path}`,
      {
        method,
        headers: {
          ...getGiteaRequestOptions(this.#config).headers,
          Accept: 'application/json',
          ...(request ? { 'Content-Type': 'application/json' } : {}),
        },
        body: request && JSON.stringify(request),
        // The portal's credentials go to the host that was configured and to no other.
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
    );
    const { status } = response;
    const text = await response.text();
    if (!response.ok && !accept.includes(status)) {
      const what = `${
        this.#config.host
      } answered ${status} to ${method} ${decodeURIComponent(
        this.#path,
      )}${path}: ${text.slice(0, 300)}`;
      throw status === 401 || status === 403
        ? new NotAllowedError(what)
        : new Error(what);
    }
    return { status, body: text ? JSON.parse(text) : undefined };
  }
}
