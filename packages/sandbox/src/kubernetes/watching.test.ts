import { Watch } from '@kubernetes/client-node';
import { MERGE, PATH, apiBed, plural } from './__testUtils__/api-bed';
import {
  FLINK,
  TestCluster,
  startTestCluster,
} from './__testUtils__/test-cluster';
import { JsonValue, isJsonObject, valueAt } from './store/objects';

let cluster: TestCluster;

const { create, patch, read } = apiBed(() => cluster);

beforeEach(async () => {
  cluster = await startTestCluster();
});

afterEach(() => cluster.api.close());

describe('watching', () => {
  async function collect(path: string): Promise<JsonValue[]> {
    const response = await cluster.fetch(path);
    const text = await response.text();
    return text
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line));
  }

  it('replays what happened after a resourceVersion and ends with a bookmark', async () => {
    const list = await read(PATH);
    const version = valueAt(list.body, 'metadata', 'resourceVersion');
    await create();
    await patch(MERGE, { spec: { restartNonce: 1 } });
    const events = await collect(
      `${PATH}?watch=true&resourceVersion=${version}&allowWatchBookmarks=true&timeoutSeconds=1`,
    );
    expect(events.map(event => valueAt(event, 'type'))).toEqual([
      'ADDED',
      'MODIFIED',
      'BOOKMARK',
    ]);
  });

  it('sends an ERROR with 410 when the resourceVersion is too old', async () => {
    const list = await read(PATH);
    const version = valueAt(list.body, 'metadata', 'resourceVersion');
    await create();
    cluster.api.compact();
    const [event] = await collect(
      `${PATH}?watch=true&resourceVersion=${version}`,
    );
    expect(event).toMatchObject({
      type: 'ERROR',
      object: { code: 410, reason: 'Expired' },
    });
  });

  it('tells a label-selected watch when an object leaves the selection', async () => {
    await create();
    await patch(MERGE, { metadata: { labels: { team: 'red' } } });
    const list = await read(PATH);
    const version = valueAt(list.body, 'metadata', 'resourceVersion');
    await patch(MERGE, { metadata: { labels: { team: 'blue' } } });
    const events = await collect(
      `${PATH}?watch=true&resourceVersion=${version}&labelSelector=team%3Dred&timeoutSeconds=1`,
    );
    expect(events.map(event => valueAt(event, 'type'))).toEqual(['DELETED']);
  });

  it('streams to the stock client', async () => {
    const seen: string[] = [];
    const done = new Promise<void>((resolve, reject) => {
      new Watch(cluster.config)
        .watch(
          PATH,
          { timeoutSeconds: 20 },
          (type, object: unknown) => {
            const name = isJsonObject(object)
              ? valueAt(object, 'metadata', 'name')
              : undefined;
            seen.push(`${type} ${name}`);
            if (type === 'DELETED') resolve();
          },
          error => (error ? reject(error) : resolve()),
        )
        .then(async controller => {
          await create();
          await cluster.custom.deleteNamespacedCustomObject({
            ...FLINK,
            plural,
            name: 'orders',
          });
          await done;
          controller.abort();
        })
        .catch(reject);
    });
    await done;
    expect(seen).toEqual(['ADDED orders', 'DELETED orders']);
  });
});
