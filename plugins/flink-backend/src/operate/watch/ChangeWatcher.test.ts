import { TestDatabases } from '@backstage/backend-test-utils';
import { minutes } from '../../__testUtils__/observations';
import { operateOn, ORDERS } from '../../__testUtils__/startOperate';
import { preparedRollback } from './preparedRollback';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const MINUTE_MS = 60_000;

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('watching on %s', databaseId => {
  /** A rescale that is done, with lag before and after it. */
  async function changed(before: number, after: number) {
    const run = await operateOn(await databases.init(databaseId));
    const beganMs = run.clock.nowMs;
    const action = await run.start();
    await run.pass(2 * MINUTE_MS);
    await run.store.metrics.merge(
      new Map([
        [
          ORDERS.id,
          [
            minutes('pendingRecords', beganMs + 18 * MINUTE_MS, [
              ...Array<number>(49 - 18).fill(before),
              ...Array<number>(18).fill(after),
            ]),
          ],
        ],
      ]),
    );
    return { ...run, action };
  }

  it('says what is worse with the figures, prepares the way back and tells it', async () => {
    const run = await changed(1_000, 90_000);
    expect((await run.get(run.action.id)).watch?.status).toBe('watching');
    await run.pass(16 * MINUTE_MS);
    expect((await run.get(run.action.id)).watch?.status).toBe('watching');
    await run.pass(2 * MINUTE_MS);

    const { watch, status } = await run.get(run.action.id);
    expect(status).toBe('succeeded');
    expect(watch).toMatchObject({
      status: 'worse',
      message: expect.stringMatching(/1 k.*before, 90 k.*after/),
      rollback: { kind: 'rescale', parallelism: 4 },
    });
    expect(watch?.figures).toContainEqual(
      expect.objectContaining({ before: 1_000, after: 90_000, worse: true }),
    );
    expect(run.notify).toHaveBeenCalledTimes(1);
    await run.pass(10 * MINUTE_MS, run.replica());
    expect(run.notify).toHaveBeenCalledTimes(1);
  });

  it('says that nothing is worse', async () => {
    const run = await changed(1_000, 1_000);
    await run.pass(18 * MINUTE_MS);

    const { watch } = await run.get(run.action.id);
    expect(watch?.status).toBe('fine');
    expect(watch?.rollback).toBeUndefined();
    expect(run.notify).not.toHaveBeenCalled();
  });

  it('does not know when another change came within the time', async () => {
    const run = await changed(1_000, 90_000);
    run.clock.nowMs += 5 * MINUTE_MS;
    await run.start({ kind: 'restart' });
    await run.pass(13 * MINUTE_MS);

    expect((await run.get(run.action.id)).watch).toMatchObject({
      status: 'unknown',
      message: expect.stringMatching(/Restart orders \(dev\) came at/),
    });
  });

  it('compares nothing after a stop', async () => {
    const run = await operateOn(await databases.init(databaseId));
    const action = await run.start({ kind: 'stop' });
    await run.pass(3_000);

    expect(await run.get(action.id)).toMatchObject({ status: 'succeeded' });
    expect((await run.get(action.id)).watch).toBeUndefined();
  });
});

describe('preparedRollback', () => {
  const target = {
    configuration: {
      workload: 'streaming',
      parallelism: 4,
      parallelismPerKpu: 1,
    },
  } as const;

  it('goes back to the parallelism before', () => {
    expect(
      preparedRollback(
        { kind: 'rescale', parallelism: 8, parallelismPerKpu: 2 },
        target,
      ),
    ).toEqual({ kind: 'rescale', parallelism: 4, parallelismPerKpu: 1 });
  });

  it('goes back to the version before', () => {
    expect(
      preparedRollback({ kind: 'upgrade', flinkVersion: '2.2' }, target),
    ).toEqual({ kind: 'rollback' });
  });

  it('knows no way back from a restart', () => {
    expect(preparedRollback({ kind: 'restart' }, target)).toBeUndefined();
  });
});
