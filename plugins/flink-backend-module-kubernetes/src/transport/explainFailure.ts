import { z } from 'zod';
import {
  KubernetesRequestError,
  type FarAnswer,
  type RequestFailure,
} from './KubernetesRequestError';
import type { RequestSubject } from './KubernetesTransport';

// Two services can answer with an error: the API server with a Status, the portal with its own shape.
const statusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string().catch(''),
  reason: z.string().optional().catch(undefined),
  details: z
    .object({ kind: z.string().optional(), name: z.string().optional() })
    .optional()
    .catch(undefined),
});
const portalErrorSchema = z.object({
  error: z.object({
    name: z.string().catch('Error'),
    message: z.string().catch(''),
  }),
});

/** The typed error, with a sentence for a person, of an HTTP answer that is not 2xx. */
export function explainAnswer(
  cluster: string,
  subject: RequestSubject,
  status: number,
  body: string,
): KubernetesRequestError {
  const parsed = parseJson(body);
  const fromApiServer = statusSchema.safeParse(parsed);
  const fromPortal = portalErrorSchema.safeParse(parsed);
  const told =
    (fromApiServer.success && fromApiServer.data.message) ||
    (fromPortal.success && fromPortal.data.error.message) ||
    body.slice(0, 200).trim() ||
    `HTTP ${status}`;
  const answer: FarAnswer = {
    status,
    from: authorOf(fromApiServer.success, fromPortal.success),
    ...(fromApiServer.success && fromApiServer.data.reason
      ? { reason: fromApiServer.data.reason }
      : {}),
    message: told,
  };
  const make = (failure: RequestFailure, message: string) =>
    new KubernetesRequestError(failure, message, { status, answer });
  const where = `cluster "${cluster}"`;

  switch (status) {
    case 401:
      return make(
        'denied',
        fromPortal.success
          ? `The portal's Kubernetes backend did not accept the Flink backend's own token (${told}).`
          : `The API server of ${where} did not accept the portal's credentials: ${told}. Check the cluster's auth provider and token in the portal's kubernetes configuration.`,
      );
    case 403:
      return make(
        'denied',
        fromPortal.success
          ? `The portal's permission policy does not let the Flink backend use the Kubernetes proxy (${told}). Allow the permission "kubernetes.proxy" for the service principal "plugin:flink".`
          : `The portal may not ${describe(
              subject,
            )} in ${where}: ${told}. Grant the verb "${subject.verb}" on "${
              subject.resource
            }" to the identity the portal uses there.`,
      );
    case 404:
      if (fromPortal.success && !fromApiServer.success) {
        return make(
          'unreachable',
          `The portal's Kubernetes backend does not know ${where}: ${told}`,
        );
      }
      return make(
        missing(
          fromApiServer.success ? fromApiServer.data.details?.name : undefined,
          fromApiServer.success || body.trim() === '404 page not found',
        ),
        `${where} has no ${subject.resource}: ${told}`,
      );
    case 410:
      return make(
        'expired',
        `The resource version of the watch on ${subject.resource} in ${where} expired.`,
      );
    case 429:
      return make(
        'throttled',
        `The API server of ${where} limits the portal's calls: ${told}`,
      );
    case 504:
      return make(
        'timeout',
        `${where} did not answer in time when asked to ${describe(
          subject,
        )}: ${told}`,
      );
    default:
      return make(
        status >= 500 ? 'unreachable' : 'failed',
        `${where} could not ${describe(subject)}: ${told}`,
      );
  }
}

function authorOf(apiServer: boolean, portal: boolean): FarAnswer['from'] {
  if (apiServer) return 'apiServer';
  return portal ? 'portal' : 'other';
}

// A missing object carries its name; a missing resource type does not, and an unknown API group is plain
// text. Any other 404 is some proxy's, and must not be read as "nothing there".
function missing(
  name: string | undefined,
  fromApiServer: boolean,
): RequestFailure {
  if (!fromApiServer) return 'failed';
  return name ? 'notFound' : 'notInstalled';
}

/** The typed error of a request that got no answer, or half of one. */
export function explainNoAnswer(
  cluster: string,
  subject: RequestSubject,
  error: unknown,
): KubernetesRequestError {
  if (error instanceof KubernetesRequestError) return error;
  const timedOut = chainOf(error).some(({ name }) => name === 'TimeoutError');
  return new KubernetesRequestError(
    timedOut ? 'timeout' : 'unreachable',
    timedOut
      ? `Cluster "${cluster}" did not answer in time when asked to ${describe(
          subject,
        )}.`
      : `Cluster "${cluster}" could not be reached to ${describe(
          subject,
        )}: ${rootMessage(error)}`,
    {
      cause: error,
      // Nobody listened, so nobody can have heard.
      neverSent: chainOf(error).some(
        ({ code }) => code === 'ECONNREFUSED' || code === 'ENOTFOUND',
      ),
    },
  );
}

/** `list flinkdeployments.flink.apache.org in namespace "payments"`. */
export function describe(subject: RequestSubject): string {
  const scope = subject.namespace ? ` in namespace "${subject.namespace}"` : '';
  return `${subject.verb} ${subject.resource}${scope}`;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    // Proxies in between answer with HTML; the status alone must do.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

// fetch hides the reason ("fetch failed") behind its cause. What an AbortSignal throws need not be an Error.
const thrownSchema = z.object({
  name: z.string().catch(''),
  message: z.string().catch(''),
  code: z.string().optional().catch(undefined),
  cause: z.unknown().optional(),
});

function chainOf(error: unknown): Array<z.output<typeof thrownSchema>> {
  const chain: Array<z.output<typeof thrownSchema>> = [];
  let current = error;
  // Nothing wraps deeper than this; a cause that is its own cause must not hang us.
  while (chain.length < 8) {
    const thrown = readThrown(current);
    if (!thrown) break;
    chain.push(thrown);
    current = thrown.cause;
  }
  return chain;
}

function readThrown(
  thrown: unknown,
): z.output<typeof thrownSchema> | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { name, message, code, cause } = thrown as Record<string, unknown>;
  return thrownSchema.parse({ name, message, code, cause });
}

function rootMessage(error: unknown): string {
  const root = chainOf(error).pop();
  return root?.message || root?.code || root?.name || String(error);
}
