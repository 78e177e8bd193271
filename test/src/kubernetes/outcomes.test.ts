import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import { KubernetesBed, manifest } from './KubernetesBed';

jest.setTimeout(60_000);

let bed: KubernetesBed;
beforeEach(() => {
  bed = new KubernetesBed();
});
afterEach(() => bed.stop());

describe('actions on Kubernetes, against the sandbox', () => {
  it('suspends with a savepoint and starts again from what was kept', async () => {
    await bed.start();
    const stopped = await bed.run({ kind: 'stop' });
    expect(stopped.message).toMatch(
      /^Suspended at 12:02:0\d UTC \(took \d s\)\. Savepoint s3:\S+ is ready/,
    );
    expect(stopped.steps.every(({ status }) => status === 'done')).toBe(true);

    const started = await bed.run({ kind: 'start', from: { type: 'latest' } });
    expect(started).toMatchObject({
      status: 'succeeded',
      message: expect.stringMatching(/^Running at .* \(took \d+ s\)\.$/),
    });
  });

  it('takes a snapshot under the action’s own name, in the person’s name', async () => {
    await bed.start();
    const order = await bed.order({ kind: 'snapshot' });
    const done = await bed.follow(order, await bed.send(order), 4_000);
    expect(done.message).toMatch(
      /^Snapshot orders-portal-a0000001-0000 .*is ready/,
    );
    expect(
      await bed.read(`flinkstatesnapshots/orders-portal-${order.actionId}`),
    ).toMatchObject({
      metadata: {
        annotations: { 'backstage.io/requested-by': 'user:default/jane' },
      },
      spec: { backoffLimit: 1, savepoint: { disposeOnDelete: false } },
    });
  });

  it('restores from a snapshot by the location it looks up itself', async () => {
    await bed.start();
    const order = await bed.order({ kind: 'snapshot' });
    await bed.follow(order, await bed.send(order), 4_000);
    const snapshotName = `orders-portal-${order.actionId}`;
    const restored = await bed.run({ kind: 'restore', snapshotName });
    expect(restored).toMatchObject({
      status: 'succeeded',
      message: expect.stringContaining(`Restored from ${snapshotName}`),
    });
    const snapshot = await bed.read(`flinkstatesnapshots/${snapshotName}`);
    expect(await bed.read()).toMatchObject({
      spec: {
        job: {
          initialSavepointPath: (snapshot.status as { path: string }).path,
          savepointRedeployNonce: expect.any(Number),
        },
      },
    });

    const deleted = await bed.run({ kind: 'deleteSnapshot', snapshotName });
    expect(deleted.message).toBe(`Snapshot ${snapshotName} is deleted.`);
  });

  it('starts a suspended job from a named snapshot', async () => {
    await bed.start();
    const order = await bed.order({ kind: 'snapshot' });
    await bed.follow(order, await bed.send(order), 4_000);
    await bed.run({ kind: 'stop' });
    const started = await bed.run({
      kind: 'start',
      from: {
        type: 'snapshot',
        snapshotName: `orders-portal-${order.actionId}`,
      },
    });
    expect(started.status).toBe('succeeded');
  });

  it.each<[ActionRequest, object]>([
    [{ kind: 'restart' }, { restartNonce: expect.any(Number) }],
    [{ kind: 'rescale', parallelism: 6 }, { job: { parallelism: 6 } }],
    [
      { kind: 'upgrade', artifact: '1.4.2' },
      { image: 'registry.acme.example/orders:1.4.2' },
    ],
    [
      { kind: 'forceStop' },
      { job: { state: 'suspended', upgradeMode: 'last-state' } },
    ],
  ])('carries out %j', async (request, spec) => {
    await bed.start();
    expect(await bed.run(request)).toMatchObject({ status: 'succeeded' });
    expect(await bed.read()).toMatchObject({ spec });
    expect(bed.portal.writes).toHaveLength(1);
  });

  it('asks Flink itself for the parallelism it runs with', async () => {
    await bed.start();
    const { message } = await bed.run({ kind: 'rescale', parallelism: 6 });
    expect(message).toContain('Flink says the job runs with parallelism 6.');
  });

  it('says rolled back by nobody before the operator is done', async () => {
    await bed.start();
    const order = await bed.order({ kind: 'restart' });
    const handle = await bed.send(order);
    expect((await bed.look(order, handle)).status).toBe('underway');
    bed.pass(1);
    expect((await bed.look(order, handle)).status).toBe('underway');
  });

  it('tells that somebody undid the change', async () => {
    await bed.start();
    const order = await bed.order({ kind: 'rescale', parallelism: 6 });
    const handle = await bed.send(order);
    await bed.write('PATCH', 'flinkdeployments/orders', {
      spec: { job: { parallelism: 4 } },
    });
    bed.pass(1);
    expect(await bed.look(order, handle)).toMatchObject({
      status: 'failed',
      message: expect.stringContaining(
        'somebody changed it after (generation 2 → 3',
      ),
    });
  });
});

describe('plans', () => {
  it('show the diff and the call, and no secret', async () => {
    await bed.start();
    const plan = await bed.plan({ kind: 'stop' });
    expect(plan).toMatchObject({
      changes: [
        { field: 'spec.job.state', before: 'running', after: 'suspended' },
      ],
      call: { operation: 'PATCH /namespaces/default/flinkdeployments/orders' },
      interrupts: true,
      losses: [],
    });
    expect(JSON.stringify(plan)).not.toContain('wJalrXUtnFEMI');
    expect(bed.portal.writes).toEqual([]);
  });

  it('keep their token while the operator writes its status, and not when the spec changes', async () => {
    await bed.start();
    const first = await bed.plan({ kind: 'stop' });
    bed.pass(300);
    expect((await bed.plan({ kind: 'stop' })).target.token).toBe(
      first.target.token,
    );
    await bed.write('PATCH', 'flinkdeployments/orders', {
      spec: { job: { parallelism: 5 } },
    });
    expect((await bed.plan({ kind: 'stop' })).target.token).not.toBe(
      first.target.token,
    );
  });

  it('tell a refusing webhook and a silent one apart', async () => {
    await bed.start();
    bed.portal.dryRuns = true;
    bed.portal.faults.push('webhook-denies');
    expect((await bed.plan({ kind: 'restart' })).illegal).toContain(
      'refused the change',
    );
    bed.portal.faults.push('webhook-down');
    expect((await bed.plan({ kind: 'restart' })).illegal).toContain(
      'webhook does not answer',
    );
  });

  it('warn of what drops state, of who will revert it and of who fights it', async () => {
    await bed.start(
      manifest(
        {},
        { upgradeMode: 'stateless' },
        { annotations: { 'argocd.argoproj.io/tracking-id': 'orders' } },
      ),
    );
    const plan = await bed.plan({ kind: 'rescale', parallelism: 200 });
    expect(plan.warnings.map(({ code }) => code)).toEqual([
      'stateless-upgrade',
      'gitops-owner',
      'beyond-max-parallelism',
      'native-rescale-redeploys',
    ]);
    expect(plan.losses[0]).toContain('All state of the job');
    expect(plan.restorePoint).toMatchObject({
      kind: 'none',
      restorable: false,
    });
  });

  it('never take another repository', async () => {
    await bed.start();
    const { illegal } = await bed.plan({
      kind: 'upgrade',
      artifact: 'evil.example/orders:1',
    });
    expect(illegal).toContain('never another repository');
  });

  it('roll back to what the operator called stable', async () => {
    await bed.start();
    expect((await bed.plan({ kind: 'rollback' })).illegal).toContain(
      'Cannot roll back',
    );
    await bed.write('PATCH', 'flinkdeployments/orders', {
      spec: { image: 'registry.acme.example/orders:broken', restartNonce: 7 },
    });
    bed.pass(1);
    const plan = await bed.plan({ kind: 'rollback' });
    expect(plan.changes).toEqual([
      {
        field: 'spec.image',
        before: 'registry.acme.example/orders:broken',
        after: 'registry.acme.example/orders:1.4.1',
      },
    ]);
    expect(await bed.run({ kind: 'rollback' })).toMatchObject({
      status: 'succeeded',
    });
  });
});
