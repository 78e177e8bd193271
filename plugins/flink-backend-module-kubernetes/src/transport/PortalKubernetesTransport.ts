import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { z } from 'zod';
import { explainAnswer, explainNoAnswer } from './explainFailure';
import { KubernetesRequestError } from './KubernetesRequestError';
import type {
  ClusterInfo,
  KubernetesRequest,
  KubernetesTransport,
  RequestSubject,
} from './KubernetesTransport';
import type {
  KubernetesWriteRequest,
  KubernetesWrites,
} from './KubernetesWrites';
import { linesOf } from './linesOf';

const CLUSTERS_TIMEOUT_MS = 15_000;

const clustersSchema = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      title: z.string().optional(),
      authProvider: z.string().optional(),
    }),
  ),
});

/**
 * Reads and changes clusters through the portal's own Kubernetes backend, in the Flink backend's own name.
 * Callers take it as the one interface they need.
 */
export class PortalKubernetesTransport
  implements KubernetesTransport, KubernetesWrites
{
  readonly #discovery: DiscoveryService;
  readonly #auth: AuthService;
  readonly #fetch: typeof fetch;

  constructor(options: {
    discovery: DiscoveryService;
    auth: AuthService;
    fetch?: typeof fetch;
  }) {
    this.#discovery = options.discovery;
    this.#auth = options.auth;
    this.#fetch = options.fetch ?? fetch;
  }

  async clusters(signal: AbortSignal): Promise<ClusterInfo[]> {
    const subject = { verb: 'list', resource: 'clusters' };
    const request = {
      cluster: 'the portal',
      subject,
      signal,
      timeoutMs: CLUSTERS_TIMEOUT_MS,
    };
    return this.#within(request, async bounded => {
      const response = await this.#send('/clusters', {}, bounded);
      const body = await response.text();
      if (!response.ok) {
        throw explainClusterList(response.status, body, subject);
      }
      const parsed = clustersSchema.safeParse(parseOrInvalid(body, request));
      if (!parsed.success) {
        throw new KubernetesRequestError(
          'invalid',
          `The portal's Kubernetes backend listed its clusters in an unknown shape: ${parsed.error.message}`,
        );
      }
      return parsed.data.items;
    });
  }

  async getJson(request: KubernetesRequest): Promise<unknown> {
    return this.#within(request, async signal => {
      const response = await this.#proxy(request, {}, signal);
      const body = await response.text();
      if (!response.ok) {
        throw explainAnswer(
          request.cluster,
          request.subject,
          response.status,
          body,
        );
      }
      return parseOrInvalid(body, request);
    });
  }

  async write(request: KubernetesWriteRequest): Promise<unknown> {
    const { method, contentType, body: text } = request;
    return this.#within(request, async signal => {
      const response = await this.#proxy(
        request,
        { 'Content-Type': contentType },
        signal,
        { method, body: text },
      );
      const body = await response.text();
      if (!response.ok) {
        throw explainAnswer(
          request.cluster,
          request.subject,
          response.status,
          body,
        );
      }
      return parseOrInvalid(body, request);
    });
  }

  async *streamLines(request: KubernetesRequest): AsyncIterable<string> {
    // gzip would hold the lines back until a buffer is full.
    const headers = { 'Accept-Encoding': 'identity' };
    try {
      const response = await this.#proxy(request, headers, request.signal);
      if (!response.ok || !response.body) {
        throw explainAnswer(
          request.cluster,
          request.subject,
          response.status,
          await response.text(),
        );
      }
      yield* linesOf(response.body);
    } catch (error) {
      request.signal.throwIfAborted();
      throw explainNoAnswer(request.cluster, request.subject, error);
    }
  }

  async #proxy(
    request: KubernetesRequest,
    headers: Record<string, string>,
    signal: AbortSignal,
    sent: { method: string; body?: string } = { method: 'GET' },
  ): Promise<Response> {
    return this.#send(
      `/proxy${request.path}`,
      {
        'Backstage-Kubernetes-Cluster': request.cluster,
        Accept: 'application/json',
        ...headers,
      },
      signal,
      sent,
    );
  }

  async #send(
    path: string,
    headers: Record<string, string>,
    signal: AbortSignal,
    sent: { method: string; body?: string } = { method: 'GET' },
  ): Promise<Response> {
    const { baseUrl, token } = await this.#address(signal);
    return this.#fetch(`${baseUrl}${path}`, {
      ...sent,
      headers: { ...headers, Authorization: `Bearer ${token}` },
      // A cluster must not be able to send the portal's token elsewhere.
      redirect: 'error',
      signal,
    });
  }

  async #address(
    signal: AbortSignal,
  ): Promise<{ baseUrl: string; token: string }> {
    try {
      return await this.#findAddress();
    } catch (error) {
      signal.throwIfAborted();
      throw new KubernetesRequestError(
        'unreachable',
        `The portal's Kubernetes backend could not be addressed: ${
          error instanceof Error ? error.message : String(error)
        }`,
        { neverSent: true, cause: error },
      );
    }
  }

  async #findAddress(): Promise<{ baseUrl: string; token: string }> {
    // A fresh token each time: the auth service caches and renews it.
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'kubernetes',
    });
    return { baseUrl: await this.#discovery.getBaseUrl('kubernetes'), token };
  }

  async #within<T>(
    request: Pick<
      KubernetesRequest,
      'cluster' | 'subject' | 'signal' | 'timeoutMs'
    >,
    action: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    request.signal.throwIfAborted();
    const signals = [request.signal];
    if (request.timeoutMs !== undefined) {
      signals.push(AbortSignal.timeout(request.timeoutMs));
    }
    try {
      return await action(AbortSignal.any(signals));
    } catch (error) {
      request.signal.throwIfAborted();
      throw explainNoAnswer(request.cluster, request.subject, error);
    }
  }
}

function explainClusterList(
  status: number,
  body: string,
  subject: RequestSubject,
): KubernetesRequestError {
  if (status === 404) {
    return new KubernetesRequestError(
      'unreachable',
      'The portal has no Kubernetes backend: install @backstage/plugin-kubernetes-backend, or switch this runtime off with flink.kubernetes.enabled: false.',
      { status },
    );
  }
  if (status === 403) {
    return new KubernetesRequestError(
      'denied',
      'The portal\'s permission policy does not let the Flink backend list clusters. Allow the permission "kubernetes.clusters.read" for the service principal "plugin:flink".',
      { status },
    );
  }
  return explainAnswer('the portal', subject, status, body);
}

function parseOrInvalid(
  body: string,
  { cluster, subject }: Pick<KubernetesRequest, 'cluster' | 'subject'>,
): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new KubernetesRequestError(
      'invalid',
      `Cluster "${cluster}" answered ${subject.verb} ${
        subject.resource
      } with something that is not JSON: "${body.slice(0, 80)}"`,
      { cause: error },
    );
  }
}
