import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { NOW_MS } from './__testUtils__/facts';
import { PortalDouble } from './__testUtils__/PortalDouble';
import { transportTo } from './__testUtils__/transport';
import { KubernetesRuntime } from './KubernetesRuntime';
import { readKubernetesSettings } from './settings';

const SOURCE = {
  id: 'kubernetes:eks-prod',
  runtime: 'kubernetes',
  title: 'eks-prod',
  mode: 'watch',
  pollIntervalMs: 60_000,
  timeoutMs: 285_000,
};

describe('the sources', () => {
  const portal = new PortalDouble();
  let runtime: KubernetesRuntime;
  const logger = mockServices.logger.mock();

  beforeAll(async () => {
    runtime = new KubernetesRuntime({
      transport: transportTo(await portal.start()),
      settings: readKubernetesSettings(new ConfigReader({})),
      logger,
    });
  });
  afterAll(() => portal.stop());

  it('cannot be named before the portal’s Kubernetes backend answered once', async () => {
    portal.answers.set('/clusters', { status: 503, body: 'starting' });

    await expect(runtime.sources()).rejects.toMatchObject({
      name: 'FlinkSourceError',
      reason: 'unreachable',
    });
    portal.answers.clear();
  });

  it('are the clusters of the portal’s own Kubernetes backend', async () => {
    portal.clusters = [
      { name: 'eks-prod', title: 'Production', authProvider: 'aws' },
      { name: 'gke', authProvider: 'google' },
      { name: 'eks-prod', authProvider: 'serviceAccount' },
    ];

    expect(await runtime.sources()).toEqual([
      { ...SOURCE, title: 'Production' },
      { ...SOURCE, id: 'kubernetes:gke', title: 'gke' },
    ]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('same name'),
    );
  });

  it('stay when the list cannot be read for once', async () => {
    portal.answers.set('/clusters', { status: 503, body: 'restarting' });

    expect(await runtime.sources()).toHaveLength(2);
    portal.answers.clear();
  });

  it('say plainly when a cluster can only be read in a browser', async () => {
    const [, gke] = await runtime.sources();

    await expect(
      runtime.collect(gke, {
        signal: new AbortController().signal,
        now: () => NOW_MS,
        before: async () => new Map(),
        wantsClose: () => false,
        emit: async () => {},
        complete: async () => {},
        alive: async () => {},
        count: () => {},
      }),
    ).rejects.toThrow('unsupported for background reading');
  });
});
