import {
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
} from '@kubernetes/client-node';
import { FixedClock, SandboxWorld, createWorld } from '../../world';
import { ApiToken, READ_ACCESS } from '../api/access';
import {
  KubernetesApi,
  KubernetesApiOptions,
  startKubernetesApi,
} from '../start-kubernetes-api';

/** A Sunday noon; tests move on from here. */
export const START_MS = Date.parse('2026-11-22T12:00:00Z');

export const READER: ApiToken = {
  token: 'reader',
  user: 'portal-reader',
  rules: READ_ACCESS,
};

/** A cluster under test, with a clock that stands still until moved. */
export interface TestCluster {
  api: KubernetesApi;
  world: SandboxWorld;
  clock: FixedClock;
  config: KubeConfig;
  custom: CustomObjectsApi;
  core: CoreV1Api;
  /** Moves the clock in small steps and lets the operator look after each. */
  pass(seconds: number): void;
  fetch(
    path: string,
    init?: RequestInit & { token?: string },
  ): Promise<Response>;
}

export function kubeConfigOf(
  url: string,
  token: string,
  caData?: string,
): KubeConfig {
  const config = new KubeConfig();
  config.loadFromOptions({
    // The stock client talks plain HTTP only when told not to verify.
    clusters: [
      {
        name: 'sandbox',
        server: url,
        caData,
        skipTLSVerify: url.startsWith('http:'),
      },
    ],
    users: [{ name: 'user', token }],
    contexts: [{ name: 'sandbox', cluster: 'sandbox', user: 'user' }],
    currentContext: 'sandbox',
  });
  return config;
}

export async function startTestCluster(
  options: Partial<KubernetesApiOptions> = {},
): Promise<TestCluster> {
  const clock = new FixedClock(START_MS);
  const world = createWorld({ seed: 'test', clock });
  const api = await startKubernetesApi({
    world,
    cluster: 'empty-cluster',
    port: 0,
    tokens: ['admin', READER],
    tickIntervalMs: 0,
    ...options,
  });
  const config = kubeConfigOf(api.url, 'admin');
  return {
    api,
    world,
    clock,
    config,
    custom: config.makeApiClient(CustomObjectsApi),
    core: config.makeApiClient(CoreV1Api),
    pass: seconds => {
      for (let passed = 0; passed < seconds; passed += 1) {
        clock.advance(1000);
        api.tick();
      }
    },
    fetch: (path, { token = 'admin', ...init } = {}) =>
      fetch(`${api.url}${path}`, {
        ...init,
        headers: { Authorization: `Bearer ${token}`, ...init.headers },
      }),
  };
}

export const FLINK = {
  group: 'flink.apache.org',
  version: 'v1beta1',
  namespace: 'default',
};

/** A FlinkDeployment the operator accepts. */
export function orders(spec: object = {}, job: object = {}) {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'orders' },
    spec: {
      image: 'flink:2.2',
      flinkVersion: 'v2_2',
      serviceAccount: 'flink',
      flinkConfiguration: {
        'taskmanager.numberOfTaskSlots': '2',
        'execution.checkpointing.dir': 's3://state/checkpoints',
        'execution.checkpointing.savepoint-dir': 's3://state/savepoints',
      },
      jobManager: { resource: { cpu: 1, memory: '2048m' } },
      taskManager: { resource: { cpu: 1, memory: '2048m' } },
      job: {
        jarURI: 'local:///opt/flink/usrlib/orders.jar',
        parallelism: 4,
        upgradeMode: 'savepoint',
        ...job,
      },
      ...spec,
    },
  };
}
