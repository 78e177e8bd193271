import { JsonValue, stringAt, valueAt } from './store/objects';
import {
  BASE,
  itemsOf,
  summary,
  operatorBed,
} from './__testUtils__/operator-bed';
import {
  FLINK,
  TestCluster,
  orders,
  startTestCluster,
} from './__testUtils__/test-cluster';

let cluster: TestCluster;

const { read, deployment, create, patchOrders, eventReasons } = operatorBed(
  () => cluster,
);

afterEach(() => cluster.api.close());

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
