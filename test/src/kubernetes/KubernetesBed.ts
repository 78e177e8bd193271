import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type {
  ActionRequest,
  Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import type {
  ActionOrder,
  ActionProgress,
  FlinkActions,
  OperateContext,
  RuntimePlan,
} from '@flink-portal/backstage-plugin-flink-node';
import {
  createWorld,
  FixedClock,
  startKubernetesApi,
  type JsonObject,
  type KubernetesApi,
} from '@flink-portal/sandbox';
import {
  flinkDeploymentSchema,
  KubernetesRuntime,
  PortalKubernetesTransport,
  readKubernetesSettings,
  toObservation,
} from '../../incidents/record/runtimes';
import { FaultPortal } from './FaultPortal';

const CLUSTER = 'empty-cluster';
const BASE = '/apis/flink.apache.org/v1beta1/namespaces/default';
const START_MS = Date.parse('2026-11-22T12:00:00Z');
const NOTHING = { read: true as const, value: [] };

/** A FlinkDeployment the operator accepts. */
export function manifest(
  spec: object = {},
  job: object = {},
  metadata: object = {},
) {
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: { name: 'orders', ...metadata },
    spec: {
      image: 'registry.acme.example/orders:1.4.1',
      flinkVersion: 'v1_20',
      serviceAccount: 'flink',
      flinkConfiguration: {
        'taskmanager.numberOfTaskSlots': '2',
        'execution.checkpointing.interval': '30 s',
        'execution.checkpointing.dir': 's3://state/checkpoints',
        'execution.checkpointing.savepoint-dir': 's3://state/savepoints',
        'high-availability.type': 'kubernetes',
        'high-availability.storageDir': 's3://state/ha',
        's3.secret-key': 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
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

/** The Kubernetes runtime's actions over the sandbox's API server, through a portal that can go wrong. */
export class KubernetesBed {
  readonly clock = new FixedClock(START_MS);
  readonly portal = new FaultPortal(() => this.#api.url, CLUSTER);
  actions!: FlinkActions;
  #api!: KubernetesApi;
  #orders = 0;

  async start(object: object = manifest()): Promise<void> {
    this.#api = await startKubernetesApi({
      world: createWorld({ seed: 'actions', clock: this.clock }),
      cluster: CLUSTER,
      port: 0,
      tokens: ['admin'],
      tickIntervalMs: 0,
    });
    await this.newRuntime();
    await this.write('POST', 'flinkdeployments', object);
    this.pass(120);
  }

  /** As another replica would have it: nothing remembered. */
  async newRuntime(): Promise<void> {
    const baseUrl = this.#baseUrl ?? (await this.portal.start());
    this.#baseUrl = baseUrl;
    const transport = new PortalKubernetesTransport({
      auth: mockServices.auth({ pluginId: 'flink' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => baseUrl,
      }),
    });
    const { actions } = new KubernetesRuntime({
      transport,
      writes: transport,
      settings: readKubernetesSettings(new ConfigReader({})),
      logger: mockServices.logger.mock(),
    });
    if (!actions) throw new Error('The runtime has no actions');
    this.actions = actions;
  }

  #baseUrl?: string;

  async stop(): Promise<void> {
    await this.portal.stop();
    await this.#api.close();
  }

  pass(seconds: number): void {
    for (let passed = 0; passed < seconds; passed += 1) {
      this.clock.advance(1000);
      this.#api.tick();
    }
  }

  /** Somebody else's hand on the cluster. */
  async write(method: string, path: string, body: object): Promise<JsonObject> {
    const response = await fetch(`${this.#api.url}${BASE}/${path}`, {
      method,
      headers: {
        Authorization: 'Bearer admin',
        'Content-Type':
          method === 'PATCH'
            ? 'application/merge-patch+json'
            : 'application/json',
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status}`);
    }
    return (await response.json()) as JsonObject;
  }

  async read(path = 'flinkdeployments/orders'): Promise<JsonObject> {
    const response = await fetch(`${this.#api.url}${BASE}/${path}`, {
      headers: { Authorization: 'Bearer admin' },
    });
    return (await response.json()) as JsonObject;
  }

  async observe(): Promise<Observation> {
    const raw = await this.read();
    return toObservation(
      {
        cluster: CLUSTER,
        sourceId: `kubernetes:${CLUSTER}`,
        namespace: 'default',
        name: 'orders',
        deployment: flinkDeploymentSchema.parse(raw),
        sessionJobs: NOTHING,
        snapshots: NOTHING,
        pods: NOTHING,
        events: NOTHING,
        seen: {},
        nowMs: this.clock.now(),
      },
      { operations: [], jobs: [] },
    );
  }

  get context(): OperateContext {
    return {
      signal: new AbortController().signal,
      now: () => this.clock.now(),
      count: () => {},
    };
  }

  async plan(request: ActionRequest): Promise<RuntimePlan> {
    return this.actions.plan(await this.observe(), request, this.context);
  }

  async order(request: ActionRequest): Promise<ActionOrder> {
    const { target, illegal } = await this.plan(request);
    if (illegal) throw new Error(illegal);
    this.#orders += 1;
    return {
      actionId: `a000000${this.#orders}-0000`,
      request,
      requestedBy: 'user:default/jane',
      orderedAtMs: this.clock.now(),
      token: target.token,
    };
  }

  async send(order: ActionOrder): Promise<string> {
    const { handle } = await this.actions.send(
      await this.observe(),
      order,
      this.context,
    );
    return handle;
  }

  async look(order: ActionOrder, handle?: string): Promise<ActionProgress> {
    return this.actions.look(await this.observe(), order, handle, this.context);
  }

  /** Looks every other second, on a replica that remembers nothing but the handle, until it ends. */
  async follow(
    order: ActionOrder,
    handle?: string,
    forSeconds = 400,
  ): Promise<ActionProgress> {
    let note = handle;
    for (let passed = 0; passed < forSeconds; passed += 2) {
      const progress = await this.look(order, note);
      if (progress.status !== 'underway') return progress;
      note = progress.handle ?? note;
      this.pass(2);
    }
    return this.look(order, note);
  }

  async run(request: ActionRequest): Promise<ActionProgress> {
    const order = await this.order(request);
    return this.follow(order, await this.send(order));
  }
}
