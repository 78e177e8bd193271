import { ManualTime, until } from '../__testUtils__/ManualTime';
import { PortalDouble } from '../__testUtils__/PortalDouble';
import { transportTo } from '../__testUtils__/transport';
import type { KubernetesTransport } from '../transport';
import { KindWatcher } from './KindWatcher';
import { KINDS } from './kinds';

const PLURAL = 'flinkdeployments';
const PATH = `/proxy/apis/flink.apache.org/v1beta1/${PLURAL}`;

const object = (name: string, resourceVersion: number, image = 'v1') => ({
  metadata: {
    name,
    namespace: 'payments',
    uid: name,
    resourceVersion: String(resourceVersion),
  },
  spec: { image },
});

describe('following a kind', () => {
  let portal: PortalDouble;
  let transport: KubernetesTransport;
  let time: ManualTime;
  let stop: AbortController;
  let following: Promise<void>;
  const heard: string[] = [];

  beforeEach(async () => {
    portal = new PortalDouble();
    transport = transportTo(await portal.start());
    portal.objects.set(PLURAL, [object('orders', 10)]);
    time = new ManualTime(1_000_000);
    stop = new AbortController();
    heard.length = 0;
  });
  afterEach(async () => {
    stop.abort();
    await following?.catch(() => undefined);
    await portal.stop();
  });

  const follow = (namespace?: string) => {
    const watcher = new KindWatcher({
      transport,
      cluster: 'eks-prod',
      kind: KINDS.deployment,
      ...(namespace ? { namespace } : {}),
      signal: stop.signal,
      timeoutMs: 2_000,
      count: () => {},
      waiting: time,
      deadlineMs: time.now() + 240_000,
      silentAfterMs: 90_000,
      relistMs: 30_000,
      maxFailures: 3,
      onChange: () => heard.push('change'),
      onAlive: () => heard.push('alive'),
    });
    following = watcher.follow();
    following.catch(() => undefined);
    return watcher;
  };
  const images = (watcher: KindWatcher) =>
    watcher.map.objects.map(
      held => (held as ReturnType<typeof object>).spec.image,
    );
  const watchQuery = () =>
    portal.requests.filter(({ query }) => query.get('watch')).pop()?.query;

  it('lists page by page, without canaries, then watches from there', async () => {
    portal.objects.set(
      PLURAL,
      Array.from({ length: 501 }, (_, index) => object(`a${index}`, index)),
    );
    const watcher = follow();
    await until(() => portal.watching(PLURAL) === 1);

    expect(watcher.map.objects).toHaveLength(501);
    expect(portal.lists(PLURAL)).toBe(2);
    expect(portal.requests[0].query.get('labelSelector')).toBe(
      'flink.apache.org/canary!=true',
    );
    expect(Object.fromEntries(watchQuery() ?? [])).toMatchObject({
      allowWatchBookmarks: 'true',
      resourceVersion: '1000',
      timeoutSeconds: '240',
    });
  });

  it('takes in what is added, changed and deleted', async () => {
    const watcher = follow();
    await until(() => portal.watching(PLURAL) === 1);
    portal.push(PLURAL, 'MODIFIED', object('orders', 1001, 'v2'));
    portal.push(PLURAL, 'ADDED', object('clicks', 1002, 'c1'));
    await until(() => images(watcher).join() === 'v2,c1');
    portal.push(PLURAL, 'DELETED', object('orders', 1003));
    await until(() => images(watcher).join() === 'c1');

    expect(watcher.state.status).toBe('current');
  });

  it('ignores a change that is older than what it holds', async () => {
    const watcher = follow();
    await until(() => portal.watching(PLURAL) === 1);
    portal.push(PLURAL, 'MODIFIED', object('orders', 1005, 'new'));
    portal.push(PLURAL, 'MODIFIED', object('orders', 1004, 'old'));
    portal.push(PLURAL, 'ADDED', object('last', 1006, 'end'));
    await until(() => watcher.map.objects.length === 2);

    expect(images(watcher)).toEqual(['new', 'end']);
  });

  it('goes on from the newest bookmark when the API server ends the watch', async () => {
    follow();
    await until(() => portal.watching(PLURAL) === 1);
    portal.push(PLURAL, 'BOOKMARK', {
      metadata: { resourceVersion: '2000' },
    });
    time.advance(60_000);
    await until(() => heard.length >= 3);
    portal.endWatches();
    await until(() => watchQuery()?.get('resourceVersion') === '2000');

    expect(portal.lists(PLURAL)).toBe(1);
  });

  it('lists again at once when its version is too old', async () => {
    const watcher = follow();
    await until(() => portal.watching(PLURAL) === 1);
    portal.objects.set(PLURAL, [object('orders', 3000, 'v3')]);
    portal.push(PLURAL, 'ERROR', {
      kind: 'Status',
      code: 410,
      reason: 'Expired',
      message: 'too old resource version',
    });
    await until(() => images(watcher).join() === 'v3');

    expect(portal.lists(PLURAL)).toBe(2);
  });

  it('lists again after a pause when the connection breaks', async () => {
    const watcher = follow();
    await until(() => portal.watching(PLURAL) === 1);
    portal.objects.set(PLURAL, [object('orders', 3000, 'v3')]);
    portal.dropWatches(PLURAL);
    await until(
      () => images(watcher).join() === 'v3',
      () => time.advance(100),
    );

    expect(watcher.state.status).toBe('current');
  });

  it('lists beside a watch that has gone silent, and leaves it open', async () => {
    const watcher = follow();
    await until(() => portal.watching(PLURAL) === 1);
    portal.objects.set(PLURAL, [object('orders', 3000, 'v3')]);
    time.advance(89_000);
    expect(portal.lists(PLURAL)).toBe(1);
    await until(
      () => images(watcher).join() === 'v3',
      () => time.advance(1_000),
    );

    expect(portal.watching(PLURAL)).toBe(1);
  });

  it('lists alone where it may not watch', async () => {
    portal.refuseWatches = true;
    const watcher = follow();
    await until(() => portal.lists(PLURAL) === 1);
    portal.objects.set(PLURAL, [object('orders', 3000, 'v3')]);
    await until(
      () => images(watcher).join() === 'v3',
      () => time.advance(1_000),
    );

    expect(watcher.state.status).toBe('current');
  });

  it('is absent where the CRD is not installed', async () => {
    portal.objects.delete(PLURAL);
    const watcher = follow();
    await following;

    expect(watcher.state.status).toBe('absent');
  });

  it('gives up at once when it may not list', async () => {
    portal.answers.set(PATH, {
      status: 403,
      body: { kind: 'Status', message: 'forbidden' },
    });
    const watcher = follow();

    await expect(following).rejects.toMatchObject({ failure: 'denied' });
    expect(watcher.state.status).toBe('failed');
    expect(portal.lists(PLURAL)).toBe(1);
  });

  it('tries three times with growing pauses before it gives up', async () => {
    portal.answers.set(PATH, { status: 503, body: 'unavailable' });
    const watcher = follow();
    await until(
      () => watcher.state.status === 'failed',
      () => time.advance(500),
    );

    await expect(following).rejects.toMatchObject({ failure: 'unreachable' });
    expect(portal.lists(PLURAL)).toBe(3);
  });

  it('gives up at once when a list had its whole time and no answer came', async () => {
    portal.answers.set(PATH, {
      status: 504,
      body: { kind: 'Status', message: 'request timed out' },
    });
    const watcher = follow();

    await expect(following).rejects.toMatchObject({ failure: 'timeout' });
    expect(watcher.state.status).toBe('failed');
    expect(portal.lists(PLURAL)).toBe(1);
  });

  it('ends at its deadline so that another replica may take over', async () => {
    follow();
    await until(() => portal.watching(PLURAL) === 1);
    time.advance(240_000);
    portal.endWatches();

    await expect(following).resolves.toBeUndefined();
  });
});
