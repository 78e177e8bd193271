import {
  CreateApplicationSnapshotCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionOrder } from '@flink-portal/backstage-plugin-flink-node';
import type { Fault } from './FaultProxy';
import { ManagedBed, MINUTE_MS, SECOND_MS } from './ManagedBed';

const NAME = 'inventory-snapshots';

/** Every kind that changes something, with its call; `stopped` needs the application stopped first. */
const ACTIONS: ReadonlyArray<{
  readonly request: ActionRequest;
  readonly call: string;
  readonly stopped?: boolean;
}> = [
  { request: { kind: 'snapshot' }, call: 'CreateApplicationSnapshot' },
  { request: { kind: 'stop' }, call: 'StopApplication' },
  { request: { kind: 'forceStop' }, call: 'StopApplication' },
  {
    request: { kind: 'start', from: { type: 'latest' } },
    call: 'StartApplication',
    stopped: true,
  },
  { request: { kind: 'restart' }, call: 'UpdateApplication' },
  {
    request: { kind: 'rescale', parallelism: 7 },
    call: 'UpdateApplication',
  },
  {
    request: { kind: 'upgrade', artifact: 'inventory/next.jar' },
    call: 'UpdateApplication',
  },
  { request: { kind: 'rollback' }, call: 'RollbackApplication' },
];

const AFTER: readonly Fault[] = [
  '500-after',
  '503-after',
  'drop-after',
  'late',
  'garbage-after',
];
const BEFORE: readonly Fault[] = ['500-before', 'drop-before'];

describe('a call that goes wrong', () => {
  let bed: ManagedBed;

  beforeEach(async () => {
    bed = new ManagedBed();
    await bed.start();
  });

  afterEach(() => bed.stop());

  const prepared = async (one: (typeof ACTIONS)[number]) => {
    if (one.stopped) {
      await bed.run(NAME, { kind: 'stop' });
      bed.clock.advance(10 * MINUTE_MS);
      await bed.observe();
    }
    return bed.order(NAME, one.request);
  };
  const reached = (call: string) =>
    bed.proxy.reached.filter(operation => operation === call).length;
  const effects = async () =>
    (await bed.operations(NAME)).length +
    (await bed.snapshots(NAME)).filter(one =>
      one.SnapshotName?.startsWith('portal-'),
    ).length;
  /** Looks without a handle, as a replica does that took over. */
  const resolve = async (order: ActionOrder) => {
    for (let looks = 0; looks < 200; looks++) {
      try {
        const progress = await bed.look(NAME, order);
        if (progress.status !== 'underway') {
          return progress;
        }
      } catch (error) {
        expect(error).toMatchObject({ reason: 'unsure' });
      }
      bed.clock.advance(10 * SECOND_MS);
    }
    throw new Error('nothing was found out');
  };

  describe.each(ACTIONS)('$request.kind', one => {
    it.each(AFTER)(
      'is unsure after %s, finds that it took effect, and does it once',
      async fault => {
        const order = await prepared(one);
        const before = await effects();
        const made = reached(one.call);
        bed.proxy.next(one.call, fault);
        await expect(bed.send(NAME, order)).rejects.toMatchObject({
          reason: 'unsure',
        });
        const progress = await resolve(order);
        expect(progress.status).toBe('succeeded');
        expect(reached(one.call) - made).toBe(1);
        expect((await effects()) - before).toBe(1);
      },
    );

    it.each(BEFORE)(
      'is unsure after %s, and says that nothing was sent only when that is certain',
      async fault => {
        const order = await prepared(one);
        const before = await effects();
        bed.proxy.next(one.call, fault);
        await expect(bed.send(NAME, order)).rejects.toMatchObject({
          reason: 'unsure',
        });
        await expect(bed.look(NAME, order)).rejects.toMatchObject({
          reason: 'unsure',
        });
        expect(await resolve(order)).toMatchObject({ status: 'notSent' });
        expect((await effects()) - before).toBe(0);
      },
    );

    it('is made again when AWS turned it away for its rate, and takes effect once', async () => {
      const order = await prepared(one);
      const before = await effects();
      bed.proxy.next(one.call, 'throttle', 'throttle');
      const handle = await bed.send(NAME, order);
      expect((await bed.follow(NAME, order, handle)).status).toBe('succeeded');
      expect((await effects()) - before).toBe(1);
    });

    it('gives up when AWS keeps turning it away, and nothing happened', async () => {
      const order = await prepared(one);
      const before = await effects();
      bed.proxy.next(one.call, 'throttle', 'throttle', 'throttle', 'throttle');
      await expect(bed.send(NAME, order)).rejects.toMatchObject({
        reason: 'throttled',
        message: expect.stringContaining('Nothing was changed'),
      });
      expect((await effects()) - before).toBe(0);
    });

    it('names the role and the permission it lacks', async () => {
      const order = await prepared(one);
      bed.proxy.next(one.call, 'denied');
      await expect(bed.send(NAME, order)).rejects.toMatchObject({
        reason: 'denied',
        message: expect.stringContaining(
          `the role flink-portal lacks kinesisanalytics:${one.call}`,
        ),
      });
    });

    it('is not sent when the application changed since the plan', async () => {
      const order = await prepared(one);
      const { ConditionalToken } = await bed.describe(NAME);
      await bed.client.send(
        new UpdateApplicationCommand({
          ApplicationName: NAME,
          ConditionalToken,
          ApplicationConfigurationUpdate: {
            FlinkApplicationConfigurationUpdate: {
              ParallelismConfigurationUpdate: { ParallelismUpdate: 3 },
            },
          },
        }),
      );
      bed.clock.advance(5 * MINUTE_MS);
      const made = reached(one.call);
      await expect(bed.send(NAME, order)).rejects.toMatchObject({
        reason: 'conflict',
        message: expect.stringMatching(/version \d+ → \d+.*Nothing was sent/s),
      });
      expect(reached(one.call)).toBe(made);
    });
  });

  it('is refused by AWS when somebody is faster than the last reading', async () => {
    const order = await bed.order(NAME, { kind: 'rescale', parallelism: 7 });
    bed.proxy.next('UpdateApplication', 'conflict');
    await expect(bed.send(NAME, order)).rejects.toMatchObject({
      reason: 'conflict',
    });
  });

  it('is explained by the status there is when AWS says it came in the wrong moment', async () => {
    const order = await bed.order(NAME, { kind: 'snapshot' });
    bed.proxy.next('CreateApplicationSnapshot', 'in-use');
    const sending = bed.send(NAME, order);
    await expect(sending).rejects.toMatchObject({ reason: 'refused' });
  });

  it('does not take somebody else’s update for its own', async () => {
    const order = await bed.order(NAME, { kind: 'rescale', parallelism: 7 });
    bed.proxy.next('UpdateApplication', 'drop-before');
    await expect(bed.send(NAME, order)).rejects.toMatchObject({
      reason: 'unsure',
    });
    const { ConditionalToken } = await bed.describe(NAME);
    await bed.client.send(
      new UpdateApplicationCommand({
        ApplicationName: NAME,
        ConditionalToken,
        ApplicationConfigurationUpdate: {
          FlinkApplicationConfigurationUpdate: {
            ParallelismConfigurationUpdate: { ParallelismUpdate: 3 },
          },
        },
      }),
    );
    expect(await resolve(order)).toMatchObject({
      status: 'notSent',
      message: expect.stringContaining('Somebody else’s UpdateApplication'),
    });
  });

  it('does not take somebody else’s update for its own restart', async () => {
    const order = await bed.order(NAME, { kind: 'restart' });
    bed.proxy.next('UpdateApplication', 'drop-before');
    await expect(bed.send(NAME, order)).rejects.toMatchObject({
      reason: 'unsure',
    });
    const { ConditionalToken } = await bed.describe(NAME);
    await bed.client.send(
      new UpdateApplicationCommand({
        ApplicationName: NAME,
        ConditionalToken,
        ApplicationConfigurationUpdate: {
          FlinkApplicationConfigurationUpdate: {
            ParallelismConfigurationUpdate: { ParallelismUpdate: 3 },
          },
        },
      }),
    );
    expect(await resolve(order)).toMatchObject({ status: 'notSent' });
  });

  it('is not called successful when the application is not what was asked for', async () => {
    const order = await bed.order(NAME, { kind: 'rescale', parallelism: 7 });
    const handle = await bed.send(NAME, order);
    bed.clock.advance(10 * MINUTE_MS);
    // As if AWS had done something else under the same operation.
    const other: ActionOrder = {
      ...order,
      request: { kind: 'rescale', parallelism: 9 },
    };
    expect(await bed.look(NAME, other, handle)).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('Parallelism is 7, not 9'),
    });
  });

  it('stays a success when somebody else changes the application afterwards', async () => {
    const order = await bed.order(NAME, { kind: 'stop' });
    const handle = await bed.send(NAME, order);
    bed.clock.advance(MINUTE_MS);
    await bed.observe();
    await bed.run(NAME, { kind: 'start', from: { type: 'latest' } });
    expect(await bed.look(NAME, order, handle)).toMatchObject({
      status: 'succeeded',
      message: expect.stringContaining('Since then StartApplication changed'),
    });
  });

  it('says nothing while the far side cannot be read, and is found later', async () => {
    const order = await bed.order(NAME, { kind: 'stop' });
    const handle = await bed.send(NAME, order);
    bed.proxy.next('DescribeApplicationOperation', 'denied');
    await expect(bed.look(NAME, order, handle)).rejects.toMatchObject({
      reason: 'denied',
    });
    expect((await bed.follow(NAME, order, handle)).status).toBe('succeeded');
  });

  it('takes no second snapshot when it is asked for twice', async () => {
    const order = await bed.order(NAME, { kind: 'snapshot' });
    await bed.send(NAME, order);
    await expect(bed.send(NAME, order)).rejects.toMatchObject({
      reason: 'refused',
    });
    const ours = (await bed.snapshots(NAME)).filter(one =>
      one.SnapshotName?.startsWith('portal-'),
    );
    expect(ours).toHaveLength(1);
  });

  it('does not count somebody else’s snapshot as its own', async () => {
    const order = await bed.order(NAME, { kind: 'snapshot' });
    await bed.client.send(
      new CreateApplicationSnapshotCommand({
        ApplicationName: NAME,
        SnapshotName: 'by-hand',
      }),
    );
    expect(await resolve(order)).toMatchObject({ status: 'notSent' });
  });

  it('cannot tell apart two stops of the same moment, and says so by what is true', async () => {
    const order = await bed.order(NAME, { kind: 'stop' });
    bed.proxy.next('StopApplication', 'drop-before');
    await expect(bed.send(NAME, order)).rejects.toMatchObject({
      reason: 'unsure',
    });
    await bed.client.send(
      new StopApplicationCommand({ ApplicationName: NAME }),
    );
    expect(await resolve(order)).toMatchObject({
      status: 'succeeded',
      message: expect.stringContaining('Stopped at'),
    });
  });

  it('is not called unsent by another replica before the first one must be done', async () => {
    const order = await bed.order(NAME, { kind: 'stop' });
    // Nobody knows here whether the replica that died was still at it.
    bed.clock.advance(60 * SECOND_MS);
    await expect(bed.look(NAME, order)).rejects.toMatchObject({
      reason: 'unsure',
    });
    bed.clock.advance(15 * SECOND_MS);
    expect(await bed.look(NAME, order)).toMatchObject({ status: 'notSent' });
  });

  it('is not made any more when reading before it took too long', async () => {
    const order = await bed.order(NAME, { kind: 'stop' });
    bed.clock.advance(21 * SECOND_MS);
    await expect(bed.send(NAME, order)).rejects.toMatchObject({
      reason: 'failed',
      message: expect.stringContaining('Nothing was sent'),
    });
    expect(bed.proxy.made).not.toContain('StopApplication');
  });

  it('sends nothing once the portal is stopping', async () => {
    const order = await bed.order(NAME, { kind: 'stop' });
    bed.abort.abort();
    await expect(bed.send(NAME, order)).rejects.toBeDefined();
    expect(bed.proxy.made).not.toContain('StopApplication');
  });
});
