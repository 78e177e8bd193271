import { TestDatabases } from '@backstage/backend-test-utils';
import {
  FlinkActionError,
  type ActionErrorReason,
} from '@flink-portal/backstage-plugin-flink-node';
import { SUCCEEDED, UNDERWAY } from '../__testUtils__/FakeActions';
import { OLGA, operateOn, ORDERS } from '../__testUtils__/startOperate';
import { SEND_LEASE_MS } from './send/ActionSender';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const RESCALE = { kind: 'rescale', parallelism: 8 } as const;
const DAY_MS = 24 * 60 * 60_000;

describe.each(databases.eachSupportedId())('actions on %s', databaseId => {
  const begin = async (options: Parameters<typeof operateOn>[1] = {}) =>
    operateOn(await databases.init(databaseId), options);

  it('are sent once, followed, and end with what the runtime says', async () => {
    const run = await begin();
    run.far.onLook = async () => UNDERWAY;

    const action = await run.start();
    expect(action).toMatchObject({ status: 'underway', versionBefore: '41' });
    await run.pass(3_000);
    expect(await run.get(action.id)).toMatchObject({
      status: 'underway',
      message: UNDERWAY.message,
    });
    run.far.onLook = async () => SUCCEEDED;
    run.far.change('42');
    await run.pass(3_000);

    expect(await run.get(action.id)).toMatchObject({
      status: 'succeeded',
      message: SUCCEEDED.message,
      operationId: 'op-1',
      versionAfter: '42',
      watch: { status: 'watching' },
    });
    expect(run.far.sends).toHaveLength(1);
    expect(run.far.sends[0]).toMatchObject({
      actionId: action.id,
      request: RESCALE,
      requestedBy: 'user:default/olga',
      token: 'token-41',
    });
    expect(run.far.looks).toEqual([
      `handle-${action.id}`,
      `handle-${action.id}`,
    ]);
    expect(await run.locks()).toEqual([]);
    expect(run.touch).toHaveBeenCalledWith([ORDERS.id]);
  });

  it.each<[ActionErrorReason, RegExp]>([
    ['conflict', /Nothing was sent\. Review again/],
    ['refused', /Nothing took effect/],
    ['notFound', /Nothing took effect/],
    ['denied', /Nothing took effect/],
    ['throttled', /Nothing took effect/],
    ['unreachable', /Nothing took effect/],
    ['failed', /Nothing took effect/],
  ])('end notSent when sending fails as %s', async (reason, message) => {
    const run = await begin();
    run.far.onSend = async () => {
      throw new FlinkActionError(reason, 'So it is.');
    };

    const action = await run.start();

    expect(action).toMatchObject({
      status: 'notSent',
      message: expect.stringMatching(message),
    });
    await run.pass(DAY_MS);
    expect(run.far.sends).toHaveLength(1);
    expect(run.far.looks).toEqual([]);
    expect(await run.locks()).toEqual([]);
  });

  it('does not say twice that nothing was sent', async () => {
    const run = await begin();
    run.far.onSend = async () => {
      throw new FlinkActionError('refused', 'No. Nothing was sent.');
    };

    expect((await run.start()).message).toBe('No. Nothing was sent.');
  });

  it.each<[string, unknown]>([
    ['unsure', new FlinkActionError('unsure', 'No answer in 60 s.')],
    ['in a way nobody thought of', new TypeError('undefined is no function')],
  ])(
    'find out by reading when sending fails %s, and never send again',
    async (_, error) => {
      const run = await begin();
      run.far.onSend = async () => {
        throw error;
      };
      run.far.onLook = async () => UNDERWAY;

      const action = await run.start();
      expect(action).toMatchObject({
        status: 'sending',
        message: expect.stringMatching(/may have taken effect/),
      });
      await run.pass(3_000);
      expect((await run.get(action.id)).status).toBe('underway');
      run.far.onLook = async () => SUCCEEDED;
      await run.pass(10_000);

      expect((await run.get(action.id)).status).toBe('succeeded');
      expect(run.far.sends).toHaveLength(1);
      expect(run.far.looks).toEqual([undefined, undefined]);
    },
  );

  it('end notSent when reading finds that the call never arrived', async () => {
    const run = await begin();
    run.far.onSend = async () => {
      throw new FlinkActionError('unsure', 'No answer.');
    };
    run.far.onLook = async () => ({
      status: 'notSent',
      steps: [],
      message: 'It never arrived.',
    });

    const action = await run.start();
    await run.pass(3_000);

    expect(await run.get(action.id)).toMatchObject({
      status: 'notSent',
      message: 'It never arrived.',
    });
    expect(await run.locks()).toEqual([]);
  });

  it('send nothing when a replica dies between the row and the call', async () => {
    const run = await begin();
    const plan = await run.planFor(RESCALE);
    // The fresh reading before the call never comes back: as if the process died there.
    let isReading = false;
    run.far.onPlan = () => {
      isReading = true;
      return new Promise(() => {});
    };
    run.service
      .start(OLGA, ORDERS.id, { planId: plan.id, idempotencyKey: 'a-click-1' })
      .catch(() => undefined);
    await waitFor(async () => isReading);
    expect(await run.locks()).toHaveLength(1);
    run.far.onPlan = async () => {};

    await run.pass(10_000);
    expect((await inFlight(run))?.status).toBe('sending');
    await run.pass(SEND_LEASE_MS);

    expect(await inFlight(run)).toBeUndefined();
    const [ended] = (await run.service.listOf(OLGA, ORDERS.id)).items;
    expect(ended).toMatchObject({
      status: 'notSent',
      message: expect.stringMatching(/interrupted before the call/),
    });
    expect(run.far.sends).toHaveLength(0);
  });

  it('are not sent by a replica that was so slow that it lost them', async () => {
    const run = await begin();
    const plan = await run.planFor(RESCALE);
    let wake: (() => void) | undefined;
    run.far.onPlan = () =>
      new Promise(resolve => {
        wake = resolve;
      });
    const slow = run.service.start(OLGA, ORDERS.id, {
      planId: plan.id,
      idempotencyKey: 'a-click-1',
    });
    await waitFor(async () => wake !== undefined);
    expect(await run.locks()).toHaveLength(1);
    await run.pass(SEND_LEASE_MS, run.replica());
    wake?.();

    expect((await slow).status).toBe('notSent');
    expect(run.far.sends).toHaveLength(0);
  });

  it('are found out by reading when a replica dies after the call', async () => {
    const run = await begin();
    const plan = await run.planFor(RESCALE);
    run.far.onSend = () => new Promise(() => {});
    run.service
      .start(OLGA, ORDERS.id, { planId: plan.id, idempotencyKey: 'a-click-1' })
      .catch(() => undefined);
    await waitFor(async () => run.far.sends.length === 1);

    await run.pass(10_000, run.replica());
    expect(run.far.looks).toEqual([]);
    await run.pass(SEND_LEASE_MS, run.replica());

    expect(run.far.looks).toEqual([undefined]);
    expect(run.far.sends).toHaveLength(1);
    const [ended] = (await run.service.listOf(OLGA, ORDERS.id)).items;
    expect(ended.status).toBe('succeeded');
  });

  it('show why they cannot be followed, try again ever slower, and make no outcome of it', async () => {
    const run = await begin();
    const action = await run.start();
    run.far.onLook = async () => {
      throw new FlinkActionError('throttled', 'AWS is limiting our calls.');
    };
    for (let round = 0; round < 100; round += 1) {
      await run.pass(5_000);
    }
    const looks = run.far.looks.length;
    expect(looks).toBeGreaterThan(5);
    expect(looks).toBeLessThan(15);
    expect(await run.get(action.id)).toMatchObject({
      status: 'overdue',
      followProblem: expect.stringMatching(/limiting our calls\. Next try in/),
    });

    run.far.onLook = async () => SUCCEEDED;
    await run.pass(120_000);

    const ended = await run.get(action.id);
    expect(ended.status).toBe('succeeded');
    expect(ended.followProblem).toBeUndefined();
  });

  it('are looked at by one of two replicas', async () => {
    const run = await begin();
    const other = run.replica();
    await run.start();
    run.far.onLook = async () => UNDERWAY;
    run.clock.nowMs += 3_000;

    await Promise.all([run.operate.rounds.run(), other.rounds.run()]);

    expect(run.far.looks).toHaveLength(1);
  });

  it('take no outcome from a replica whose lease was stolen', async () => {
    const run = await begin();
    const action = await run.start();
    let wake = () => {};
    run.far.onLook = () =>
      new Promise(resolve => {
        wake = () =>
          resolve({ status: 'failed', steps: [], message: 'As of long ago.' });
      });
    run.clock.nowMs += 3_000;
    const slow = run.operate.rounds.run();
    await waitFor(async () => run.far.looks.length === 1);
    run.far.onLook = async () => UNDERWAY;
    await run.pass(120_000, run.replica());
    wake();
    await slow;

    expect((await run.get(action.id)).status).toBe('underway');
  });

  it('give two clicks the same action', async () => {
    const run = await begin();
    const { id: planId } = await run.planFor(RESCALE);
    const click = () =>
      run.service.start(OLGA, ORDERS.id, {
        planId,
        idempotencyKey: 'one-click',
      });

    const [one, other] = await Promise.all([click(), click()]);

    expect(other.id).toBe(one.id);
    expect((await click()).id).toBe(one.id);
    expect(run.far.sends).toHaveLength(1);
  });

  it('let one of two that start at once through', async () => {
    const run = await begin();
    run.far.onLook = async () => UNDERWAY;
    const other = run.replica();
    const plans = [await run.planFor(RESCALE), await run.planFor(RESCALE)];

    const results = await Promise.allSettled([
      run.service.start(OLGA, ORDERS.id, {
        planId: plans[0].id,
        idempotencyKey: 'first-key',
      }),
      other.service.start(OLGA, ORDERS.id, {
        planId: plans[1].id,
        idempotencyKey: 'second-key',
      }),
    ]);

    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: {
        name: 'ConflictError',
        message: expect.stringMatching(
          /Another action is in flight: Rescale orders .* Nothing was sent/,
        ),
      },
    });
    expect(run.far.sends).toHaveLength(1);
  });

  it('send nothing when the application changed since the plan', async () => {
    const run = await begin();
    const { id: planId } = await run.planFor(RESCALE);
    run.far.change('42', {
      versionAt: new Date(run.clock.nowMs).toISOString(),
      versionBy: 'kira',
      configuration: { workload: 'streaming', parallelism: 8 },
    });
    run.clock.nowMs += 40_000;

    const action = await run.service.start(OLGA, ORDERS.id, {
      planId,
      idempotencyKey: 'a-click-1',
    });

    expect(action).toMatchObject({
      status: 'notSent',
      message:
        'Someone changed this application 40 s ago (version 41 → 42, kira: parallelism 4 → 8). Nothing was sent. Review again.',
    });
    expect(run.far.sends).toHaveLength(0);
    expect(await run.locks()).toEqual([]);
  });

  it('become overdue and stay followed, and end after a day with what is known', async () => {
    const run = await begin();
    run.far.onLook = async () => UNDERWAY;
    const action = await run.start();
    await run.pass(5 * 60_000);
    expect((await run.get(action.id)).status).toBe('underway');
    await run.pass(2 * 60_000);
    expect((await run.get(action.id)).status).toBe('overdue');
    expect(await run.locks()).toEqual([{ action_id: action.id }]);
    await run.pass(DAY_MS);

    expect(await run.get(action.id)).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/^Its outcome is not known/),
    });
    expect(await run.locks()).toEqual([]);
  });

  it('tell who asked and who owns it of what failed', async () => {
    const run = await begin();
    const action = await run.start();
    run.far.onLook = async () => ({
      status: 'rolledBack',
      steps: [],
      message: 'The service went back to version 41.',
      failure: 'Savepoint failed.',
    });
    await run.pass(3_000);

    expect((await run.get(action.id)).status).toBe('rolledBack');
    expect(run.notify).toHaveBeenCalledWith({
      recipients: {
        type: 'entity',
        entityRef: ['user:default/olga', 'group:default/payments'],
      },
      payload: expect.objectContaining({
        title: 'Rescale orders (dev) to parallelism 8: was rolled back',
        description: 'The service went back to version 41. Savepoint failed.',
      }),
    });
  });
});

async function inFlight(run: Awaited<ReturnType<typeof operateOn>>) {
  return run.service.inFlightOf(OLGA, ORDERS.id);
}

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await condition()) {
      return;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 10);
    });
  }
  throw new Error('It did not come to that');
}
