import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  read,
  type Operation,
} from '@flink-portal/backstage-plugin-flink-common';
import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import { FakeActions } from '../../__testUtils__/FakeActions';
import { FakeRuntime, SOURCE } from '../../__testUtils__/FakeRuntime';
import { identity, observation } from '../../__testUtils__/observations';
import { idPath, startFlink } from '../../__testUtils__/startFlink';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const ORDERS = identity('orders', { labels: { environment: 'dev' } });
const PATH = `${idPath(ORDERS.id)}/actions`;
const RESCALE = { request: { kind: 'rescale', parallelism: 8 } };
const MINUTE_MS = 60_000;

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('routes of actions on %s', id => {
  let stop: (() => Promise<void>) | undefined;
  afterEach(async () => {
    await stop?.();
    stop = undefined;
  });

  async function begin(
    options: Partial<Parameters<typeof startFlink>[0]> = {},
  ) {
    const clock = { nowMs: Date.parse('2026-11-26T10:00:00Z') };
    const far = new FakeActions();
    const runtime = new FakeRuntime();
    runtime.actions = far;
    const operations: Operation[] = [];
    runtime.on(SOURCE, async context => {
      await context.emit(
        observation(ORDERS, clock.nowMs, {
          operations: read(
            [...operations],
            new Date(clock.nowMs).toISOString(),
          ),
        }),
      );
      await context.complete([ORDERS.id]);
    });
    const flink = await startFlink({
      knex: await databases.init(id),
      runtimes: [runtime],
      clock,
      config: { flink: { lifecycle: { enabled: true } } },
      ...options,
    });
    stop = flink.stop;
    await flink.collect(SOURCE.id);
    return {
      ...flink,
      clock,
      far,
      operations,
      events: () =>
        flink.auditor.createEvent.mock.calls
          .map(([event]) => event)
          .filter(({ eventId }) => eventId === 'application-action'),
    };
  }

  it('plan, start, follow and list, each step audited under the action’s id', async () => {
    const flink = await begin();
    const plan = await flink.post(`${PATH}/plan`, RESCALE);
    expect(plan.status).toBe(200);
    expect(plan.body).toMatchObject({
      applicationName: 'orders',
      title: 'Rescale orders (dev) to parallelism 8',
      verb: 'Rescale',
      allowed: true,
      version: '41',
      duration: { samples: 0, worstMs: 240_000 },
      needs: { reason: false },
    });

    const started = await flink.post(PATH, {
      planId: plan.body.id,
      idempotencyKey: 'a-click-1',
      reason: 'More load',
    });
    expect(started.status).toBe(202);
    expect(started.body.status).toBe('underway');
    const allowed = await flink.get(`${idPath(ORDERS.id)}/allowed-actions`);
    expect(allowed.body.inFlight.id).toBe(started.body.id);
    flink.clock.nowMs += 5_000;
    await flink.followActions();

    const got = await flink.get(`${PATH}/${started.body.id}`);
    expect(got.body).toMatchObject({
      status: 'succeeded',
      plan: { id: plan.body.id },
    });
    for (const path of [PATH, '/actions', '/actions?state=ended']) {
      const list = await flink.get(path);
      expect(list.body.items).toMatchObject([{ id: started.body.id }]);
    }
    expect((await flink.get('/actions?state=inFlight')).body.items).toEqual([]);
    const events = flink.events();
    expect(
      events.map(({ severityLevel, meta }) => [
        severityLevel,
        meta?.stage,
        meta?.actionType,
      ]),
    ).toEqual([
      ['medium', 'ISSUED', 'plan'],
      ['medium', 'ISSUED', 'confirm'],
      ['medium', 'EXECUTED', 'execute'],
      ['medium', 'EXECUTED', 'outcome'],
    ]);
    expect(flink.audited.success).toHaveBeenCalledWith({
      meta: expect.objectContaining({ actionId: started.body.id }),
    });
    expect(events.slice(2)).toMatchObject([
      { meta: { actionId: started.body.id, reason: 'More load' } },
      { meta: { actionId: started.body.id, versionBefore: '41' } },
    ]);
    expect(JSON.stringify(events.map(({ meta }) => meta))).not.toContain(
      'UpdateApplication',
    );
  });

  it('tell an action once in the timeline, and who asked for what the runtime reports', async () => {
    const flink = await begin();
    const plan = await flink.post(`${PATH}/plan`, RESCALE);
    const started = await flink.post(PATH, {
      planId: plan.body.id,
      idempotencyKey: 'a-click-1',
    });
    flink.operations.push({
      id: 'op-1',
      kind: 'rescale',
      verbatim: 'UpdateApplication',
      status: 'succeeded',
      startedAt: new Date(flink.clock.nowMs + 1_000).toISOString(),
      endedAt: new Date(flink.clock.nowMs + 4_000).toISOString(),
      planned: true,
      initiatedBy: 'role/portal',
    });
    flink.clock.nowMs += 5_000;
    await flink.followActions();
    flink.clock.nowMs += MINUTE_MS;
    await flink.collect(SOURCE.id);

    const timeline = await flink.get(`${idPath(ORDERS.id)}/timeline`);
    expect(
      timeline.body.items.filter(({ kind }: { kind: string }) =>
        ['action', 'operation'].includes(kind),
      ),
    ).toEqual([
      expect.objectContaining({
        kind: 'action',
        actionId: started.body.id,
        title: 'Rescale orders (dev) to parallelism 8',
        detail: expect.stringMatching(
          /^Asked for by user:default\/mock, took 5 s\. Running with/,
        ),
      }),
    ]);
    const operationsOnly = await flink.get(
      `${idPath(ORDERS.id)}/timeline?kind=operation`,
    );
    expect(operationsOnly.body.items).toMatchObject([
      { operation: { id: 'op-1', initiatedBy: 'user:default/mock' } },
    ]);
    const detail = await flink.get(idPath(ORDERS.id));
    expect(detail.body.operations).toMatchObject([
      { id: 'op-1', initiatedBy: 'user:default/mock' },
    ]);
  });

  it('answer with the error that it is', async () => {
    const flink = await begin();
    const post = async (path: string, body: object) =>
      (await flink.post(path, body)).status;

    expect(await post(`${PATH}/plan`, { request: { kind: 'explode' } })).toBe(
      400,
    );
    expect(
      await post(`${PATH}/plan`, {
        request: { kind: 'stop', parallelism: 4 },
      }),
    ).toBe(400);
    expect(
      await post(PATH, { planId: 'none', idempotencyKey: 'a-click-1' }),
    ).toBe(404);
    expect(await post(PATH, { planId: 'none', idempotencyKey: 'a' })).toBe(400);
    expect(await post(`${PATH}/none/decision`, { decision: 'approve' })).toBe(
      404,
    );
    expect(
      await post(`${idPath(identity('unknown').id)}/actions/plan`, RESCALE),
    ).toBe(404);
    flink.far.onPlan = async () => {
      throw new FlinkActionError(
        'unreachable',
        'Nothing answers in us-east-1.',
      );
    };
    const unreachable = await flink.post(`${PATH}/plan`, RESCALE);
    expect(unreachable.status).toBe(503);
    expect(unreachable.body.error.message).toMatch(/Nothing answers/);
    expect(flink.far.sends).toHaveLength(0);
  });

  it('show nothing to who may not see the application', async () => {
    const flink = await begin({
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(() => ({ result: AuthorizeResult.DENY })),
        authorizeConditional: async requests =>
          requests.map(() => ({ result: AuthorizeResult.DENY })),
      }),
    });

    for (const path of [PATH, `${PATH}/some`, '/actions']) {
      expect((await flink.get(path)).status).toBe(403);
    }
    expect((await flink.post(`${PATH}/plan`, RESCALE)).status).toBe(403);
    expect(flink.audited.fail).toHaveBeenCalled();
  });

  it('keep actions as long as the history, and what did not end beyond it', async () => {
    const flink = await begin();
    const start = async (key: string) => {
      const plan = await flink.post(`${PATH}/plan`, RESCALE);
      return flink.post(PATH, { planId: plan.body.id, idempotencyKey: key });
    };
    await start('a-click-1');
    flink.clock.nowMs += 5_000;
    await flink.followActions();
    const open = await start('a-click-2');
    flink.clock.nowMs += 31 * 24 * 60 * MINUTE_MS;

    await flink.cleanUp();

    const list = await flink.get(PATH);
    expect(list.body.items).toMatchObject([{ id: open.body.id }]);
  });
});
