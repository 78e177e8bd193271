import { RequestListener } from 'node:http';
import { World } from '../world/types';
import { ApiToken, FULL_ACCESS } from './api/access';
import { Registry } from './api/registry';
import { resourceOfKind } from './api/resources';
import { operatorAdmission } from './operator/admission';
import { FlinkOperator } from './operator/operator';
import { customResources } from './schema/crds';
import { TlsMaterial, listen } from './server/http-server';
import { KubernetesObject } from './store/objects';
import { ObjectStore } from './store/object-store';

/** What `startKubernetesApi` needs. */
export interface KubernetesApiOptions {
  world: World;
  /** Which of the world's clusters this is. */
  cluster: string;
  /** 0 takes any free port. */
  port: number;
  host?: string;
  /** A bare string may do everything. */
  tokens: readonly (ApiToken | string)[];
  /** Serve HTTPS; kubectl sends no token over plain HTTP. */
  tls?: TlsMaterial;
  /** What stands between the listener and its callers. */
  through?: (listener: RequestListener) => RequestListener;
  /** Objects to keep exactly as given, status included; the operator does not touch them. */
  seed?: readonly KubernetesObject[];
  /** Namespaces that exist besides `default`, `kube-system` and those of the fleet. */
  namespaces?: readonly string[];
  /** How often the operator looks, in real milliseconds; 0 leaves it to `tick()`. Default 1000. */
  tickIntervalMs?: number;
  /** How often watches get a bookmark, in real milliseconds. Default 60000. */
  bookmarkIntervalMs?: number;
  /** How many changes a watch can go back before it gets 410. Default 5000. */
  historyLimit?: number;
}

/** A running API server. */
export interface KubernetesApi {
  url: string;
  port: number;
  close(): Promise<void>;
  /** Requests so far, by verb and resource: `{"list pods": 3}`. */
  requests(): Record<string, number>;
  /** Lets the operator look at the world now, for tests that move the clock. */
  tick(): void;
  /** Forgets the watch history: older resourceVersions answer 410. */
  compact(): void;
  /** Stores objects exactly as given, status included; the operator does not touch them. */
  seed(objects: readonly KubernetesObject[]): void;
}

/** Starts a Kubernetes API server with the Flink operator's kinds over a simulated world. */
export async function startKubernetesApi(
  options: KubernetesApiOptions,
): Promise<KubernetesApi> {
  const { world, cluster } = options;
  const host = options.host ?? '127.0.0.1';
  const nowMs = () => world.clock.now();
  const store = new ObjectStore({ historyLimit: options.historyLimit });
  const registry: Registry = new Registry(store, {
    nowMs,
    admission: operatorAdmission((kind, namespace, name) =>
      registry.find(
        resourceOfKind('flink.apache.org/v1beta1', kind),
        namespace,
        name,
      ),
    ),
  });
  const operator = new FlinkOperator(world, cluster, registry);
  const namespaces = new Set([
    'default',
    'kube-system',
    ...(options.namespaces ?? []),
    ...world.kubernetesFleet(cluster).map(member => member.namespace),
  ]);
  namespaces.forEach(name => createNamespace(registry, name));
  const crds = resourceOfKind(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
  );
  customResources().forEach(crd => registry.seed(crds, crd.definition));

  const seed = (objects: readonly KubernetesObject[]) => {
    for (const object of objects) {
      const { namespace } = object.metadata;
      if (namespace) createNamespace(registry, namespace);
      registry.seed(resourceOfKind(object.apiVersion, object.kind), object);
      operator.leaveAlone(object);
    }
  };
  seed(options.seed ?? []);
  operator.start();

  const counters: Record<string, number> = {};
  const listener = await listen(
    {
      registry,
      backends: (namespace, service) =>
        operator.access.restOf(namespace, service),
      podLogs: (namespace, pod, fromMs, toMs) =>
        operator.access.podLogs(namespace, pod, fromMs, toMs),
      nowMs,
      bookmarkIntervalMs: options.bookmarkIntervalMs ?? 60_000,
      count: what => {
        counters[what] = (counters[what] ?? 0) + 1;
      },
    },
    {
      port: options.port,
      host,
      tls: options.tls,
      through: options.through,
      tokens: options.tokens.map(token =>
        typeof token === 'string' ? { token, rules: FULL_ACCESS } : token,
      ),
    },
  );
  const intervalMs = options.tickIntervalMs ?? 1000;
  const timer =
    intervalMs > 0 ? setInterval(() => operator.tick(), intervalMs) : undefined;
  timer?.unref();
  return {
    url: `${options.tls ? 'https' : 'http'}://${host}:${listener.port}`,
    port: listener.port,
    close: () => {
      clearInterval(timer);
      return listener.close();
    },
    requests: () => ({ ...counters }),
    tick: () => operator.tick(),
    compact: () => store.compact(),
    seed,
  };
}

function createNamespace(registry: Registry, name: string): void {
  const resource = resourceOfKind('v1', 'Namespace');
  if (registry.find(resource, undefined, name)) return;
  registry.seed(resource, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  });
}
