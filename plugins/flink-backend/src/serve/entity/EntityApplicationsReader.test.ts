import {
  type mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { FakeRuntime, SOURCE } from '../../__testUtils__/FakeRuntime';
import { identity, observation } from '../../__testUtils__/observations';
import { seesOnlyOf } from '../../__testUtils__/seesOnlyOf';
import { startFlink } from '../../__testUtils__/startFlink';

const NOW_MS = Date.parse('2026-11-22T10:00:00.000Z');
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

function component(
  name: string,
  annotations: Record<string, string>,
  labels: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations, labels },
    spec: { type: 'service', owner: 'payments' },
  };
}

const ORDERS = component(
  'orders',
  {
    'aws.amazon.com/managed-flink-application-arn':
      identity('orders-prod').externalId,
    'flink.apache.org/tier': '1',
  },
  { environment: 'prod' },
);

describe.each(databases.eachSupportedId())('an entity on %s', id => {
  async function setUp(
    entities: Entity[],
    names = ['orders-prod', 'clicks'],
    permissions?: ReturnType<typeof mockServices.permissions.mock>,
  ) {
    const clock = { nowMs: NOW_MS };
    const contexts: boolean[] = [];
    const runtime = new FakeRuntime().on(SOURCE, async context => {
      contexts.push(context.wantsClose(identity('orders-prod').id));
      await Promise.all(
        names.map(name =>
          context.emit(observation(identity(name), clock.nowMs)),
        ),
      );
    });
    const knex = await databases.init(id);
    const flink = await startFlink({
      knex,
      clock,
      runtimes: [runtime],
      entities,
      permissions,
    });
    await flink.collect(SOURCE.id);
    return {
      ...flink,
      knex,
      clock,
      contexts,
      runtime,
      read: async (name: string) =>
        (
          await flink
            .get(`/entities/component/default/${name}/applications`)
            .expect(200)
        ).body,
    };
  }

  it('shows the application its ARN names, before the links are made and after', async () => {
    const flink = await setUp([ORDERS]);

    const before = await flink.read('orders');
    await flink.link();
    const after = await flink.read('orders');

    expect(before.items.map((item: { id: string }) => item.id)).toEqual([
      identity('orders-prod').id,
    ]);
    expect(after).toMatchObject({
      items: [
        {
          id: identity('orders-prod').id,
          owner: 'group:default/payments',
          environment: 'prod',
          tier: '1',
          entityRefs: ['component:default/orders'],
        },
      ],
      unresolved: [],
      suggestions: [],
    });
    await flink.stop();
  });

  it('keeps what the catalog says when the application is read again', async () => {
    const flink = await setUp([ORDERS]);
    await flink.link();

    flink.clock.nowMs += 60_000;
    await flink.collect(SOURCE.id);

    const { body } = await flink.get(
      '/applications?owner=group:default/payments',
    );
    expect(body.items).toMatchObject([{ environment: 'prod', tier: '1' }]);
    await flink.stop();
  });

  it('says which annotation names nothing, and suggests applications that look like it', async () => {
    const flink = await setUp([
      component('clicks', {
        'aws.amazon.com/managed-flink-application-arn':
          identity('clicks-old').externalId,
      }),
    ]);

    const answer = await flink.read('clicks');

    expect(answer.items).toEqual([]);
    expect(answer.unresolved).toMatchObject([
      {
        annotation: 'aws.amazon.com/managed-flink-application-arn',
        value: identity('clicks-old').externalId,
      },
    ]);
    // Its place was read, so nobody needs to guess.
    expect(answer.unresolved[0]).toMatchObject({
      reason: expect.stringMatching(
        /^There is no application clicks-old in .*: it is not deployed yet, or was deleted$/,
      ),
      absent: true,
    });
    expect(answer.suggestions).toEqual([
      {
        id: identity('clicks').id,
        name: 'clicks',
        scope: ['111122223333', 'us-east-1'],
      },
    ]);
    await flink.stop();
  });

  const GONE = component('gone', {
    'flink.apache.org/application-id': identity('gone').id,
  });
  const UNTOLD = {
    unresolved: [
      { reason: expect.stringContaining('knows no application of this name') },
    ],
  };

  it('does not say that nothing is there while its place cannot be read', async () => {
    const flink = await setUp([GONE]);
    await expect(flink.read('gone')).resolves.toMatchObject({
      unresolved: [{ absent: true }],
    });
    flink.runtime.on(SOURCE, async () => {
      throw new Error('unreachable');
    });
    await flink.collect(SOURCE.id);

    const answer = await flink.read('gone');

    expect(answer).toMatchObject(UNTOLD);
    expect(answer.unresolved[0].absent).toBeUndefined();
    await flink.stop();
  });

  it('says what is there to nobody who may not see all of it', async () => {
    const flink = await setUp(
      [GONE],
      ['orders-prod'],
      seesOnlyOf('group:default/payments'),
    );

    const answer = await flink.read('gone');

    expect(answer).toMatchObject(UNTOLD);
    expect(answer.unresolved[0].absent).toBeUndefined();
    await flink.stop();
  });

  it('answers 404 for an entity the caller cannot see', async () => {
    const flink = await setUp([]);

    const { body } = await flink
      .get('/entities/component/default/secret/applications')
      .expect(404);

    expect(body.error.name).toBe('NotFoundError');
    await flink.stop();
  });

  it('has its applications read closely for two minutes after a look', async () => {
    const flink = await setUp([ORDERS]);
    await flink.collect(SOURCE.id);
    await flink.read('orders');
    await flink.collect(SOURCE.id);
    flink.clock.nowMs += 3 * 60_000;
    await flink.collect(SOURCE.id);

    // Never seen; healthy and unwatched; looked at; forgotten again.
    expect(flink.contexts).toEqual([true, false, true, false]);
    await flink.stop();
  });

  it('writes a look once in half a minute, however many look', async () => {
    const flink = await setUp([ORDERS]);
    await flink.link();
    const writes: string[] = [];
    flink.knex.on('query', ({ sql }) => {
      if (/^update .*interest_at/.test(sql)) {
        writes.push(sql);
      }
    });

    await Promise.all(Array.from({ length: 10 }, () => flink.read('orders')));
    const atOnce = writes.length;
    flink.clock.nowMs += 31_000;
    await flink.read('orders');

    expect([atOnce, writes.length]).toEqual([1, 2]);
    await flink.stop();
  });
});
