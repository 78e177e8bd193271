import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { judged } from '../__testUtils__/judged';
import { toApplicationRow } from './applicationColumns';
import { FaultStore, type FoundFault } from './FaultStore';
import { MIGRATIONS_DIRECTORY } from './openStore';
import type { ApplicationRow } from './rows';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const ORDERS = 'managed:111122223333/us-east-1/orders';
const FAULT: FoundFault = {
  status: 'found',
  reason: 'It is the first failure after the checkpoint.',
  at: '2026-11-22T10:00:00.000Z',
  exceptionClass: 'com.acme.Bad',
  message: 'no price',
  stack: 'com.acme.Bad: no price',
};
const FAULT_AT_MS = Date.parse(FAULT.at);

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('kept first faults on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    await knex<ApplicationRow>('flink_applications').insert(
      toApplicationRow(judged('orders', 1_000), 1_000),
    );
    return { knex, store: new FaultStore(knex) };
  }
  const begin = (store: FaultStore, begunAtMs: number) =>
    store.begin([{ applicationId: ORDERS, begunAtMs, dueAtMs: begunAtMs + 5 }]);
  const shown = async (knex: Knex) => {
    const row = await knex<ApplicationRow>('flink_applications').first();
    return {
      fault: row?.first_fault_json && JSON.parse(row.first_fault_json),
      rev: Number(row?.rev),
    };
  };

  it('are looked for when it is time, once while a trouble goes on', async () => {
    const { store } = await setUp();

    await begin(store, 2_000);
    await begin(store, 3_000);

    expect(await store.readDue(2_004, 10)).toEqual([]);
    expect(await store.readDue(9_000, 10)).toEqual([
      { applicationId: ORDERS, begunAtMs: 2_000, attempts: 0, dueAtMs: 2_005 },
    ]);
  });

  it('are taken by one process alone', async () => {
    const { store } = await setUp();
    await begin(store, 2_000);
    const [wanted] = await store.readDue(9_000, 10);

    expect(await store.claim(wanted, 70_000)).toBe(true);
    expect(await store.claim(wanted, 70_000)).toBe(false);
    expect(await store.readDue(9_000, 10)).toEqual([]);
    expect(await store.readDue(70_000, 10)).toMatchObject([{ attempts: 1 }]);
  });

  it('are shown in lists while the trouble goes on, and no longer', async () => {
    const { knex, store } = await setUp();
    await begin(store, 2_000);
    const [wanted] = await store.readDue(9_000, 10);

    expect(await store.keep(wanted, FAULT, 9_001)).toBe(true);

    expect(await shown(knex)).toEqual({
      fault: {
        at: FAULT.at,
        exceptionClass: 'com.acme.Bad',
        message: 'no price',
      },
      rev: 9_001,
    });
    expect(await store.readCurrent(ORDERS)).toEqual(FAULT);
    expect(await store.readDue(90_000, 10)).toEqual([]);

    await store.end([ORDERS], 10_000);

    expect((await shown(knex)).fault).toBeNull();
    expect(await store.readCurrent(ORDERS)).toBeUndefined();
  });

  it('are not shown when the trouble ended while they were looked for', async () => {
    const { knex, store } = await setUp();
    await begin(store, 2_000);
    const [wanted] = await store.readDue(9_000, 10);
    await store.end([ORDERS], 9_000);

    expect(await store.keep(wanted, FAULT, 9_001)).toBe(false);

    expect(await shown(knex)).toEqual({ fault: null, rev: 1_000 });
  });

  it('are looked for anew when another trouble begins', async () => {
    const { store } = await setUp();
    await begin(store, 2_000);
    await store.end([ORDERS], 3_000);
    await begin(store, 4_000);

    expect(await store.readDue(9_000, 10)).toMatchObject([
      { begunAtMs: 4_000 },
    ]);
  });

  it('are not looked for after they were given up', async () => {
    const { store } = await setUp();
    await begin(store, 2_000);
    const [wanted] = await store.readDue(9_000, 10);

    await store.giveUp(wanted);
    await begin(store, 3_000);

    expect(await store.readDue(90_000, 10)).toEqual([]);
  });

  it('stay on the timeline, at the time they happened', async () => {
    const { store } = await setUp();
    await begin(store, 2_000);
    const [wanted] = await store.readDue(9_000, 10);
    await store.keep(wanted, FAULT, 9_001);
    await store.end([ORDERS], 10_000);

    expect(
      await store.readKept(ORDERS, FAULT_AT_MS - 1, FAULT_AT_MS, 10),
    ).toEqual([
      {
        id: '2000',
        atMs: FAULT_AT_MS,
        exceptionClass: 'com.acme.Bad',
        message: 'no price',
        reason: FAULT.reason,
      },
    ]);
    expect(await store.readKept(ORDERS, 0, FAULT_AT_MS - 1, 10)).toEqual([]);
  });
});
