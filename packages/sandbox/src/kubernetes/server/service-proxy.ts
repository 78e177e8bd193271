import { Registry } from '../api/registry';
import { RequestTarget } from '../api/request-target';
import { StatusError } from '../api/status-error';
import { JsonObject, isJsonObject, valueAt } from '../store/objects';

/** What goes to the service behind the proxy. */
export interface ProxiedRequest {
  method: string;
  /** Starts with a slash. */
  path: string;
  query: URLSearchParams;
  body: string;
}

/** What came back. */
export interface ProxiedResponse {
  status: number;
  body: unknown;
}

/** Finds who answers for a service; undefined when no pod is ready. */
export type ServiceBackends = (
  namespace: string,
  service: string,
) => ((request: ProxiedRequest) => ProxiedResponse) | undefined;

/**
 * `services/[scheme:]NAME:PORT/proxy/...`.
 *
 * @throws StatusError 404 when the service is missing; 503 when no pod is ready, or when the port
 * is left out although it has a name.
 */
export function proxyToService(
  registry: Registry,
  backends: ServiceBackends,
  target: RequestTarget,
  request: ProxiedRequest,
): ProxiedResponse {
  const [scheme, name, port] = splitServiceName(target.name ?? '');
  const namespace = target.namespace ?? '';
  const service = registry.get(target.resource, namespace, name);
  const ports = valueAt(service, 'spec', 'ports');
  const known = (Array.isArray(ports) ? ports.filter(isJsonObject) : []).some(
    entry => matchesPort(entry, port),
  );
  const backend = known ? backends(namespace, name) : undefined;
  if (!backend) {
    throw new StatusError(
      503,
      'ServiceUnavailable',
      `no endpoints available for service "${target.name}"`,
    );
  }
  if (scheme === 'https') {
    throw new StatusError(
      500,
      'InternalError',
      'error trying to reach service: tls: first record does not look like a TLS handshake',
    );
  }
  return backend(request);
}

function splitServiceName(text: string): [string, string, string] {
  const parts = text.split(':');
  if (parts.length === 3) return [parts[0], parts[1], parts[2]];
  return ['', parts[0], parts[1] ?? ''];
}

function matchesPort(entry: JsonObject, port: string): boolean {
  if (port === '') return entry.name === undefined;
  return entry.name === port || String(entry.port) === port;
}
