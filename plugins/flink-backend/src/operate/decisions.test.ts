import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  flinkActionPermissions,
  flinkApplicationApprovePermission,
} from '@flink-portal/backstage-plugin-flink-common';
import { UNDERWAY } from '../__testUtils__/FakeActions';
import { observation } from '../__testUtils__/observations';
import { OLGA, operateOn, ORDERS, PAUL } from '../__testUtils__/startOperate';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const RESCALE = { kind: 'rescale', parallelism: 8 } as const;
const HOUR_MS = 60 * 60_000;
const APPROVALS = [{ actions: 'all', expiresAfterMs: HOUR_MS }] as const;
const IN_PROD = observation(
  { ...ORDERS, labels: { environment: 'prod', owner: 'payments' } },
  Date.parse('2026-11-26T10:00:00Z'),
);

describe.each(databases.eachSupportedId())('decisions on %s', databaseId => {
  const begin = async (options: Parameters<typeof operateOn>[1] = {}) =>
    operateOn(await databases.init(databaseId), options);

  it('are impossible while actions are off', async () => {
    const run = await begin({ lifecycle: { enabled: false } });

    await expect(run.planFor(RESCALE)).rejects.toThrow(
      /turned on by flink\.lifecycle\.enabled/,
    );
    await expect(run.start()).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('take the name of the application letter by letter', async () => {
    const run = await begin();
    const stop = { kind: 'forceStop' } as const;

    for (const typedName of [undefined, '', 'Orders', 'orders ']) {
      await expect(run.start(stop, { typedName })).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(/exactly as it is, orders,/),
      });
    }
    expect(run.far.sends).toHaveLength(0);
    await run.start(stop, { typedName: 'orders' });
    expect(run.far.sends).toHaveLength(1);
  });

  it('take a reason where the environment is protected', async () => {
    const run = await begin({ reading: IN_PROD });

    await expect(run.start(RESCALE, { reason: '  ' })).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/give a reason/),
    });
    const action = await run.start(RESCALE, { reason: 'INC-1' });
    expect(action).toMatchObject({ status: 'underway', reason: 'INC-1' });
  });

  it('refuse a plan that is too old, and one of somebody else', async () => {
    const run = await begin();
    const { id: planId } = await run.planFor(RESCALE);
    const input = { planId, idempotencyKey: 'a-click-1' };

    await expect(
      run.service.start(PAUL, ORDERS.id, input),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    run.clock.nowMs += 15 * 60_000;
    await expect(
      run.service.start(OLGA, ORDERS.id, input),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/expired .* Nothing was sent/),
    });
    expect(run.far.sends).toHaveLength(0);
  });

  it('refuse what the runtime calls illegal, with its sentence', async () => {
    const run = await begin();
    run.far.overrides = { illegal: 'Cannot rescale now: it is stopped.' };

    expect(await run.planFor(RESCALE)).toMatchObject({
      allowed: false,
      refusal: 'Cannot rescale now: it is stopped.',
    });
    await expect(run.start()).rejects.toMatchObject({
      name: 'ConflictError',
      message: 'Cannot rescale now: it is stopped. Nothing was sent.',
    });
  });

  it('wait for a second person, who is not the first', async () => {
    const run = await begin({ lifecycle: { approvals: APPROVALS } });
    const action = await run.start();
    expect(action).toMatchObject({
      status: 'awaitingApproval',
      may: ['withdraw'],
    });
    expect(run.far.sends).toHaveLength(0);
    expect(await run.locks()).toEqual([]);

    await expect(
      run.service.decide(OLGA, ORDERS.id, action.id, { decision: 'approve' }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(/second person/),
    });
    const approved = await run.service.decide(PAUL, ORDERS.id, action.id, {
      decision: 'approve',
    });

    expect(approved).toMatchObject({
      status: 'underway',
      requestedBy: 'user:default/olga',
      decidedBy: 'user:default/paul',
    });
    expect(run.far.sends).toHaveLength(1);
    await expect(
      run.service.decide(PAUL, ORDERS.id, action.id, { decision: 'approve' }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('let nobody approve who lacks the permission', async () => {
    const run = await begin({
      lifecycle: { approvals: APPROVALS },
      permissions: denying(flinkApplicationApprovePermission.name),
    });
    const action = await run.start();

    await expect(
      run.service.decide(PAUL, ORDERS.id, action.id, { decision: 'approve' }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(run.far.sends).toHaveLength(0);
  });

  it('send nothing on approval when the application changed since', async () => {
    const run = await begin({ lifecycle: { approvals: APPROVALS } });
    const action = await run.start();
    run.far.change('42');

    const approved = await run.service.decide(PAUL, ORDERS.id, action.id, {
      decision: 'approve',
    });

    expect(approved).toMatchObject({
      status: 'notSent',
      message: expect.stringMatching(/version 41 → 42/),
    });
    expect(run.far.sends).toHaveLength(0);
    expect(run.notify).toHaveBeenCalledTimes(1);
  });

  it('approve once, however many press at once', async () => {
    const run = await begin({ lifecycle: { approvals: APPROVALS } });
    const action = await run.start();
    const approve = (on = run.operate) =>
      on.service.decide(PAUL, ORDERS.id, action.id, { decision: 'approve' });

    const results = await Promise.allSettled([
      approve(),
      approve(run.replica()),
    ]);

    expect(results.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
    expect(run.far.sends).toHaveLength(1);
  });

  it.each(['reject', 'withdraw'] as const)('%s what waits', async decision => {
    const run = await begin({ lifecycle: { approvals: APPROVALS } });
    const action = await run.start();

    const ended = await run.service.decide(
      decision === 'reject' ? PAUL : OLGA,
      ORDERS.id,
      action.id,
      { decision, reason: 'Not today' },
    );

    expect(ended).toMatchObject({
      status: decision === 'reject' ? 'rejected' : 'withdrawn',
      decisionReason: 'Not today',
      may: [],
      message: expect.stringMatching(/Not today\. Nothing was sent/),
    });
    expect(run.far.sends).toHaveLength(0);
  });

  it('expire when nobody decides', async () => {
    const run = await begin({ lifecycle: { approvals: APPROVALS } });
    const action = await run.start();
    run.clock.nowMs += HOUR_MS;

    await expect(
      run.service.decide(PAUL, ORDERS.id, action.id, { decision: 'approve' }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(/expired/),
    });
    await run.pass(0);

    expect(await run.get(action.id)).toMatchObject({
      status: 'expired',
      message: expect.stringMatching(/No second person approved it/),
    });
  });

  it('leave what an agent asks for to a person, with the same needs', async () => {
    const run = await begin({ reading: IN_PROD });
    const action = await run.service.request(OLGA, ORDERS.id, RESCALE, 'Lag');
    expect(action).toMatchObject({
      status: 'awaitingConfirmation',
      origin: 'agent',
      reason: 'Lag',
      may: ['confirm', 'reject', 'withdraw'],
    });
    expect(run.far.sends).toHaveLength(0);

    await expect(
      run.service.decide(OLGA, ORDERS.id, action.id, { decision: 'confirm' }),
    ).rejects.toMatchObject({ name: 'InputError' });
    const confirmed = await run.service.decide(OLGA, ORDERS.id, action.id, {
      decision: 'confirm',
      reason: 'Seen',
    });

    expect(confirmed).toMatchObject({
      status: 'underway',
      decidedBy: 'user:default/olga',
      decisionReason: 'Seen',
    });
    expect(run.far.sends).toHaveLength(1);
  });

  it('need a person and a second person where an agent asks for what needs approval', async () => {
    const run = await begin({ lifecycle: { approvals: APPROVALS } });
    const { id } = await run.service.request(OLGA, ORDERS.id, RESCALE);
    await run.service.decide(PAUL, ORDERS.id, id, { decision: 'confirm' });
    expect((await run.get(id)).status).toBe('awaitingApproval');

    for (const person of [OLGA, PAUL]) {
      await expect(
        run.service.decide(person, ORDERS.id, id, { decision: 'approve' }),
      ).rejects.toMatchObject({ name: 'NotAllowedError' });
    }
    expect(run.far.sends).toHaveLength(0);
  });

  it('plan for who may not act, and start nothing', async () => {
    const run = await begin({
      permissions: denying(flinkActionPermissions.rescale.name),
    });

    expect(await run.planFor(RESCALE)).toMatchObject({
      allowed: false,
      refusal: expect.stringMatching(/^You may not rescale/),
    });
    await expect(run.start()).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    await expect(
      run.service.request(OLGA, ORDERS.id, RESCALE),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(run.far.sends).toHaveLength(0);
  });
});

describe.each(databases.eachSupportedId())('a force-stop on %s', databaseId => {
  const begin = async () => {
    const run = await operateOn(await databases.init(databaseId));
    run.far.onLook = async () => UNDERWAY;
    return { ...run, action: await run.start() };
  };
  const force = { kind: 'forceStop' } as const;

  it('takes the place of what is followed', async () => {
    const run = await begin();

    const stop = await run.start(force, { typedName: 'orders' });

    expect(stop.status).toBe('underway');
    expect(await run.get(run.action.id)).toMatchObject({
      status: 'superseded',
      message: expect.stringMatching(
        /Force-stop orders \(dev\) took its place/,
      ),
    });
    expect(await run.locks()).toEqual([{ action_id: stop.id }]);
    await run.pass(5_000);
    expect(run.far.looks).toEqual([`handle-${stop.id}`]);
  });

  it('that is not sent leaves the other in flight, followed and locked', async () => {
    const run = await begin();
    const { id: planId } = await run.planFor(force);
    run.far.change('42');

    const stop = await run.service.start(OLGA, ORDERS.id, {
      planId,
      idempotencyKey: 'a-click-1',
      typedName: 'orders',
    });

    expect(stop.status).toBe('notSent');
    expect((await run.get(run.action.id)).status).toBe('underway');
    expect(await run.locks()).toEqual([{ action_id: run.action.id }]);
    await expect(run.start()).rejects.toMatchObject({ name: 'ConflictError' });
  });

  it('does not pass a call that is being made', async () => {
    const run = await operateOn(await databases.init(databaseId));
    const { id: planId } = await run.planFor({ kind: 'stop' });
    let answer = () => {};
    run.far.onSend = () =>
      new Promise(resolve => {
        answer = () => resolve({ handle: 'late' });
      });
    const stop = run.service.start(OLGA, ORDERS.id, {
      planId,
      idempotencyKey: 'a-click-1',
    });
    while (run.far.sends.length === 0) {
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    }

    await expect(
      run.start(force, { typedName: 'orders' }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    answer();
    expect((await stop).status).toBe('underway');
    expect(run.far.sends).toHaveLength(1);
  });
});

/** Allows everything but this. */
function denying(name: string) {
  return mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result:
          permission.name === name
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
  });
}
