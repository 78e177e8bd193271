import { TestDatabases } from '@backstage/backend-test-utils';
import { SOURCE } from '../__testUtils__/FakeRuntime';
import { identity } from '../__testUtils__/observations';
import { judged } from '../__testUtils__/judged';
import { FlinkStore } from './FlinkStore';
import { HOUR_MS } from './metricHour';
import { MIGRATIONS_DIRECTORY } from './openStore';
import { Retention } from './Retention';
import type {
  MetricHourRow,
  NotificationRow,
  NotificationStateRow,
  OperationRow,
  RuntimeEventRow,
  SourceCallRow,
  VerdictTransitionRow,
} from './rows';
import { REMOVED } from './TransitionStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const NOW_MS = Date.parse('2026-11-22T10:00:00Z');
const DAY_MS = 24 * HOUR_MS;

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('retention on %s', id => {
  it('deletes what is older than configured and nothing else', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    for (const ageDays of [1, 8, 31, 41]) {
      const atMs = NOW_MS - ageDays * DAY_MS;
      await knex<VerdictTransitionRow>('flink_verdict_transitions').insert({
        application_id: 'a',
        at: atMs,
        from_verdict: 'Healthy',
        to_verdict: 'Unhealthy',
        reason: null,
      });
      await knex<OperationRow>('flink_operations').insert({
        application_id: 'a',
        operation_id: `op-${ageDays}`,
        started_at: atMs,
        operation_json: '{}',
      });
      await knex<MetricHourRow>('flink_metric_hours').insert({
        application_id: 'a',
        hour_start: atMs,
        values_json: '[]',
        counters_json: '[]',
      });
      await knex<SourceCallRow>('flink_source_calls').insert({
        source_id: 's',
        hour_start: atMs,
        operation: 'ListApplications',
        calls: 1,
        usd: 0,
      });
    }

    await new Retention(
      knex,
      { retentionMs: 30 * DAY_MS, metricsRetentionMs: 7 * DAY_MS },
      () => NOW_MS,
    ).run();

    const left = async (table: string, column: string) =>
      (await knex(table).pluck(column))
        .map(at => (NOW_MS - Number(at)) / DAY_MS)
        .sort((one, other) => one - other);
    expect(await left('flink_metric_hours', 'hour_start')).toEqual([1]);
    expect(await left('flink_operations', 'started_at')).toEqual([1, 8]);
    expect(await left('flink_verdict_transitions', 'at')).toEqual([1, 8]);
    expect(await left('flink_source_calls', 'hour_start')).toEqual([1, 8, 31]);
  });

  it('keeps what the verdict was when the kept time began, for applications that are known', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    const clock = { nowMs: NOW_MS - 60 * DAY_MS };
    const store = new FlinkStore(knex);
    await store.applications.write(
      [judged('known', clock.nowMs)],
      clock.nowMs,
      knex,
    );
    for (const ageDays of [1, 31, 41]) {
      for (const name of ['known', 'gone']) {
        await store.transitions.write([
          {
            applicationId: identity(name).id,
            atMs: NOW_MS - ageDays * DAY_MS,
            sinceMs: NOW_MS - ageDays * DAY_MS,
            from: 'Healthy',
            to: 'Unhealthy',
            planned: false,
          },
        ]);
      }
    }

    const retention = new Retention(
      knex,
      { retentionMs: 30 * DAY_MS, metricsRetentionMs: 7 * DAY_MS },
      () => NOW_MS,
    );
    await retention.run();
    await retention.run();

    const agesOf = async (name: string) =>
      (
        await store.transitions.readBackwards(identity(name).id, NOW_MS, 10)
      ).map(({ atMs }) => (NOW_MS - atMs) / DAY_MS);
    expect(await agesOf('known')).toEqual([1, 31]);
    expect(await agesOf('gone')).toEqual([1]);
  });

  it('leaves the mark of a removal when a source is forgotten', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    const store = new FlinkStore(knex);
    await store.applications.write([judged('orders', NOW_MS)], NOW_MS, knex);
    await store.sources.replaceOfRuntime('managed', [SOURCE], NOW_MS);
    await store.sources.replaceOfRuntime('managed', [], NOW_MS);

    await new Retention(
      knex,
      { retentionMs: 30 * DAY_MS, metricsRetentionMs: 7 * DAY_MS },
      () => NOW_MS + 2 * DAY_MS,
    ).run();

    expect(
      await store.transitions.readSince(identity('orders').id, 0),
    ).toMatchObject([
      { atMs: NOW_MS + 2 * DAY_MS, from: 'Healthy', to: REMOVED },
    ]);
  });

  it('forgets what was told, with the application it was told of', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    await new FlinkStore(knex).applications.write(
      [judged('known', NOW_MS)],
      NOW_MS,
      knex,
    );
    for (const name of ['known', 'gone']) {
      await knex<NotificationStateRow>('flink_notification_states').insert({
        application_id: identity(name).id,
        verdict: 'Healthy',
        verdict_at: 0,
        level: 'Healthy',
        version: 1,
      });
    }
    for (const ageDays of [1, 31]) {
      await knex<NotificationRow>('flink_notifications').insert({
        application_id: identity('known').id,
        episode: 'x',
        kind: 'worsening',
        owner: 'group:default/payments',
        payload_json: '{}',
        status: 'sent',
        created_at: NOW_MS - ageDays * DAY_MS,
        next_try_at: 0,
      });
    }
    await knex<RuntimeEventRow>('flink_runtime_events').insert(
      [1, 31].map(ageDays => ({
        application_id: identity('known').id,
        event_id: `${ageDays}`,
        first_at: 0,
        last_at: NOW_MS - ageDays * DAY_MS,
        event_json: '{}',
      })),
    );

    await new Retention(
      knex,
      { retentionMs: 30 * DAY_MS, metricsRetentionMs: 7 * DAY_MS },
      () => NOW_MS,
    ).run();

    expect(
      await knex('flink_notification_states').pluck('application_id'),
    ).toEqual([identity('known').id]);
    expect(await knex('flink_notifications')).toHaveLength(1);
    expect(await knex('flink_runtime_events').pluck('event_id')).toEqual(['1']);
  });
});
