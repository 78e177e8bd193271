import { KubernetesBed } from './KubernetesBed';
import type { Fault } from './FaultPortal';

jest.setTimeout(60_000);

const REQUESTS = [
  { kind: 'stop' },
  { kind: 'restart' },
  { kind: 'rescale', parallelism: 6 },
  { kind: 'snapshot' },
] as const;

describe.each(REQUESTS)('when $kind goes wrong', request => {
  let bed: KubernetesBed;
  beforeEach(async () => {
    bed = new KubernetesBed();
    await bed.start();
  });
  afterEach(() => bed.stop());

  it.each<[Fault, string]>([
    ['webhook-down', 'failed'],
    ['webhook-denies', 'refused'],
    ['forbidden', 'denied'],
  ])('%s is %s, and nothing was written', async (fault, reason) => {
    const order = await bed.order(request);
    bed.portal.faults.push(fault);
    await expect(bed.send(order)).rejects.toMatchObject({ reason });
    expect(bed.portal.writes).toEqual([]);
  });

  it('is sent again where it was turned away for its rate', async () => {
    const order = await bed.order(request);
    bed.portal.faults.push('429');
    await bed.send(order);
    expect(bed.portal.writes).toHaveLength(1);
  });

  it.each<Fault>(['500-after', 'drop-after', 'garbage-after'])(
    '%s is unsure, found by reading and never sent again',
    async fault => {
      const order = await bed.order(request);
      bed.portal.faults.push(fault);
      await expect(bed.send(order)).rejects.toMatchObject({ reason: 'unsure' });
      await bed.newRuntime();
      const progress = await bed.follow(order, undefined, 4_000);
      expect(progress.status).toBe('succeeded');
      expect(bed.portal.writes).toHaveLength(1);
    },
  );

  it.each<Fault>(['503-before', 'drop-before'])(
    '%s is unsure, and notSent only once it is certain',
    async fault => {
      const order = await bed.order(request);
      bed.portal.faults.push(fault);
      await expect(bed.send(order)).rejects.toMatchObject({ reason: 'unsure' });
      const first = await bed.look(order);
      expect(first.status).toBe('underway');
      expect(await bed.follow(order, first.handle)).toMatchObject({
        status: 'notSent',
      });
      expect(bed.portal.writes).toEqual([]);
    },
  );

  it('is a conflict when the spec changed since it was reviewed', async () => {
    const order = await bed.order(request);
    await bed.write('PATCH', 'flinkdeployments/orders', {
      spec: { job: { parallelism: 8 } },
    });
    await expect(bed.send(order)).rejects.toMatchObject({ reason: 'conflict' });
    expect(bed.portal.writes).toEqual([]);
  });
});

describe('a reading that went stale', () => {
  const bed = new KubernetesBed();
  beforeAll(() => bed.start());
  afterAll(() => bed.stop());

  it('is read again when only the status moved, and a conflict when the spec did', async () => {
    const restart = await bed.order({ kind: 'restart' });
    bed.portal.beforeWrite = async () => {
      await bed.write('PATCH', 'flinkdeployments/orders', {
        metadata: { annotations: { touched: 'yes' } },
      });
    };
    expect((await bed.follow(restart, await bed.send(restart))).status).toBe(
      'succeeded',
    );

    const again = await bed.order({ kind: 'restart' });
    const before = (await bed.read()).spec;
    bed.portal.beforeWrite = async () => {
      await bed.write('PATCH', 'flinkdeployments/orders', {
        spec: { job: { parallelism: 8 } },
      });
    };
    await expect(bed.send(again)).rejects.toMatchObject({ reason: 'conflict' });
    expect((await bed.read()).spec).toMatchObject({
      restartNonce: (before as { restartNonce: number }).restartNonce,
    });
  });
});
