import { stringAt, valueAt } from './store/objects';
import { MERGE, BASE, operatorBed } from './__testUtils__/operator-bed';
import {
  FLINK,
  TestCluster,
  orders,
  startTestCluster,
} from './__testUtils__/test-cluster';

let cluster: TestCluster;

const { read, deployment, create, eventReasons } = operatorBed(() => cluster);

afterEach(() => cluster.api.close());

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
