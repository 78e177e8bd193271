import { startSandbox, type Sandbox } from '@flink-portal/sandbox';
import {
  startPortalBackend,
  type PortalBackend,
} from '../portal/startPortalBackend';
import { until } from '../portal/until';
import { ActionClient } from './ActionClient';
import { deployment } from './farSide';

jest.setTimeout(420_000);

/** Deployments of jobs of their own in which nothing goes wrong, one for each test. */
const NAMES = [
  'kubernetes:eks-prod-eu/payments/payment-authorizations',
  'kubernetes:eks-prod-eu/web/search-clicks',
  'kubernetes:eks-prod-eu/logistics/parcel-tracking',
];

describe('actions on Kubernetes, through the whole portal', () => {
  let sandbox: Sandbox;
  let portal: PortalBackend;

  beforeAll(async () => {
    sandbox = await startSandbox();
    portal = await startPortalBackend({
      sandbox: sandbox.ports,
      config: {
        flink: {
          schedule: { initialDelay: { milliseconds: 100 } },
          lifecycle: { approvals: [] },
        },
      },
    });
    await until(
      () => portal.fleet(),
      fleet =>
        NAMES.every(name =>
          fleet.some(({ id, verdict }) => id === name && verdict === 'Healthy'),
        ),
      120_000,
    );
  });

  afterAll(async () => {
    await portal?.stop();
    await sandbox?.close();
  });

  const client = (id: string) =>
    new ActionClient(portal, id, () => {
      sandbox.clock.advance(2_000);
    });
  const farSide = (id: string) => {
    const [, namespace, name] = id.split('/');
    return deployment(sandbox, namespace, name);
  };

  it('rescales, and says so only when the operator is stable with it', async () => {
    const id = NAMES[0];
    const before = await farSide(id);
    const parallelism = before.spec.job.parallelism + 2;
    const action = await client(id).run({ kind: 'rescale', parallelism });
    const ended = await client(id).outcome(action.id);
    expect(ended).toMatchObject({ status: 'succeeded' });
    const after = await farSide(id);
    expect(after.spec.job.parallelism).toBe(parallelism);
    expect(after.status.lifecycleState).toBe('STABLE');
    expect(after.metadata.generation).toBe(before.metadata.generation + 1);
  });

  it('suspends and resumes, one change of the specification each', async () => {
    const id = NAMES[1];
    const before = await farSide(id);
    const stop = await client(id).run({ kind: 'stop' });
    expect(await client(id).outcome(stop.id)).toMatchObject({
      status: 'succeeded',
    });
    expect(await farSide(id)).toMatchObject({
      spec: { job: { state: 'suspended' } },
      status: { lifecycleState: 'SUSPENDED' },
    });
    const start = await client(id).run({
      kind: 'start',
      from: { type: 'latest' },
    });
    expect(await client(id).outcome(start.id)).toMatchObject({
      status: 'succeeded',
    });
    const after = await farSide(id);
    expect(after).toMatchObject({
      spec: { job: { state: 'running' } },
      status: { lifecycleState: 'STABLE' },
    });
    expect(after.metadata.generation).toBe(before.metadata.generation + 2);
  });

  it('takes a savepoint and restarts', async () => {
    const id = NAMES[2];
    const snapshot = await client(id).run({ kind: 'snapshot' });
    expect(await client(id).outcome(snapshot.id)).toMatchObject({
      status: 'succeeded',
    });
    await until(
      () => portal.application(id),
      ({ snapshots }) =>
        snapshots.some(
          ({ createdAt, status }) =>
            status === 'ready' &&
            Date.parse(createdAt) >= Date.parse(snapshot.requestedAt) - 60_000,
        ),
      60_000,
    );
    const restart = await client(id).run({ kind: 'restart' });
    expect(await client(id).outcome(restart.id)).toMatchObject({
      status: 'succeeded',
    });
  });
});
