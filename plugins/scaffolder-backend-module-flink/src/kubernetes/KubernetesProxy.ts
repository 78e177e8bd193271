import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { z } from 'zod';
import type { Manifest } from './Manifest';

const TIMEOUT_MS = 30_000;

// The API server's Status, and an error of the portal's own backend.
const told = z.union([
  z.object({ kind: z.literal('Status'), message: z.string() }),
  z
    .object({ error: z.object({ message: z.string() }) })
    .transform(({ error }) => error),
]);

/** Applies objects through the portal's Kubernetes plugin, as the person who asks for it. */
export class KubernetesProxy {
  readonly #discovery: DiscoveryService;
  readonly #auth: AuthService;

  constructor(options: { discovery: DiscoveryService; auth: AuthService }) {
    this.#discovery = options.discovery;
    this.#auth = options.auth;
  }

  /**
   * Server-side apply of one object: creates it, or changes the fields this manager owns. Doing it again changes
   * nothing.
   *
   * @throws NotAllowedError, ConflictError or InputError with what the cluster said
   */
  async apply(
    manifest: Manifest,
    options: {
      cluster: string;
      fieldManager: string;
      dryRun: boolean;
      credentials: BackstageCredentials;
      signal?: AbortSignal;
    },
  ): Promise<void> {
    const { cluster, fieldManager, dryRun, credentials, signal } = options;
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'kubernetes',
    });
    const baseUrl = await this.#discovery.getBaseUrl('kubernetes');
    const query = new URLSearchParams({
      fieldManager,
      ...(dryRun ? { dryRun: 'All' } : {}),
    });
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(`${baseUrl}/proxy${manifest.path}?${query}`, {
      method: 'PATCH',
      headers: {
        'Backstage-Kubernetes-Cluster': cluster,
        'Content-Type': 'application/apply-patch+yaml',
        Accept: 'application/json',
        Authorization: `Bearer ${token}`,
      },
      // JSON is YAML.
      body: JSON.stringify(manifest.body),
      // A cluster must not be able to send the token elsewhere.
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const text = await response.text();
    if (!response.ok) {
      throw explain(response.status, text, cluster, manifest);
    }
  }
}

function explain(
  status: number,
  text: string,
  cluster: string,
  { kind, name }: Manifest,
): Error {
  const what = `${kind} ${name} in cluster ${cluster}: ${messageOf(
    text,
  )} (${status})`;
  switch (status) {
    case 401:
    case 403:
      return new NotAllowedError(
        `You, or the identity the portal uses in the cluster, may not apply ${what}`,
      );
    case 409:
      return new ConflictError(
        `Something else owns fields of ${what}. Change it where it is managed.`,
      );
    case 400:
    case 422:
      return new InputError(`The cluster does not accept ${what}`);
    case 404:
      return new Error(
        `The portal does not know the cluster, or it lacks the namespace or the kind: ${what}`,
      );
    default:
      return new Error(`Could not apply ${what}`);
  }
}

function messageOf(text: string): string {
  try {
    const parsed = told.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.message : text.slice(0, 300);
  } catch {
    return text.slice(0, 300);
  }
}
