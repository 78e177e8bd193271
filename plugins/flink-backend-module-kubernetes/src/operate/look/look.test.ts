import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import { ConfigReader } from '@backstage/config';
import { NOW_MS, rawDeployment, rawEvent } from '../../__testUtils__/facts';
import { observe } from '../../__testUtils__/observe';
import { PortalDouble } from '../../__testUtils__/PortalDouble';
import { transportTo } from '../../__testUtils__/transport';
import { readKubernetesSettings } from '../../settings';
import { KubernetesActions } from '../KubernetesActions';
import type { PatchedHandle } from './Handle';

const PATH =
  '/proxy/apis/flink.apache.org/v1beta1/namespaces/payments/flinkdeployments/orders';
const HANDLE: PatchedHandle = {
  type: 'patch',
  sentAtMs: NOW_MS - 10_000,
  uid: 'uid-orders',
  generation: 4,
};
/** Written 10 s ago, by the API server's own bookkeeping. */
const METADATA = {
  generation: 4,
  managedFields: [
    {
      manager: 'flink-portal',
      operation: 'Update',
      time: new Date(NOW_MS - 10_000).toISOString(),
      fieldsV1: { 'f:spec': {} },
    },
  ],
};
const RESTART = { kind: 'restart' } as const;

describe('an action that is followed', () => {
  const portal = new PortalDouble();
  let actions: KubernetesActions;

  beforeAll(async () => {
    const transport = transportTo(await portal.start());
    actions = new KubernetesActions({
      transport,
      writes: transport,
      settings: readKubernetesSettings(new ConfigReader({})),
      assertReadable: async () => {},
    });
  });
  afterAll(() => portal.stop());
  beforeEach(() => {
    portal.objects.set('events', []);
  });

  const look = (
    bend: Parameters<typeof rawDeployment>[0],
    handle: PatchedHandle = HANDLE,
    request: ActionRequest = RESTART,
    nowMs = NOW_MS,
  ) => {
    const spec = { restartNonce: Math.floor(NOW_MS / 1000), ...bend?.spec };
    portal.answers.set(PATH, {
      status: 200,
      body: rawDeployment({ metadata: METADATA, ...bend, spec }),
    });
    return actions.look(
      observe({}),
      {
        actionId: 'a1',
        request,
        requestedBy: 'user:default/jane',
        orderedAtMs: NOW_MS - 10_000,
        token: '{}',
      },
      JSON.stringify(handle),
      {
        signal: new AbortController().signal,
        now: () => nowMs,
        count: () => {},
      },
    );
  };

  it('is not done because the operator called the spec before STABLE', async () => {
    expect(await look({ status: { observedGeneration: 3 } })).toMatchObject({
      status: 'underway',
      steps: [{ id: 'accepted', status: 'active' }, {}, {}, {}],
    });
  });

  it('is not done because the operator saw it', async () => {
    const progress = await look({
      status: {
        observedGeneration: 4,
        lifecycleState: 'DEPLOYED',
        jobManagerDeploymentStatus: 'DEPLOYING',
      },
    });
    expect(progress).toMatchObject({ status: 'underway' });
    expect(progress.steps.map(({ status }) => status)).toEqual([
      'done',
      'done',
      'active',
      'pending',
    ]);
  });

  it('is not done while the job of a STABLE spec does not run', async () => {
    expect(
      await look({
        status: { observedGeneration: 4, jobStatus: { state: 'RESTARTING' } },
      }),
    ).toMatchObject({ status: 'underway' });
  });

  it('is done when the spec was seen, is STABLE and the job RUNNING', async () => {
    expect(await look({ status: { observedGeneration: 4 } })).toMatchObject({
      status: 'succeeded',
      message: 'Restarted; running again at 12:00:00 UTC (took 10 s).',
    });
  });

  it('says that the operator rolled back, and that .spec does not show it', async () => {
    expect(
      await look({
        status: { observedGeneration: 4, lifecycleState: 'ROLLED_BACK' },
      }),
    ).toMatchObject({
      status: 'rolledBack',
      message: expect.stringContaining(
        '.spec still shows the spec that failed',
      ),
    });
  });

  it('fails in the operator’s own words, without what they give away', async () => {
    const progress = await look({
      status: {
        observedGeneration: 4,
        lifecycleState: 'FAILED',
        error: 'no access for jane@acme.example',
      },
    });
    expect(progress).toMatchObject({ status: 'failed' });
    expect(progress.failure).toBe('no access for [e-mail hidden]');
  });

  it('fails when the operator refused it although the webhook is off', async () => {
    portal.objects.set('events', [
      rawEvent('ValidationError', 'HA must be enabled', 0),
    ]);
    expect(await look({ status: { observedGeneration: 3 } })).toMatchObject({
      status: 'failed',
      failure: 'HA must be enabled',
    });
  });

  it('takes no refusal of an earlier spec for its own', async () => {
    portal.objects.set('events', [
      rawEvent('ValidationError', 'HA must be enabled', 5),
    ]);
    expect(await look({ status: { observedGeneration: 3 } })).toMatchObject({
      status: 'underway',
    });
  });

  it('gives the operator time to get over an error, and then tells it', async () => {
    const status = {
      observedGeneration: 4,
      lifecycleState: 'UPGRADING',
      error: 'savepoint failed',
    };
    const first = await look({ status });
    expect(first.status).toBe('underway');
    const handle = JSON.parse(first.handle ?? '{}') as PatchedHandle;
    expect(
      await look({ status }, handle, RESTART, NOW_MS + 29_000),
    ).toMatchObject({ status: 'underway' });
    expect(
      await look({ status }, handle, RESTART, NOW_MS + 31_000),
    ).toMatchObject({
      status: 'failed',
      failure: 'savepoint failed',
    });
  });

  it('is no success where the API server dropped a field', async () => {
    expect(
      await look(
        { status: { observedGeneration: 4 } },
        { ...HANDLE, dropped: ['spec.restartNonce'] },
      ),
    ).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('spec.restartNonce'),
    });
  });

  it('is no success on another object of the same name', async () => {
    expect(
      await look({
        metadata: { ...METADATA, uid: 'another' },
        status: { observedGeneration: 4 },
      }),
    ).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('made anew'),
    });
  });

  it('says that a stop may wait in silence', async () => {
    expect(
      await look(
        {
          spec: { job: { state: 'suspended', upgradeMode: 'savepoint' } },
          status: { observedGeneration: 3, jobStatus: { state: 'RESTARTING' } },
        },
        HANDLE,
        { kind: 'stop' },
      ),
    ).toMatchObject({
      status: 'underway',
      message: expect.stringContaining('says nothing while it does'),
    });
  });
});
