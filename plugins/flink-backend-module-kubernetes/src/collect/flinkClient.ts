import { configured } from '../resources';
import { FlinkRestClient, assertAllowedFlinkPath } from '../rest';
import { KubernetesRequestError, type KubernetesTransport } from '../transport';
import type { DeploymentView } from '../translate';

/** What asking an application's REST API needs. */
export interface FlinkClientOptions {
  readonly transport: KubernetesTransport;
  readonly cluster: string;
  readonly signal: AbortSignal;
  /** For all questions together, ms. */
  readonly timeoutMs: number;
  readonly count: (operation: string) => void;
}

/** The path of an application's REST API behind the API server. */
function restPath(view: DeploymentView, flinkPath: string): string {
  assertAllowedFlinkPath(flinkPath);
  const { namespace, name } = view.deployment.metadata;
  const tls =
    configured(view.effectiveSpec, 'security.ssl.rest.enabled') === 'true';
  // The port must be named: without one the API server answers 503.
  const service = `${tls ? 'https:' : ''}${name}-rest:rest`;
  return `/api/v1/namespaces/${namespace}/services/${service}/proxy${flinkPath}`;
}

/**
 * Flink's REST API of an application, through the API server's service proxy.
 *
 * Its calls throw KubernetesRequestError when no usable answer came, and the signal's own reason when it was aborted.
 */
export function flinkClientOf(
  view: DeploymentView,
  options: FlinkClientOptions,
): FlinkRestClient {
  const { transport, cluster, signal, timeoutMs, count } = options;
  const bounded = AbortSignal.timeout(timeoutMs);
  const { namespace } = view.deployment.metadata;
  return new FlinkRestClient(async flinkPath => {
    const path = restPath(view, flinkPath);
    count('flink rest');
    try {
      bounded.throwIfAborted();
      return await transport.getJson({
        cluster,
        path,
        subject: { verb: 'get', resource: 'services/proxy', namespace },
        signal: AbortSignal.any([signal, bounded]),
      });
    } catch (error) {
      signal.throwIfAborted();
      throw asRestFailure(error, view, bounded.aborted);
    }
  });
}

function asRestFailure(
  error: unknown,
  view: DeploymentView,
  outOfTime: boolean,
): unknown {
  const { namespace, name } = view.deployment.metadata;
  if (outOfTime) {
    return new KubernetesRequestError(
      'timeout',
      `Flink's REST API of ${namespace}/${name} did not answer in time.`,
      { cause: error },
    );
  }
  if (
    error instanceof KubernetesRequestError &&
    (error.failure === 'notFound' ||
      error.failure === 'notInstalled' ||
      error.failure === 'failed' ||
      error.failure === 'unreachable')
  ) {
    return new KubernetesRequestError(
      'unreachable',
      `Flink's REST API of ${namespace}/${name} cannot be reached: ${error.message}`,
      { cause: error },
    );
  }
  return error;
}
