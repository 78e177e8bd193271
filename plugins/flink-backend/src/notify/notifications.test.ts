import { TestDatabases } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import { FakeRuntime, SOURCE } from '../__testUtils__/FakeRuntime';
import { identity, observation } from '../__testUtils__/observations';
import { startFlink } from '../__testUtils__/startFlink';
import { LEASE_MS } from './NotificationSender';

const NOW_MS = Date.parse('2026-11-22T10:00:00.000Z');
const MINUTE_MS = 60_000;
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

type Phase = 'running' | 'failed' | 'changing' | 'stopped';

describe.each(databases.eachSupportedId())('notifications on %s', id => {
  async function setUp(labels: Record<string, string> = { team: 'payments' }) {
    const clock = { nowMs: NOW_MS };
    const knex = await databases.init(id);
    let phase: Phase = 'running';
    const notify = jest.fn(async (_: NotificationSendOptions) => {});
    const started: Array<Awaited<ReturnType<typeof startFlink>>> = [];
    /** One more replica on the same database. */
    const start = async (config?: JsonObject) => {
      const runtime = new FakeRuntime().on(SOURCE, async context => {
        await context.emit(
          observation(identity('orders', { labels }), clock.nowMs, {
            phase,
            since: new Date(clock.nowMs - 30_000).toISOString(),
          }),
        );
        await context.complete([identity('orders').id]);
      });
      const flink = await startFlink({
        knex,
        clock,
        runtimes: [runtime],
        notify,
        config: config && { flink: config },
      });
      started.push(flink);
      return flink;
    };
    const flink = await start();
    await flink.collect(SOURCE.id);
    await flink.notifyOwners();
    return {
      clock,
      knex,
      flink,
      notify,
      start,
      collect: async (next: Phase) => {
        phase = next;
        clock.nowMs += MINUTE_MS;
        await flink.collect(SOURCE.id);
      },
      /** Minute by minute one phase after the other, with a round after each. */
      live: async (...phases: Phase[]) => {
        for (const next of phases) {
          phase = next;
          clock.nowMs += MINUTE_MS;
          await started[0].collect(SOURCE.id);
          await started[0].notifyOwners();
        }
      },
      titles: () => notify.mock.calls.map(([{ payload }]) => payload.title),
      stop: () => Promise.all(started.map(each => each.stop())),
    };
  }

  const five = (phase: Phase): Phase[] => Array<Phase>(6).fill(phase);

  it('tells the owner of a worsening and of its end, in one scope', async () => {
    const { live, notify, stop } = await setUp();

    await live('failed', 'failed', ...five('running'), 'running');

    const link = `/flink/applications/${encodeURIComponent(
      identity('orders').id,
    )}`;
    const scope = `flink:${identity('orders').id}`;
    const recipients = {
      type: 'entity',
      entityRef: 'group:default/payments',
    };
    expect(notify.mock.calls).toEqual([
      [
        {
          recipients,
          payload: {
            title: 'orders is Unhealthy: Unhealthy',
            description:
              'Unhealthy: lag limit 200000. Since 2026-11-22 10:00:30 UTC. Look at it.',
            severity: 'high',
            topic: 'flink:health',
            scope,
            link,
          },
        },
      ],
      [
        {
          recipients,
          payload: {
            title: 'orders is Healthy again',
            description: expect.stringMatching(
              /^Healthy since .* UTC, after .* of trouble\.$/,
            ),
            severity: 'low',
            topic: 'flink:health',
            scope,
            link,
          },
        },
      ],
    ]);
    await stop();
  });

  it('tells at once, without waiting for the task', async () => {
    const { notify, collect, stop } = await setUp();

    await collect('failed');
    await until(() => notify.mock.calls.length > 0);

    expect(notify).toHaveBeenCalledTimes(1);
    await stop();
  });

  it('tells once, however many replicas look and send at the same time', async () => {
    const { live, start, flink, clock, knex, notify, stop } = await setUp();
    const others = [await start(), await start()];
    await live('running');
    // A worsening that no replica has looked at yet.
    await worsen(knex, clock.nowMs);

    await Promise.all(
      [flink, ...others].map(replica => replica.notifyOwners()),
    );
    await Promise.all(
      [flink, ...others].map(replica => replica.notifyOwners()),
    );

    expect(notify).toHaveBeenCalledTimes(1);
    expect(await knex('flink_notifications').pluck('status')).toEqual(['sent']);
    await stop();
  });

  it('tells nothing again after a restart, and the end all the same', async () => {
    const { live, start, titles, stop } = await setUp();
    await live('failed');

    const again = await start();
    await again.notifyOwners();
    await live('failed', ...five('running'));

    expect(titles()).toEqual([
      'orders is Unhealthy: Unhealthy',
      'orders is Healthy again',
    ]);
    await stop();
  });

  it('never tells of planned changes', async () => {
    const { live, notify, stop } = await setUp();

    await live(
      ...five('changing'),
      ...five('running'),
      ...five('stopped'),
      'changing',
      ...five('running'),
    );

    expect(notify).not.toHaveBeenCalled();
    await stop();
  });

  it('tells nothing of what happened while it was turned off', async () => {
    const { live, start, flink, clock, knex, notify, stop } = await setUp();
    const off = await start({ notifications: { enabled: false } });
    await worsen(knex, clock.nowMs);
    await off.stop();

    await start();
    await flink.notifyOwners();
    await live('failed', ...five('running'));

    expect(notify).not.toHaveBeenCalled();
    await stop();
  });

  it('tries again with patience when it cannot be sent, and sends once', async () => {
    const { live, clock, flink, notify, titles, stop } = await setUp();
    notify.mockRejectedValue(
      new Error('Failed to send notifications: Error: status 503'),
    );
    await live('failed');
    const attempts = () => notify.mock.calls.length;
    const first = attempts();
    await flink.notifyOwners();
    const atOnce = attempts();
    clock.nowMs += 16_000;
    await flink.notifyOwners();
    const later = attempts();
    notify.mockReset();
    clock.nowMs += MINUTE_MS;
    await flink.notifyOwners();
    await flink.notifyOwners();

    expect([first, atOnce, later]).toEqual([1, 1, 2]);
    expect(titles()).toEqual(['orders is Unhealthy: Unhealthy']);
    await stop();
  });

  it('tells neither the trouble nor its end when it ended before it could be sent', async () => {
    const { live, clock, flink, notify, titles, stop } = await setUp();
    notify.mockRejectedValue(new Error('no answer'));
    await live('failed', ...five('running'));
    notify.mockReset();
    clock.nowMs += 60 * MINUTE_MS;
    await flink.notifyOwners();

    expect(titles()).toEqual([]);
    await stop();
  });

  it('takes up what a process that died was sending, after its lease', async () => {
    const { start, clock, knex, flink, notify, stop } = await setUp();
    let answer = () => {};
    notify.mockImplementationOnce(
      () =>
        new Promise<void>(resolve => {
          answer = resolve;
        }),
    );
    await worsen(knex, clock.nowMs);
    const hanging = flink.notifyOwners();
    await until(() => notify.mock.calls.length === 1);
    const other = await start();
    await other.notifyOwners();
    const withinLease = notify.mock.calls.length;
    clock.nowMs += LEASE_MS + 1;
    await other.notifyOwners();
    const afterLease = notify.mock.calls.length;
    answer();
    await hanging;
    await other.notifyOwners();

    expect([withinLease, afterLease, notify.mock.calls.length]).toEqual([
      1, 2, 2,
    ]);
    await stop();
  });

  it('is silent where no notifications backend is installed, later too', async () => {
    const { live, knex, notify, stop } = await setUp();
    notify.mockRejectedValueOnce(
      new Error(
        'Failed to send notifications: Error: Request failed with status 404',
      ),
    );

    await live('failed', 'failed', ...five('running'));

    expect(notify).toHaveBeenCalledTimes(1);
    expect(await knex('flink_notifications').pluck('status')).toEqual([
      'dropped',
      'dropped',
    ]);
    await stop();
  });

  it('tells nobody where there is no owner', async () => {
    const { live, notify, stop } = await setUp({});

    await live('failed', ...five('running'));

    expect(notify).not.toHaveBeenCalled();
    await stop();
  });

  it('asks the policy of the tier and of the environment', async () => {
    const { live, notify, stop } = await setUp({
      team: 'payments',
      tier: 'tier-1',
      env: 'dev',
    });

    await live('failed', ...five('running'));

    expect(notify).not.toHaveBeenCalled();
    await stop();
  });
});

/** Turns the application bad behind everybody's back, as another replica would. */
async function worsen(knex: Knex, nowMs: number): Promise<void> {
  const { summary_json } = await knex('flink_applications').first();
  await knex('flink_applications').update({
    verdict: 'Unhealthy',
    verdict_since: nowMs,
    judged_at: nowMs,
    summary_json: JSON.stringify({
      ...JSON.parse(summary_json),
      verdict: 'Unhealthy',
    }),
  });
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}
