import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { customResources } from './schema/crds';
import { schemaCauses } from './schema/validate';
import {
  JsonValue,
  KubernetesObject,
  objectAt,
  stringAt,
  valueAt,
} from './store/objects';
import {
  BASE,
  MERGE,
  itemsOf,
  summary,
  operatorBed,
} from './__testUtils__/operator-bed';
import { TestCluster, startTestCluster } from './__testUtils__/test-cluster';

let cluster: TestCluster;

const { read, deployment, eventReasons } = operatorBed(() => cluster);

afterEach(() => cluster.api.close());

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

  it('reports an exception that repeats as one event, since it first came', async () => {
    cluster = await startTestCluster({ cluster: 'eks-prod-eu' });
    const events = await read(
      '/api/v1/namespaces/payments/events?fieldSelector=reason=JobException,involvedObject.name=settlement-ledger',
    );
    const [event] = itemsOf(events);
    const spanMs =
      Date.parse(String(valueAt(event, 'lastTimestamp'))) -
      Date.parse(String(valueAt(event, 'firstTimestamp')));
    expect(Number(valueAt(event, 'count'))).toBeGreaterThan(16);
    expect(spanMs).toBeGreaterThan(30 * 60_000);
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
