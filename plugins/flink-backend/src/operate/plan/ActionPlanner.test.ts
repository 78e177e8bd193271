import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { FlinkActionError } from '@flink-portal/backstage-plugin-flink-node';
import { UNDERWAY } from '../../__testUtils__/FakeActions';
import { minutes, observation } from '../../__testUtils__/observations';
import { OLGA, operateOn, ORDERS } from '../../__testUtils__/startOperate';
import type { ApplicationRow } from '../../store/rows';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const NOW_MS = Date.parse('2026-11-26T10:00:00Z');
const SECOND_MS = 1_000;
const RESCALE = { kind: 'rescale', parallelism: 8 } as const;

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('a plan on %s', databaseId => {
  const begin = async (options: Parameters<typeof operateOn>[1] = {}) => {
    const knex = await databases.init(databaseId);
    return { knex, ...(await operateOn(knex, options)) };
  };

  it('names the runtime’s own words, and is kept for who asked', async () => {
    const run = await begin();
    run.far.overrides = {
      warnings: [
        { code: 'gitops-owner', severity: 'warning', message: 'Reverted.' },
      ],
      losses: ['Everything after 09:58.'],
    };

    const plan = await run.planFor(RESCALE);

    expect(plan).toMatchObject({
      title: 'Rescale orders (dev) to parallelism 8',
      environment: 'dev',
      changes: [{ field: 'parallelism', before: '4', after: '8' }],
      losses: ['Everything after 09:58.'],
      warnings: [{ code: 'gitops-owner' }],
      createdAt: '2026-11-26T10:00:00.000Z',
      expiresAt: '2026-11-26T10:15:00.000Z',
    });
    expect(await run.knex('flink_action_plans')).toMatchObject([
      { id: plan.id, person: 'user:default/olga' },
    ]);
    expect(run.far.sends).toHaveLength(0);
  });

  it('takes the duration from this application’s own past', async () => {
    const run = await begin();
    await run.knex.transaction(trx =>
      run.store.applications.writeOperations(
        [40, 90, 50].map((seconds, index) => ({
          applicationId: ORDERS.id,
          operation: {
            id: `op-${index}`,
            kind: 'rescale' as const,
            verbatim: 'UpdateApplication',
            status: 'succeeded' as const,
            startedAt: new Date(NOW_MS - index * 3_600_000).toISOString(),
            endedAt: new Date(
              NOW_MS - index * 3_600_000 + seconds * SECOND_MS,
            ).toISOString(),
            planned: true,
          },
        })),
        trx,
      ),
    );

    expect((await run.planFor(RESCALE)).duration).toMatchObject({
      medianMs: 50_000,
      worstMs: 90_000,
      samples: 3,
    });
    expect((await run.planFor({ kind: 'restart' })).duration).toMatchObject({
      worstMs: 240_000,
      samples: 0,
      basis: expect.stringMatching(/Documented by the test/),
    });
  });

  it('counts what is read again since the state it goes on from, and what waits', async () => {
    const run = await begin();
    await run.store.metrics.merge(
      new Map([
        [
          ORDERS.id,
          [
            minutes('numRecordsInPerSecond', NOW_MS, [1_000, 1_000, 1_000]),
            minutes('pendingRecords', NOW_MS, [9, 20_000]),
          ],
        ],
      ]),
    );
    run.far.overrides = {
      restorePoint: {
        kind: 'checkpoint',
        at: new Date(NOW_MS - 120 * SECOND_MS).toISOString(),
        restorable: true,
        message: 'The newest checkpoint.',
      },
    };

    // 120 s since the checkpoint, 60 s of interruption, and the lag.
    expect((await run.planFor(RESCALE)).replay?.records).toBe(200_000);
  });

  it('says that it does not know what is read again', async () => {
    const run = await begin();

    expect((await run.planFor(RESCALE)).replay).toEqual({
      basis: expect.stringMatching(/not known/),
    });
  });

  it('names who is affected by the catalog', async () => {
    const entity = (name: string, relations: Entity['relations']): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: name.startsWith('api') ? 'API' : 'Component',
      metadata: { name, namespace: 'default' },
      relations,
    });
    const run = await begin({
      entities: [
        entity('orders', [
          { type: 'dependencyOf', targetRef: 'component:default/billing' },
          { type: 'providesApi', targetRef: 'api:default/api-orders' },
        ]),
        entity('api-orders', [
          { type: 'apiConsumedBy', targetRef: 'component:default/search' },
        ]),
      ],
    });
    await run
      .knex<ApplicationRow>('flink_applications')
      .update({ entity_refs_json: '["component:default/orders"]' });

    expect((await run.planFor(RESCALE)).consumers).toEqual([
      { entityRef: 'component:default/billing', because: 'depends on it' },
      {
        entityRef: 'component:default/search',
        because: 'consumes the API api-orders',
      },
    ]);
  });

  it('warns of an application that is Unhealthy and of one that changed just now', async () => {
    const run = await begin({
      reading: observation(ORDERS, NOW_MS, { phase: 'failed' }),
    });
    const row = await run.knex<ApplicationRow>('flink_applications').first();
    await run.knex<ApplicationRow>('flink_applications').update({
      summary_json: JSON.stringify({
        ...JSON.parse(row!.summary_json),
        verdict: 'Unhealthy',
        lastChange: {
          at: new Date(NOW_MS - 7 * 60 * SECOND_MS).toISOString(),
          kind: 'update',
          title: 'Updated: version 40 to 41',
          initiatedBy: 'kira',
        },
      }),
    });

    const { warnings } = await run.planFor(RESCALE);
    expect(warnings.map(({ code }) => code)).toEqual([
      'unhealthy-now',
      'changed-recently',
    ]);
    expect(warnings[1].message).toMatch(
      /7 min ago \(Updated: version 40 to 41 by kira\)/,
    );
    run.clock.nowMs += 9 * 60 * SECOND_MS;
    expect(
      (await run.planFor(RESCALE)).warnings.map(({ code }) => code),
    ).toEqual(['unhealthy-now']);
  });

  it('is not allowed while another action is in flight, but for a force-stop', async () => {
    const run = await begin();
    run.far.onLook = async () => UNDERWAY;
    await run.start();

    expect(await run.planFor({ kind: 'restart' })).toMatchObject({
      allowed: false,
      refusal: expect.stringMatching(/^Another action is in flight/),
    });
    expect((await run.planFor({ kind: 'forceStop' })).allowed).toBe(true);
  });

  it.each([
    ['throttled', 'ServiceUnavailableError'],
    ['denied', 'ServiceUnavailableError'],
    ['refused', 'InputError'],
    ['notFound', 'NotFoundError'],
    ['conflict', 'ConflictError'],
  ] as const)('that fails as %s is a %s', async (reason, name) => {
    const run = await begin();
    run.far.onPlan = async () => {
      throw new FlinkActionError(reason, 'So it is.');
    };

    await expect(
      run.service.plan(OLGA, ORDERS.id, RESCALE),
    ).rejects.toMatchObject({
      name,
      message: expect.stringMatching(/So it is/),
    });
  });
});
