import {
  TagResourceCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { DEV, EAST, ManagedBed, MINUTE_MS, WEST } from './ManagedBed';

const STEADY = 'inventory-snapshots';

describe('actions on the managed service, against the sandbox', () => {
  let bed: ManagedBed;

  const on = async (place = EAST) => {
    bed = new ManagedBed(place);
    await bed.start();
  };
  const failChanges = async (name: string) => {
    const { ApplicationARN } = await bed.describe(name);
    await bed.client.send(
      new TagResourceCommand({
        ResourceARN: ApplicationARN,
        Tags: [{ Key: 'sandbox:changes', Value: 'fail' }],
      }),
    );
  };

  afterEach(() => bed.stop());

  it('takes a snapshot of a name of its own', async () => {
    await on();
    const before = await bed.snapshots(STEADY);
    const progress = await bed.run(STEADY, { kind: 'snapshot' });
    expect(progress.status).toBe('succeeded');
    expect(progress.message).toMatch(
      /^Snapshot portal-20261120-1300-a0000000-.* of 13:00:00 UTC is ready/,
    );
    expect(await bed.snapshots(STEADY)).toHaveLength(before.length + 1);
  });

  it('stops, names the snapshot AWS took, and starts again from it', async () => {
    await on();
    const stopped = await bed.run(STEADY, { kind: 'stop' });
    expect(stopped).toMatchObject({
      status: 'succeeded',
      operationId: expect.stringMatching(/^op-/),
      steps: [
        { id: 'snapshot', status: 'done' },
        { id: 'stop', status: 'done' },
        { id: 'confirm', status: 'done' },
      ],
    });
    expect(stopped.message).toMatch(
      /^Stopped at 13:00:32 UTC \(took 32 s\)\. Snapshot [0-9a-f]{32} is ready\.$/,
    );
    expect((await bed.describe(STEADY)).ApplicationStatus).toBe('READY');

    await bed.observe();
    const [newest] = await bed.snapshots(STEADY);
    const started = await bed.run(STEADY, {
      kind: 'start',
      from: { type: 'snapshot', snapshotName: newest.SnapshotName! },
    });
    expect(started.status).toBe('succeeded');
    expect(started.message).toContain(`from snapshot ${newest.SnapshotName}`);
    expect((await bed.describe(STEADY)).ApplicationStatus).toBe('RUNNING');
  });

  it('rescales, and says so only once the parallelism is there', async () => {
    await on();
    const order = await bed.order(STEADY, { kind: 'rescale', parallelism: 7 });
    const handle = await bed.send(STEADY, order);
    const underway = await bed.look(STEADY, order, handle);
    expect(underway).toMatchObject({
      status: 'underway',
      message: expect.stringContaining('AWS says UPDATING'),
    });
    const done = await bed.follow(STEADY, order, handle);
    expect(done.status).toBe('succeeded');
    expect(done.message).toMatch(/parallelism 7, version \d+ → \d+\.$/);
    const { ApplicationConfigurationDescription: configuration } =
      await bed.describe(STEADY);
    expect(
      configuration?.FlinkApplicationConfigurationDescription
        ?.ParallelismConfigurationDescription?.Parallelism,
    ).toBe(7);
  });

  it('upgrades version and artefact in the bucket in use', async () => {
    await on();
    const before = await bed.describe(STEADY);
    const done = await bed.run(STEADY, {
      kind: 'upgrade',
      flinkVersion: '2.2',
      artifact: 'inventory-snapshots/next.jar',
    });
    expect(done.status).toBe('succeeded');
    const after = await bed.describe(STEADY);
    const codeOf = (detail: typeof after) =>
      detail.ApplicationConfigurationDescription
        ?.ApplicationCodeConfigurationDescription?.CodeContentDescription
        ?.S3ApplicationCodeLocationDescription;
    expect(after.RuntimeEnvironment).toBe('FLINK-2_2');
    expect(codeOf(after)?.FileKey).toBe('inventory-snapshots/next.jar');
    expect(codeOf(after)?.BucketARN).toBe(codeOf(before)?.BucketARN);
  });

  it('restarts by an update that changes no setting', async () => {
    await on();
    const before = await bed.describe(STEADY);
    const done = await bed.run(STEADY, { kind: 'restart' });
    expect(done.status).toBe('succeeded');
    const after = await bed.describe(STEADY);
    expect(after.ApplicationVersionId).toBe(before.ApplicationVersionId! + 1);
    expect(after.ApplicationConfigurationDescription).toEqual(
      before.ApplicationConfigurationDescription,
    );
  });

  it('restores an older snapshot, and does not repeat that with the next update', async () => {
    await on();
    const snapshots = await bed.snapshots(STEADY);
    const older = snapshots.at(-1)!.SnapshotName!;
    const restored = await bed.run(STEADY, {
      kind: 'restore',
      snapshotName: older,
    });
    expect(restored.message).toContain(`from snapshot ${older}`);
    const restoreOf = async () =>
      (await bed.describe(STEADY)).ApplicationConfigurationDescription
        ?.RunConfigurationDescription
        ?.ApplicationRestoreConfigurationDescription;
    expect(await restoreOf()).toEqual({
      ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT',
      SnapshotName: older,
    });

    await bed.run(STEADY, { kind: 'rescale', parallelism: 5 });
    expect(await restoreOf()).toEqual({
      ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT',
    });
  });

  it('keeps AllowNonRestoredState true through an update', async () => {
    await on();
    const { ConditionalToken } = await bed.describe(STEADY);
    await bed.client.send(
      new UpdateApplicationCommand({
        ApplicationName: STEADY,
        ConditionalToken,
        RunConfigurationUpdate: {
          FlinkRunConfiguration: { AllowNonRestoredState: true },
        },
      }),
    );
    bed.clock.advance(5 * MINUTE_MS);
    const plan = await bed.plan(STEADY, { kind: 'rescale', parallelism: 5 });
    expect(plan.warnings.map(({ code }) => code)).toContain(
      'allow-non-restored-state-kept',
    );
    await bed.run(STEADY, { kind: 'rescale', parallelism: 5 });
    expect(
      (await bed.describe(STEADY)).ApplicationConfigurationDescription
        ?.RunConfigurationDescription?.FlinkRunConfigurationDescription,
    ).toEqual({ AllowNonRestoredState: true });
  });

  it('rolls back a deployment that broke the job', async () => {
    await on(WEST);
    const name = 'account-takeover';
    const before = await bed.describe(name);
    const plan = await bed.plan(name, { kind: 'rollback' });
    expect(plan.illegal).toBeUndefined();
    expect(plan.changes).toContainEqual({
      field: 'ApplicationVersionId',
      before: String(before.ApplicationVersionId),
      after: String(before.ApplicationVersionUpdatedFrom),
    });
    const done = await bed.run(name, { kind: 'rollback' });
    expect(done.status).toBe('succeeded');
    expect((await bed.describe(name)).ApplicationVersionId).toBe(
      before.ApplicationVersionUpdatedFrom,
    );
  });

  it('force-stops what is stuck, and says that no snapshot was taken', async () => {
    await on(DEV);
    const name = 'delivery-windows-staging';
    const done = await bed.run(name, { kind: 'forceStop' });
    expect(done).toMatchObject({
      status: 'succeeded',
      message: expect.stringContaining('No snapshot was taken'),
    });
    expect((await bed.describe(name)).ApplicationStatus).toBe('READY');
  });

  it('deletes the one snapshot that was named', async () => {
    await on();
    const before = await bed.snapshots(STEADY);
    const snapshotName = before.at(-1)!.SnapshotName!;
    const done = await bed.run(STEADY, {
      kind: 'deleteSnapshot',
      snapshotName,
    });
    expect(done.status).toBe('succeeded');
    expect(
      (await bed.snapshots(STEADY)).map(one => one.SnapshotName),
    ).not.toContain(snapshotName);
  });

  it('says that AWS rolled it back when the update failed', async () => {
    await on();
    const name = 'orders-enrichment-prod';
    await failChanges(name);
    const before = await bed.describe(name);
    const progress = await bed.run(name, { kind: 'rescale', parallelism: 12 });
    expect(progress.status).toBe('rolledBack');
    expect(progress.failure).toContain('did not start within a total timeout');
    expect(progress.message).toContain(
      `version ${before.ApplicationVersionId} is in force, RUNNING`,
    );
  });

  it('says in AWS’s words why an update failed, and what can be done', async () => {
    await on();
    await failChanges(STEADY);
    const progress = await bed.run(STEADY, { kind: 'rescale', parallelism: 5 });
    expect(progress).toMatchObject({
      status: 'failed',
      failure: expect.stringContaining('did not start within a total timeout'),
      alternatives: [{ request: { kind: 'start', from: { type: 'latest' } } }],
    });
    expect(progress.message).toContain('the application is READY');
  });

  it('says that a start failed although the status came and went', async () => {
    await on();
    await bed.run(STEADY, { kind: 'stop' });
    await failChanges(STEADY);
    const progress = await bed.run(STEADY, {
      kind: 'start',
      from: { type: 'latest' },
    });
    expect(progress.status).toBe('failed');
  });

  it('says which operation broke it off', async () => {
    await on();
    const order = await bed.order(STEADY, { kind: 'rescale', parallelism: 5 });
    const handle = await bed.send(STEADY, order);
    bed.clock.advance(10_000);
    await bed.observe();
    const forced = await bed.run(STEADY, { kind: 'forceStop' });
    expect(forced.status).toBe('succeeded');
    expect(await bed.look(STEADY, order, handle)).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('broke this one off'),
    });
  });

  it('updates a stopped application without starting it', async () => {
    await on();
    await bed.run(STEADY, { kind: 'stop' });
    const done = await bed.run(STEADY, { kind: 'rescale', parallelism: 5 });
    expect(done.status).toBe('succeeded');
    expect(done.message).toContain('counts from the next start');
    expect((await bed.describe(STEADY)).ApplicationStatus).toBe('READY');
  });

  it('explains a stop that AWS refuses while the job is down', async () => {
    await on(WEST);
    const name = 'account-takeover';
    const member = bed.world.managedFleet().find(one => one.name === name)!;
    const isDown = () => member.job.positionAt(bed.clock.now())?.outage;
    for (let seconds = 0; seconds < 600 && !isDown(); seconds++) {
      bed.clock.advance(1_000);
    }
    expect(isDown()).toBeTruthy();
    await bed.observe();
    const order = await bed.order(name, { kind: 'stop' });
    await expect(bed.send(name, order)).rejects.toMatchObject({
      reason: 'refused',
      message: expect.stringMatching(
        /takes a snapshot first, and cannot while the job is down.*force-stop.*Nothing was changed/s,
      ),
    });
    expect((await bed.describe(name)).ApplicationStatus).toBe('RUNNING');
  });
});
