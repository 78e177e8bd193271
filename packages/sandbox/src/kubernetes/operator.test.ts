import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { customResources } from './schema/crds';
import { schemaCauses } from './schema/validate';
import {
  JsonObject,
  JsonValue,
  KubernetesObject,
  isJsonObject,
  objectAt,
  stringAt,
  valueAt,
} from './store/objects';
import {
  FLINK,
  TestCluster,
  orders,
  startTestCluster,
} from './__testUtils__/test-cluster';

const BASE = '/apis/flink.apache.org/v1beta1';
const MERGE = { 'Content-Type': 'application/merge-patch+json' };

let cluster: TestCluster;

afterEach(() => cluster.api.close());

async function read(path: string): Promise<JsonValue> {
  const response = await cluster.fetch(path);
  const body: JsonValue = await response.json();
  return body;
}

function itemsOf(list: JsonValue): JsonObject[] {
  const items = valueAt(list, 'items');
  return Array.isArray(items) ? items.filter(isJsonObject) : [];
}

const deployment = (namespace: string, name: string) =>
  read(`${BASE}/namespaces/${namespace}/flinkdeployments/${name}`);

async function create(plural: string, body: object): Promise<void> {
  await cluster.custom.createNamespacedCustomObject({ ...FLINK, plural, body });
}

async function patchOrders(spec: object): Promise<void> {
  const response = await cluster.fetch(
    `${BASE}/namespaces/default/flinkdeployments/orders`,
    { method: 'PATCH', headers: MERGE, body: JSON.stringify({ spec }) },
  );
  expect(response.status).toBe(200);
}

async function eventReasons(namespace: string, name: string) {
  const list = await read(
    `/api/v1/namespaces/${namespace}/events?fieldSelector=involvedObject.name=${name}`,
  );
  return itemsOf(list).map(event => String(event.reason));
}

function summary(object: JsonValue) {
  return {
    lifecycle: stringAt(object, 'status', 'lifecycleState'),
    jobManager: stringAt(object, 'status', 'jobManagerDeploymentStatus'),
    job: stringAt(object, 'status', 'jobStatus', 'state'),
  };
}

describe('an applied FlinkDeployment', () => {
  beforeEach(async () => {
    cluster = await startTestCluster();
    await create('flinkdeployments', orders());
  });

  it('goes from CREATED over DEPLOYED to STABLE', async () => {
    const seen: (string | undefined)[] = [];
    for (let second = 0; second < 90; second += 1) {
      cluster.pass(1);
      const { lifecycle } = summary(await deployment('default', 'orders'));
      if (seen[seen.length - 1] !== lifecycle) seen.push(lifecycle);
    }
    expect(seen.filter(state => state !== 'CREATED')).toEqual([
      'DEPLOYED',
      'STABLE',
    ]);
  });

  it('reaches STABLE when the clock jumps', async () => {
    cluster.api.tick();
    cluster.clock.advance(10 * 60_000);
    cluster.api.tick();
    const object = await deployment('default', 'orders');
    expect(summary(object)).toEqual({
      lifecycle: 'STABLE',
      jobManager: 'READY',
      job: 'RUNNING',
    });
    expect(valueAt(object, 'status', 'observedGeneration')).toBe(1);
    expect(valueAt(object, 'metadata', 'finalizers')).toEqual([
      'flinkdeployments.flink.apache.org/finalizer',
    ]);
  });

  it('has pods and a service the way native Kubernetes mode has them', async () => {
    cluster.pass(90);
    const pods = await read(
      '/api/v1/namespaces/default/pods?labelSelector=app=orders,component=taskmanager',
    );
    // Parallelism 4 in TaskManagers of two slots.
    expect(itemsOf(pods).map(pod => stringAt(pod, 'metadata', 'name'))).toEqual(
      ['orders-taskmanager-1-1', 'orders-taskmanager-1-2'],
    );
    const service = await read(
      '/api/v1/namespaces/default/services/orders-rest',
    );
    expect(valueAt(service, 'spec', 'ports')).toEqual([
      expect.objectContaining({ name: 'rest', port: 8081 }),
    ]);
  });

  it('suspends with a savepoint and resumes', async () => {
    cluster.pass(90);
    await patchOrders({ job: { state: 'suspended' } });
    cluster.pass(1);
    expect(summary(await deployment('default', 'orders')).lifecycle).toBe(
      'UPGRADING',
    );
    cluster.pass(5);
    const suspended = await deployment('default', 'orders');
    expect(summary(suspended)).toMatchObject({
      lifecycle: 'SUSPENDED',
      job: 'FINISHED',
    });
    expect(
      stringAt(suspended, 'status', 'jobStatus', 'upgradeSavepointPath'),
    ).toMatch(/^s3:/);
    await patchOrders({ job: { state: 'running' } });
    cluster.pass(90);
    expect(summary(await deployment('default', 'orders'))).toEqual({
      lifecycle: 'STABLE',
      jobManager: 'READY',
      job: 'RUNNING',
    });
  });

  it.each([
    ['a restart nonce', { restartNonce: 7 }],
    ['a parallelism', { job: { parallelism: 6 } }],
    ['an image', { image: 'flink:2.2.1' }],
  ])('upgrades for %s and becomes stable again', async (_what, spec) => {
    cluster.pass(90);
    await patchOrders(spec);
    cluster.pass(1);
    expect(summary(await deployment('default', 'orders')).lifecycle).toBe(
      'UPGRADING',
    );
    cluster.pass(90);
    const object = await deployment('default', 'orders');
    expect(summary(object).lifecycle).toBe('STABLE');
    expect(valueAt(object, 'status', 'observedGeneration')).toBe(2);
  });

  it('does not restart for what the operator ignores', async () => {
    cluster.pass(90);
    await patchOrders({ job: { upgradeMode: 'last-state' } });
    cluster.pass(1);
    const object = await deployment('default', 'orders');
    expect(summary(object).lifecycle).toBe('STABLE');
    expect(valueAt(object, 'status', 'observedGeneration')).toBe(2);
  });

  it('takes a savepoint through a FlinkStateSnapshot', async () => {
    cluster.pass(90);
    await create('flinkstatesnapshots', {
      apiVersion: 'flink.apache.org/v1beta1',
      kind: 'FlinkStateSnapshot',
      metadata: { name: 'manual' },
      spec: {
        jobReference: { kind: 'FlinkDeployment', name: 'orders' },
        savepoint: { disposeOnDelete: false },
      },
    });
    const states: (string | undefined)[] = [];
    let snapshot: JsonValue;
    for (let step = 0; step < 120; step += 1) {
      cluster.pass(step < 5 ? 1 : 60);
      snapshot = await read(
        `${BASE}/namespaces/default/flinkstatesnapshots/manual`,
      );
      const state = stringAt(snapshot, 'status', 'state');
      if (states[states.length - 1] !== state) states.push(state);
      if (state === 'COMPLETED') break;
    }
    expect(states.slice(-2)).toEqual(['IN_PROGRESS', 'COMPLETED']);
    expect(stringAt(snapshot, 'status', 'path')).toMatch(/savepoint/);
    expect(valueAt(snapshot, 'metadata', 'labels')).toMatchObject({
      'snapshot.state': 'COMPLETED',
      'snapshot.trigger-type': 'MANUAL',
      'job-reference.name': 'orders',
    });
  });

  it('abandons a snapshot of a job that does not run', async () => {
    cluster.pass(90);
    await patchOrders({ job: { state: 'suspended' } });
    cluster.pass(10);
    await create('flinkstatesnapshots', {
      apiVersion: 'flink.apache.org/v1beta1',
      kind: 'FlinkStateSnapshot',
      metadata: { name: 'late' },
      spec: {
        jobReference: { kind: 'FlinkDeployment', name: 'orders' },
        savepoint: {},
      },
    });
    cluster.pass(5);
    const snapshot = await read(
      `${BASE}/namespaces/default/flinkstatesnapshots/late`,
    );
    expect(stringAt(snapshot, 'status', 'state')).toBe('ABANDONED');
    expect(await eventReasons('default', 'late')).toContain(
      'SnapshotAbandoned',
    );
  });

  it('is cleaned up before its finalizer goes', async () => {
    cluster.pass(90);
    await cluster.custom.deleteNamespacedCustomObject({
      ...FLINK,
      plural: 'flinkdeployments',
      name: 'orders',
    });
    cluster.pass(1);
    expect(summary(await deployment('default', 'orders')).lifecycle).toBe(
      'DELETING',
    );
    cluster.pass(5);
    expect(valueAt(await deployment('default', 'orders'), 'code')).toBe(404);
    expect(itemsOf(await read('/api/v1/namespaces/default/pods'))).toEqual([]);
  });

  it('answers 503 through the proxy while nothing is ready, 404 without a service', async () => {
    const proxy = (name: string) =>
      cluster.fetch(
        `/api/v1/namespaces/default/services/${name}/proxy/jobs/overview`,
      );
    cluster.pass(2);
    expect((await proxy('orders-rest:rest')).status).toBe(503);
    cluster.pass(90);
    expect((await proxy('orders-rest:rest')).status).toBe(200);
    expect((await proxy('orders-rest:8081')).status).toBe(200);
    expect((await proxy('orders-rest')).status).toBe(503);
    expect((await proxy('none-rest:rest')).status).toBe(404);
  });
});

describe('an annotation with a story', () => {
  it('makes the job play it', async () => {
    cluster = await startTestCluster();
    await create('flinkdeployments', {
      ...orders(),
      metadata: {
        name: 'orders',
        annotations: { 'sandbox/story': 'failing-checkpoints' },
      },
    });
    cluster.pass(90);
    const id = stringAt(
      await deployment('default', 'orders'),
      'status',
      'jobStatus',
      'jobId',
    );
    expect(cluster.world.livingJob(id ?? '')?.story.name).toBe(
      'failing-checkpoints',
    );
  });

  it('becomes an Error event when nobody wrote it, and harms nobody else', async () => {
    cluster = await startTestCluster();
    await create('flinkdeployments', {
      ...orders(),
      metadata: { name: 'a', annotations: { 'sandbox/story': 'unwritten' } },
    });
    await create('flinkdeployments', orders());
    cluster.pass(90);
    expect(await eventReasons('default', 'a')).toContain('Error');
    expect(summary(await deployment('default', 'orders')).job).toBe('RUNNING');
  });
});

describe('sessions and colours', () => {
  beforeEach(async () => {
    cluster = await startTestCluster();
  });

  it('runs session jobs on a session cluster and refuses to delete it under them', async () => {
    const session = orders();
    await create('flinkdeployments', {
      ...session,
      spec: { ...session.spec, job: undefined },
    });
    cluster.pass(20);
    await create('flinksessionjobs', {
      apiVersion: 'flink.apache.org/v1beta1',
      kind: 'FlinkSessionJob',
      metadata: { name: 'rates' },
      spec: {
        deploymentName: 'orders',
        job: {
          jarURI: 'https://artifacts.example.com/rates.jar',
          parallelism: 2,
        },
      },
    });
    cluster.pass(90);
    const job = await read(`${BASE}/namespaces/default/flinksessionjobs/rates`);
    expect(stringAt(job, 'status', 'jobStatus', 'state')).toBe('RUNNING');
    expect(valueAt(job, 'metadata', 'labels', 'target.session')).toBe('orders');
    const overview = await read(
      '/api/v1/namespaces/default/services/orders-rest:rest/proxy/jobs/overview',
    );
    expect(valueAt(overview, 'jobs')).toEqual([
      expect.objectContaining({ name: 'rates', state: 'RUNNING' }),
    ]);
    await cluster.custom.deleteNamespacedCustomObject({
      ...FLINK,
      plural: 'flinkdeployments',
      name: 'orders',
    });
    cluster.pass(5);
    expect(await eventReasons('default', 'orders')).toContain('CleanupFailed');
  });

  it('moves a blue/green deployment to green when its template changes', async () => {
    await create('flinkbluegreendeployments', {
      apiVersion: 'flink.apache.org/v1beta1',
      kind: 'FlinkBlueGreenDeployment',
      metadata: { name: 'orders' },
      spec: { template: { spec: orders().spec } },
    });
    const path = `${BASE}/namespaces/default/flinkbluegreendeployments/orders`;
    cluster.pass(90);
    const state = async () =>
      stringAt(await read(path), 'status', 'blueGreenState');
    expect(await state()).toBe('ACTIVE_BLUE');
    await cluster.fetch(path, {
      method: 'PATCH',
      headers: MERGE,
      body: JSON.stringify({
        spec: { template: { spec: { image: 'flink:2.2.1' } } },
      }),
    });
    cluster.pass(2);
    expect(await state()).toBe('TRANSITIONING_TO_GREEN');
    cluster.pass(120);
    expect(await state()).toBe('ACTIVE_GREEN');
    expect(valueAt(await deployment('default', 'orders-blue'), 'code')).toBe(
      404,
    );
  });
});

describe('the fleet', () => {
  it('fills both clusters with resources their CRDs accept', async () => {
    for (const name of ['eks-prod-eu', 'eks-staging-us']) {
      cluster = await startTestCluster({ cluster: name });
      for (const custom of customResources()) {
        const list = await read(`${BASE}/${custom.plural}`);
        for (const item of itemsOf(list)) {
          const object: KubernetesObject = {
            ...item,
            apiVersion: 'flink.apache.org/v1beta1',
            kind: custom.kind,
            metadata: { name: String(valueAt(item, 'metadata', 'name')) },
            spec: objectAt(item, 'spec'),
            status: objectAt(item, 'status'),
          };
          expect([object.metadata.name, schemaCauses(custom, object)]).toEqual([
            object.metadata.name,
            [],
          ]);
        }
      }
      expect(
        itemsOf(await read(`${BASE}/flinkdeployments`)).length,
      ).toBeGreaterThan(2);
      await cluster.api.close();
    }
    cluster = await startTestCluster();
  });

  it('shows STABLE next to a JobManager that keeps crashing', async () => {
    cluster = await startTestCluster({ cluster: 'eks-prod-eu' });
    let object: JsonValue;
    for (let minute = 0; minute < 10; minute += 1) {
      object = await deployment('logistics', 'route-eta');
      if (summary(object).jobManager === 'ERROR') break;
      cluster.clock.advance(60_000);
      cluster.api.tick();
    }
    expect(summary(object)).toEqual({
      lifecycle: 'STABLE',
      jobManager: 'ERROR',
      job: 'RECONCILING',
    });
    const error: JsonValue = JSON.parse(
      stringAt(object, 'status', 'error') ?? '{}',
    );
    expect(valueAt(error, 'additionalMetadata', 'reason')).toBe(
      'CrashLoopBackOff',
    );
    expect(await eventReasons('logistics', 'route-eta')).toContain(
      'CrashLoopBackOff',
    );
    const pods = await read(
      '/api/v1/namespaces/logistics/pods?labelSelector=app=route-eta,component=jobmanager',
    );
    expect(JSON.stringify(pods)).toContain(
      '"waiting":{"reason":"CrashLoopBackOff"',
    );
    const proxy = await cluster.fetch(
      '/api/v1/namespaces/logistics/services/route-eta-rest:rest/proxy/overview',
    );
    expect(proxy.status).toBe(503);
  });

  it('shows a killed TaskManager and its exception', async () => {
    cluster = await startTestCluster({ cluster: 'eks-prod-eu' });
    const pods = await read(
      '/api/v1/namespaces/fraud/pods?labelSelector=app=device-fingerprints',
    );
    expect(JSON.stringify(pods)).toContain('"reason":"OOMKilled"');
    expect(await eventReasons('fraud', 'device-fingerprints')).toContain(
      'JobException',
    );
  });

  it('keeps running the old spec when the new one is refused', async () => {
    cluster = await startTestCluster({ cluster: 'eks-prod-eu' });
    const object = await deployment('fraud', 'case-aggregation');
    const generation = valueAt(object, 'metadata', 'generation');
    const observed = valueAt(object, 'status', 'observedGeneration');
    expect(Number(generation)).toBeGreaterThan(Number(observed));
    expect(summary(object).job).toBe('RUNNING');
    expect(await eventReasons('fraud', 'case-aggregation')).toContain(
      'ValidationError',
    );
  });

  it('shows an upgrade that waits for its savepoint', async () => {
    cluster = await startTestCluster({ cluster: 'eks-staging-us' });
    const object = await deployment('sandbox', 'click-heatmaps');
    expect(summary(object).lifecycle).toBe('UPGRADING');
    const since = valueAt(
      object,
      'status',
      'reconciliationStatus',
      'reconciliationTimestamp',
    );
    expect(cluster.clock.now() - Number(since)).toBeGreaterThan(15 * 60_000);
    expect(await eventReasons('sandbox', 'click-heatmaps')).toContain(
      'SavepointError',
    );
  });

  it('recovers a stuck upgrade when it is redeployed from a savepoint', async () => {
    cluster = await startTestCluster({ cluster: 'eks-staging-us' });
    await cluster.fetch(
      `${BASE}/namespaces/sandbox/flinkdeployments/click-heatmaps`,
      {
        method: 'PATCH',
        headers: MERGE,
        body: JSON.stringify({
          spec: {
            job: {
              initialSavepointPath: 's3://flink-state/savepoint-1',
              savepointRedeployNonce: 1,
            },
          },
        }),
      },
    );
    cluster.pass(90);
    expect(summary(await deployment('sandbox', 'click-heatmaps'))).toEqual({
      lifecycle: 'STABLE',
      jobManager: 'READY',
      job: 'RUNNING',
    });
  });

  it('shows a suspended job without a JobManager', async () => {
    cluster = await startTestCluster({ cluster: 'eks-staging-us' });
    const object = await deployment('logistics-staging', 'route-eta');
    expect(summary(object)).toMatchObject({
      lifecycle: 'SUSPENDED',
      jobManager: 'MISSING',
    });
  });
});

describe('objects seeded with a status', () => {
  const folder = join(__dirname, '../../fixtures/status-samples');
  const parsed = (file: string): JsonValue =>
    parse(readFileSync(join(folder, file), 'utf8'));

  it('stay as they were dumped: a session cluster of operator 1.12', async () => {
    const dump = parsed('session-cluster-operator-1.12.0-real-dump.yaml');
    const metadata = objectAt(dump, 'metadata');
    cluster = await startTestCluster({
      seed: [
        {
          apiVersion: 'flink.apache.org/v1beta1',
          kind: 'FlinkDeployment',
          metadata: { ...metadata, name: 'flink-session', namespace: 'flink' },
          spec: objectAt(dump, 'spec'),
          status: objectAt(dump, 'status'),
        },
      ],
    });
    cluster.pass(30);
    const served = await deployment('flink', 'flink-session');
    expect(valueAt(served, 'status')).toEqual(valueAt(dump, 'status'));
    expect(valueAt(served, 'spec')).toEqual(valueAt(dump, 'spec'));
    expect(valueAt(served, 'metadata', 'generation')).toBe(3);
  });

  it.each(['ready', 'missing_during_first_deploy'])(
    'stay as they were dumped: operator 1.1, %s',
    async which => {
      const dump = valueAt(
        parsed('application-operator-1.1-real-dump.yaml'),
        which,
      );
      const name = String(valueAt(dump, 'metadata', 'name'));
      cluster = await startTestCluster({
        seed: [
          {
            apiVersion: 'flink.apache.org/v1beta1',
            kind: 'FlinkDeployment',
            metadata: { name, namespace: 'default', generation: 2 },
            spec: {},
            status: objectAt(dump, 'status'),
          },
        ],
      });
      cluster.pass(30);
      const served = await deployment('default', name);
      expect(valueAt(served, 'status')).toEqual(valueAt(dump, 'status'));
    },
  );
});
