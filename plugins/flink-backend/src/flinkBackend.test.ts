import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { FlinkSourceError } from '@flink-portal/backstage-plugin-flink-node';
import { FakeRuntime, SOURCE } from './__testUtils__/FakeRuntime';
import {
  identity,
  metricsRead,
  minutes,
  observation,
} from './__testUtils__/observations';
import { idPath, startFlink } from './__testUtils__/startFlink';
import { seesOnlyOf } from './__testUtils__/seesOnlyOf';

const NOW_MS = Date.parse('2026-11-22T10:00:00.000Z');
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('the Flink backend on %s', id => {
  async function setUp() {
    return {
      knex: await databases.init(id),
      clock: { nowMs: NOW_MS },
      runtime: new FakeRuntime(),
    };
  }

  it('serves what a runtime handed over', async () => {
    const { knex, clock, runtime } = await setUp();
    runtime.on(SOURCE, async context => {
      await context.emit(
        observation(identity('orders'), clock.nowMs, {
          metrics: metricsRead(
            [minutes('pendingRecords', clock.nowMs, [10, 20])],
            clock.nowMs,
          ),
        }),
      );
      await context.complete([identity('orders').id]);
    });
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });

    await flink.collect(SOURCE.id);

    const { body } = await flink.get('/applications').expect(200);
    expect(body).toMatchObject({
      totalItems: 1,
      counts: { Healthy: 1, Unhealthy: 0 },
      facets: { runtimes: ['managed'], flinkVersions: ['1.20'] },
      items: [
        {
          id: 'managed:111122223333/us-east-1/orders',
          verdict: 'Healthy',
          state: [{ label: 'Application status', value: 'RUNNING' }],
          figures: { lag: { value: 20 } },
          entityRefs: [],
        },
      ],
    });
    await flink.stop();
  });

  it('serves one application by its percent-encoded id', async () => {
    const { knex, clock, runtime } = await setUp();
    const odd = identity('odd', {
      id: 'kubernetes:eks%20prod/payments/odd',
      runtime: 'kubernetes',
    });
    runtime.on(SOURCE, context => context.emit(observation(odd, clock.nowMs)));
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });
    await flink.collect(SOURCE.id);

    const { body } = await flink.get(idPath(odd.id)).expect(200);

    expect(body).toMatchObject({ id: odd.id, findings: [], operations: [] });
    await flink.stop();
  });

  it('answers 404 for an application it does not know', async () => {
    const { knex, clock, runtime } = await setUp();
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });

    const path = idPath(identity('none').id);
    await flink.get(`${path}/timeline`).expect(404);
    await flink.get(`${path}/availability`).expect(404);
    const { body } = await flink.get(path).expect(404);

    expect(body.error.message).toContain('knows no Flink application');
    await flink.stop();
  });

  it('refuses everything to a caller without the permission, and audits that', async () => {
    const { knex, clock, runtime } = await setUp();
    const permissions = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(() => ({ result: AuthorizeResult.DENY })),
      authorizeConditional: async requests =>
        requests.map(() => ({ result: AuthorizeResult.DENY })),
    });
    const flink = await startFlink({
      knex,
      clock,
      runtimes: [runtime],
      permissions,
    });

    await flink.get('/applications').expect(403);
    await flink.get(idPath(identity('orders').id)).expect(403);
    await flink.get(`${idPath(identity('orders').id)}/metrics`).expect(403);
    await flink.get(`${idPath(identity('orders').id)}/timeline`).expect(403);
    await flink
      .get(`${idPath(identity('orders').id)}/availability`)
      .expect(403);
    await flink
      .get('/entities/component/default/orders/applications')
      .expect(403);
    await flink.get('/sources').expect(403);

    expect(
      flink.auditor.createEvent.mock.calls.map(
        ([event]) => event.meta?.queryType,
      ),
    ).toEqual([
      'all',
      'by-id',
      'metrics',
      'timeline',
      'availability',
      'by-entity',
    ]);
    expect(flink.audited.fail).toHaveBeenCalledTimes(6);
    expect(flink.audited.success).not.toHaveBeenCalled();
    await flink.stop();
  });

  it('lists, counts and facets only what a conditional decision allows', async () => {
    const { knex, clock, runtime } = await setUp();
    runtime.on(SOURCE, async context => {
      for (const owner of ['payments', 'search']) {
        await context.emit(
          observation(
            identity(owner, { labels: { team: owner } }),
            clock.nowMs,
          ),
        );
      }
    });
    const permissions = seesOnlyOf('group:default/payments');
    const flink = await startFlink({
      knex,
      clock,
      runtimes: [runtime],
      permissions,
    });
    await flink.collect(SOURCE.id);

    const { body } = await flink.get('/applications').expect(200);

    expect(body.items.map((item: { name: string }) => item.name)).toEqual([
      'payments',
    ]);
    expect(body.counts.Healthy).toBe(1);
    expect(body.facets.owners).toEqual(['group:default/payments']);
    await flink.stop();
  });

  it('turns applications of a source that fails Unknown after three intervals, with the reason', async () => {
    const { knex, clock, runtime } = await setUp();
    runtime.on(SOURCE, context =>
      context.emit(observation(identity('orders'), clock.nowMs)),
    );
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });
    await flink.collect(SOURCE.id);
    runtime.on(SOURCE, async () => {
      throw new FlinkSourceError(
        'denied',
        'The role may not kinesisanalytics:ListApplications',
      );
    });

    clock.nowMs += 2 * 60_000;
    await flink.collect(SOURCE.id);
    await flink.sweep();
    const soon = await flink.get('/applications').expect(200);
    clock.nowMs += 2 * 60_000;
    await flink.sweep();
    const later = await flink.get('/applications').expect(200);

    expect(soon.body.items[0].verdict).toBe('Healthy');
    expect(later.body.items[0]).toMatchObject({
      verdict: 'Unknown',
      observedAt: '2026-11-22T10:00:00.000Z',
      unreadable: [
        {
          part: 'state',
          reason: 'denied',
          message: 'The role may not kinesisanalytics:ListApplications',
        },
      ],
    });
    await flink.stop();
  });

  it('reads every other source when one fails, and says when it tries that one again', async () => {
    const { knex, clock, runtime } = await setUp();
    const broken = { ...SOURCE, id: 'managed:444455556666/eu-west-1' };
    runtime
      .on(SOURCE, context =>
        context.emit(observation(identity('orders'), clock.nowMs)),
      )
      .on(broken, async () => {
        throw new Error('connect ECONNREFUSED token=s3cr3t');
      });
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });

    await flink.collect(broken.id);
    await flink.collect(SOURCE.id);

    const { body } = await flink.get('/sources').expect(200);
    expect(body.items).toMatchObject([
      { id: SOURCE.id, status: 'ok', applications: 1 },
      {
        id: broken.id,
        status: 'failing',
        applications: 0,
        error: { reason: 'failed' },
      },
    ]);
    expect(body.items[1].error.message).not.toContain('s3cr3t');
    const waitMs = Date.parse(body.items[1].nextTryAt) - clock.nowMs;
    expect(waitMs).toBeGreaterThanOrEqual(45_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
    await flink.stop();
  });

  it('leaves a failed source alone until its next try', async () => {
    const { knex, clock, runtime } = await setUp();
    const collect = jest.fn(async () => {
      throw new FlinkSourceError('throttled', 'Too many calls');
    });
    runtime.on(SOURCE, collect);
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });

    await flink.collect(SOURCE.id);
    clock.nowMs += 10_000;
    await flink.collect(SOURCE.id);
    clock.nowMs += 60_000;
    await flink.collect(SOURCE.id);

    expect(collect).toHaveBeenCalledTimes(2);
    await flink.stop();
  });

  it('hides what a source no longer has, and shows it again when it comes back', async () => {
    const { knex, clock, runtime } = await setUp();
    let present = ['orders', 'clicks'];
    runtime.on(SOURCE, async context => {
      await Promise.all(
        present.map(name =>
          context.emit(observation(identity(name), clock.nowMs)),
        ),
      );
      await context.complete(present.map(name => identity(name).id));
    });
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });
    const count = async () =>
      (await flink.get('/applications')).body.totalItems;

    await flink.collect(SOURCE.id);
    const first = await count();
    present = ['orders'];
    await flink.collect(SOURCE.id);
    const second = await count();
    await flink.get(idPath(identity('clicks').id)).expect(404);
    present = ['orders', 'clicks'];
    await flink.collect(SOURCE.id);

    expect([first, second, await count()]).toEqual([2, 1, 2]);
    await flink.stop();
  });

  it('tells browsers of a changed verdict, and of nothing else', async () => {
    const { knex, clock, runtime } = await setUp();
    let phase: 'running' | 'failed' = 'running';
    runtime.on(SOURCE, context =>
      context.emit(observation(identity('orders'), clock.nowMs, { phase })),
    );
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });
    await flink.collect(SOURCE.id);
    flink.publish.mockClear();

    clock.nowMs += 60_000;
    await flink.collect(SOURCE.id);
    expect(flink.publish).not.toHaveBeenCalled();

    phase = 'failed';
    clock.nowMs += 60_000;
    await flink.collect(SOURCE.id);
    expect(flink.publish).toHaveBeenCalledTimes(1);
    expect(flink.publish).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'flink:applications',
      message: { rev: clock.nowMs },
    });
    await flink.stop();
  });

  it('keeps everything over a restart of the backend', async () => {
    const { knex, clock, runtime } = await setUp();
    runtime.on(SOURCE, context =>
      context.emit(observation(identity('orders'), clock.nowMs), 'note 41'),
    );
    const before = await startFlink({ knex, clock, runtimes: [runtime] });
    await before.collect(SOURCE.id);
    const served = (await before.get('/applications')).body;

    const seen: Array<string | undefined> = [];
    const again = new FakeRuntime().on(SOURCE, async context => {
      const stored = await context.before();
      seen.push(stored.get(identity('orders').id)?.note);
    });
    const after = await startFlink({ knex, clock, runtimes: [again] });

    expect((await after.get('/applications')).body).toEqual(served);
    await after.collect(SOURCE.id);
    expect(seen).toEqual(['note 41']);
    await before.stop();
    await after.stop();
  });

  it('marks a source that is no longer named, and forgets it a day later', async () => {
    const { knex, clock, runtime } = await setUp();
    runtime.on(SOURCE, context =>
      context.emit(observation(identity('orders'), clock.nowMs)),
    );
    const flink = await startFlink({ knex, clock, runtimes: [runtime] });
    await flink.collect(SOURCE.id);

    runtime.forget(SOURCE.id);
    clock.nowMs += 6 * 60_000;
    await flink.askSources();
    await flink.sweep();
    const marked = await flink.get('/applications');
    clock.nowMs += 25 * 60 * 60_000;
    await flink.cleanUp();
    const forgotten = await flink.get('/applications');

    expect(marked.body.items[0]).toMatchObject({ verdict: 'Unknown' });
    expect(marked.body.items[0].unreadable[0].message).toContain(
      'no longer names',
    );
    expect(forgotten.body.totalItems).toBe(0);
    await flink.stop();
  });
});
