import { MERGE, PATH, apiBed, plural } from './__testUtils__/api-bed';
import {
  FLINK,
  TestCluster,
  startTestCluster,
} from './__testUtils__/test-cluster';
import { JsonValue, valueAt } from './store/objects';

let cluster: TestCluster;

const { create, patch, read } = apiBed(() => cluster);

beforeEach(async () => {
  cluster = await startTestCluster();
});

afterEach(() => cluster.api.close());

describe('who may ask', () => {
  it('answers 401 without a token and with an unknown one', async () => {
    const without = await fetch(`${cluster.api.url}${PATH}`);
    const unknown = await read(PATH, 'guess');
    expect([without.status, unknown.status]).toEqual([401, 401]);
    expect(unknown.body).toMatchObject({ reason: 'Unauthorized', code: 401 });
  });

  it('answers 403 with a Status when a reader writes', async () => {
    await create();
    const answer = await patch(MERGE, { spec: {} }, '', 'reader');
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({
      kind: 'Status',
      reason: 'Forbidden',
      message:
        'flinkdeployments.flink.apache.org "orders" is forbidden: User "portal-reader" cannot patch resource "flinkdeployments" in API group "flink.apache.org" in the namespace "default"',
    });
  });

  it('tells a reader what it may do', async () => {
    const allowed = async (verb: string) => {
      const response = await cluster.fetch(
        '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        {
          method: 'POST',
          token: 'reader',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({
            spec: {
              resourceAttributes: {
                verb,
                group: 'flink.apache.org',
                resource: plural,
              },
            },
          }),
        },
      );
      const body: JsonValue = await response.json();
      return valueAt(body, 'status', 'allowed');
    };
    expect(await allowed('list')).toBe(true);
    expect(await allowed('patch')).toBe(false);
  });
});

describe('writing', () => {
  it('raises the generation for spec changes only', async () => {
    await create();
    const labelled = await patch(MERGE, { metadata: { labels: { a: 'b' } } });
    const rescaled = await patch(MERGE, { spec: { job: { parallelism: 8 } } });
    const noop = await patch(MERGE, { spec: { job: { parallelism: 8 } } });
    const generation = (answer: { body: JsonValue }) =>
      valueAt(answer.body, 'metadata', 'generation');
    expect([labelled, rescaled, noop].map(generation)).toEqual([1, 2, 2]);
    expect(valueAt(noop.body, 'metadata', 'resourceVersion')).toBe(
      valueAt(rescaled.body, 'metadata', 'resourceVersion'),
    );
  });

  it('refuses a stale resourceVersion with 409', async () => {
    const created = await create();
    const resourceVersion = valueAt(created, 'metadata', 'resourceVersion');
    await patch(MERGE, { spec: { restartNonce: 1 } });
    const stale = await patch(MERGE, {
      metadata: { resourceVersion },
      spec: { restartNonce: 2 },
    });
    expect(stale.status).toBe(409);
    expect(stale.body).toMatchObject({ reason: 'Conflict' });
  });

  it('refuses a name in use with 409', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({ code: 409 });
  });

  it('refuses a wrong enum with 422 and its field', async () => {
    await create();
    const answer = await patch(MERGE, { spec: { job: { state: 'RUNNING' } } });
    expect(answer.status).toBe(422);
    expect(valueAt(answer.body, 'details', 'causes')).toEqual([
      expect.objectContaining({
        reason: 'FieldValueNotSupported',
        field: 'spec.job.state',
      }),
    ]);
  });

  it('prunes unknown fields silently, and refuses them when asked to be strict', async () => {
    await create();
    const body = { spec: { restartNonnce: 5 } };
    const pruned = await patch(MERGE, body);
    expect(pruned.status).toBe(200);
    expect(valueAt(pruned.body, 'spec', 'restartNonnce')).toBeUndefined();
    const strict = await patch(MERGE, body, '?fieldValidation=Strict');
    expect(strict.status).toBe(400);
    expect(valueAt(strict.body, 'message')).toContain(
      'unknown field "spec.restartNonnce"',
    );
  });

  it('takes no strategic merge on custom resources', async () => {
    await create();
    const answer = await patch('application/strategic-merge-patch+json', {});
    expect(answer.status).toBe(415);
  });

  it('applies a JSON patch, and answers 422 when its test fails', async () => {
    await create();
    const good = await patch('application/json-patch+json', [
      { op: 'test', path: '/spec/job/parallelism', value: 4 },
      { op: 'replace', path: '/spec/job/parallelism', value: 5 },
    ]);
    const bad = await patch('application/json-patch+json', [
      { op: 'test', path: '/spec/job/parallelism', value: 4 },
    ]);
    expect(valueAt(good.body, 'spec', 'job', 'parallelism')).toBe(5);
    expect(bad.status).toBe(422);
  });

  it('shows what a dry run would do and changes nothing', async () => {
    await create();
    const dry = await patch(
      MERGE,
      { spec: { job: { parallelism: 9 } } },
      '?dryRun=All',
    );
    const stored = await read(`${PATH}/orders`);
    expect(valueAt(dry.body, 'spec', 'job', 'parallelism')).toBe(9);
    expect(valueAt(stored.body, 'spec', 'job', 'parallelism')).toBe(4);
  });

  it("denies what the operator's webhook denies", async () => {
    await create();
    const answer = await patch(
      MERGE,
      { spec: { job: { parallelism: 0 } } },
      '?dryRun=All',
    );
    expect(answer.status).toBe(403);
    expect(valueAt(answer.body, 'message')).toBe(
      'admission webhook "validationwebhook.flink.apache.org" denied the request: Job parallelism must be larger than 0',
    );
  });

  it('ignores status on the main resource', async () => {
    await create();
    const answer = await patch(MERGE, { status: { error: 'mine' } });
    expect(valueAt(answer.body, 'status', 'error')).toBeUndefined();
  });

  it('names objects from generateName and remembers who wrote', async () => {
    await create();
    const created: JsonValue =
      await cluster.custom.createNamespacedCustomObject({
        ...FLINK,
        plural: 'flinkstatesnapshots',
        fieldManager: 'portal',
        body: {
          apiVersion: 'flink.apache.org/v1beta1',
          kind: 'FlinkStateSnapshot',
          metadata: { generateName: 'orders-manual-' },
          spec: {
            jobReference: { kind: 'FlinkDeployment', name: 'orders' },
            savepoint: { disposeOnDelete: false },
          },
        },
      });
    expect(valueAt(created, 'metadata', 'name')).toMatch(
      /^orders-manual-\w{5}$/,
    );
    expect(valueAt(created, 'metadata', 'managedFields')).toEqual([
      expect.objectContaining({ manager: 'portal', operation: 'Update' }),
    ]);
  });

  it('applies server-side, and refuses to take a field from another manager', async () => {
    await create();
    const apply = (parallelism: number, query: string) =>
      patch(
        'application/apply-patch+yaml',
        {
          apiVersion: 'flink.apache.org/v1beta1',
          kind: 'FlinkDeployment',
          metadata: { name: 'orders' },
          spec: { job: { parallelism } },
        },
        query,
      );
    const refused = await apply(6, '?fieldManager=gitops');
    const forced = await apply(6, '?fieldManager=gitops&force=true');
    expect(refused.status).toBe(409);
    expect(valueAt(refused.body, 'message')).toContain('.spec.job.parallelism');
    expect(valueAt(forced.body, 'spec', 'job', 'parallelism')).toBe(6);
    expect(valueAt(forced.body, 'spec', 'image')).toBe('flink:2.2');
  });
});

describe('reading', () => {
  it('selects by labels: equality and sets', async () => {
    for (const [name, team] of [
      ['a', 'red'],
      ['b', 'blue'],
      ['c', ''],
    ]) {
      await cluster.core.createNamespacedConfigMap({
        namespace: 'default',
        body: { metadata: { name, labels: team ? { team } : {} } },
      });
    }
    const names = async (labelSelector: string) => {
      const list = await cluster.core.listNamespacedConfigMap({
        namespace: 'default',
        labelSelector,
      });
      return list.items.map(item => item.metadata?.name).join('');
    };
    expect(await names('team=red')).toBe('a');
    expect(await names('team!=red')).toBe('bc');
    expect(await names('team in (red, blue)')).toBe('ab');
    expect(await names('team notin (red)')).toBe('bc');
    expect(await names('!team')).toBe('c');
    expect(await names('team')).toBe('ab');
  });

  it('answers 400 for a field selector on status', async () => {
    const answer = await read(
      `${PATH}?fieldSelector=status.lifecycleState=STABLE`,
    );
    expect(answer.status).toBe(400);
  });

  it('pages through a list as it was when the first page was read', async () => {
    for (const name of ['a', 'b', 'c']) await create(name);
    const first = await read(`${PATH}?limit=2`);
    await create('d');
    const token = valueAt(first.body, 'metadata', 'continue');
    const second = await read(`${PATH}?limit=2&continue=${token}`);
    const names = (body: JsonValue) => {
      const items = valueAt(body, 'items');
      return Array.isArray(items)
        ? items.map(item => valueAt(item, 'metadata', 'name'))
        : [];
    };
    expect(names(first.body)).toEqual(['a', 'b']);
    expect(names(second.body)).toEqual(['c']);
    expect(valueAt(second.body, 'metadata', 'continue')).toBeUndefined();
  });

  it('answers 410 for a continue token older than the history', async () => {
    for (const name of ['a', 'b', 'c']) await create(name);
    const first = await read(`${PATH}?limit=1`);
    await create('d');
    cluster.api.compact();
    const token = valueAt(first.body, 'metadata', 'continue');
    const second = await read(`${PATH}?limit=1&continue=${token}`);
    expect(second.status).toBe(410);
    expect(second.body).toMatchObject({ reason: 'Expired' });
  });

  it('answers 404 with a Status for what is not there', async () => {
    const answer = await read(`${PATH}/none`);
    expect(answer.body).toMatchObject({
      status: 'Failure',
      reason: 'NotFound',
      message: 'flinkdeployments.flink.apache.org "none" not found',
      code: 404,
    });
  });

  it('has empty lists for kinds a portal asks for', async () => {
    for (const path of [
      '/apis/batch/v1/cronjobs',
      '/apis/autoscaling/v2/horizontalpodautoscalers',
      '/apis/networking.k8s.io/v1/ingresses',
      '/api/v1/limitranges',
      '/api/v1/resourcequotas',
      '/apis/metrics.k8s.io/v1beta1/pods',
      '/apis/apps/v1/daemonsets',
    ]) {
      const answer = await read(path);
      expect([path, valueAt(answer.body, 'items')]).toEqual([path, []]);
    }
  });
});
