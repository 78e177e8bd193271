import { TestDatabases } from '@backstage/backend-test-utils';
import { UNDERWAY } from '../../__testUtils__/FakeActions';
import { operateOn, ORDERS } from '../../__testUtils__/startOperate';
import { ActionStore } from './ActionStore';
import { SendStore } from './SendStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('the send store on %s', id => {
  async function beingSent() {
    const knex = await databases.init(id);
    const run = await operateOn(knex);
    const actions = new ActionStore(knex);
    // Started by hand, so that nobody else sends it.
    const done = await run.start();
    await run.pass(3_000);
    const model = await actions.get(ORDERS.id, done.id);
    const action = {
      ...model!,
      id: 'by-hand',
      idempotencyKey: 'by-hand',
      status: 'sending' as const,
    };
    await actions.insertAndLock(action, run.clock.nowMs + 1_000);
    return { run, store: new SendStore(knex), action, nowMs: run.clock.nowMs };
  }

  it('lets one of two make the call', async () => {
    const { store, action, nowMs } = await beingSent();
    const mark = () => store.markSent(action, nowMs, nowMs + 1_000, 'Later.');

    const marks = await Promise.all([mark(), mark()]);

    expect(marks.sort()).toEqual([false, true]);
    expect(await mark()).toBe(false);
  });

  it('does not end as unsent what was marked, nor mark what was ended', async () => {
    const { store, action, nowMs } = await beingSent();
    const ending = {
      status: 'notSent' as const,
      progress: { steps: [], message: 'Nothing was sent.' },
      atMs: nowMs,
    };
    await store.markSent(action, nowMs, nowMs + 1_000, 'Later.');
    expect(await store.endUnsent(action, ending)).toBe(false);

    expect(await store.endRefused(action.id, ending)).toBe(true);
    expect(await store.markSent(action, nowMs, nowMs, 'Later.')).toBe(false);
  });

  it('keeps no answer of a call that was found to have gone on', async () => {
    const { run, store, action, nowMs } = await beingSent();
    await store.markSent(action, nowMs, nowMs, 'Later.');
    run.far.onLook = async () => UNDERWAY;
    await run.pass(0);

    expect(
      await store.keepSent(
        action.id,
        {
          handle: 'late',
          progress: { steps: [], message: 'Sent.' },
          nextLookAtMs: nowMs,
        },
        nowMs,
      ),
    ).toBe(false);
    expect(await run.get(action.id)).toMatchObject({
      status: 'underway',
      message: UNDERWAY.message,
    });
  });
});
