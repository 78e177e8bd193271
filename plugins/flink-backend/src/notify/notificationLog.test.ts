import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { judged } from '../__testUtils__/judged';
import { FlinkStore } from '../store/FlinkStore';
import { MIGRATIONS_DIRECTORY } from '../store/openStore';
import { createNotifications } from './createNotifications';
import { readNotificationSettings } from './readNotificationSettings';

const NOW_MS = Date.parse('2026-11-22T10:00:00.000Z');
const MINUTE_MS = 60_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('the log, on %s,', id => {
  async function setUp(owner: string | undefined) {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    const { applications } = new FlinkStore(knex);
    const logger = mockServices.logger.mock();
    const send = jest.fn(async () => {});
    let nowMs = NOW_MS;
    const notifications = createNotifications(
      knex,
      readNotificationSettings(undefined),
      { send },
      logger,
      () => nowMs,
    );
    /** The application in that phase, ten minutes later. */
    const live = async (phase: 'running' | 'failed') => {
      for (let minute = 0; minute < 10; minute += 1) {
        nowMs += MINUTE_MS;
        const since = new Date(nowMs).toISOString();
        await applications.write(
          [judged('orders', nowMs, { phase, since }, NOW_MS)],
          nowMs,
          knex,
        );
        await knex('flink_applications').update({ owner: owner ?? null });
        await notifications.run();
      }
    };
    await live('running');
    return { logger, send, live };
  }

  it('says once of an application without an owner that nobody is told', async () => {
    const { logger, send, live } = await setUp(undefined);

    await live('failed');
    await live('running');
    await live('failed');

    expect(send).not.toHaveBeenCalled();
    expect(logger.info.mock.calls).toEqual([
      [expect.stringContaining('as it has no owner')],
    ]);
  });

  it('says once that sending fails, until it works again', async () => {
    const { logger, send, live } = await setUp('group:default/payments');
    send.mockRejectedValueOnce(new Error('no answer'));
    send.mockRejectedValueOnce(new Error('no answer'));

    await live('failed');
    expect(send).toHaveBeenCalledTimes(3);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    send.mockRejectedValueOnce(new Error('no answer'));
    await live('running');
    expect(logger.warn).toHaveBeenCalledTimes(2);
  });

  it('says as information that no notifications backend is installed', async () => {
    const { logger, send, live } = await setUp('group:default/payments');
    send.mockRejectedValue(new Error('Request failed with status 404'));

    await live('failed');
    await live('running');
    await live('failed');

    expect(logger.warn).not.toHaveBeenCalled();
    expect(logger.info).toHaveBeenCalledTimes(1);
  });
});
