import type { Knex } from 'knex';
import type { FlinkConfig } from '../config';
import { hourOf } from './metricHour';

/** How long calls are kept: the month they are summed over and a little more, ms. */
const CALLS_MS = 40 * 24 * 60 * 60_000;
/** How long a source may be missing from the configuration before it is forgotten, ms. */
const GONE_MS = 24 * 60 * 60_000;

/** The id of the cleanup's task. */
export const RETENTION_TASK_ID = 'flink-retention';

/** Deletes what is older than the configuration says. */
export class Retention {
  constructor(
    private readonly knex: Knex,
    private readonly history: FlinkConfig['history'],
    private readonly now: () => number,
  ) {}

  async run(): Promise<void> {
    const nowMs = this.now();
    const oldestMs = nowMs - this.history.retentionMs;
    const { knex } = this;

    await knex('flink_applications')
      .whereNull('removed_at')
      .whereIn(
        'source_id',
        knex('flink_sources')
          .select('id')
          .where('gone_at', '<', nowMs - GONE_MS),
      )
      .update({ removed_at: nowMs, rev: nowMs });
    await knex('flink_sources')
      .where('gone_at', '<', nowMs - GONE_MS)
      .delete();

    await knex('flink_verdict_transitions').where('at', '<', oldestMs).delete();
    await knex('flink_operations').where('started_at', '<', oldestMs).delete();
    await knex('flink_metric_hours')
      .where('hour_start', '<', hourOf(nowMs - this.history.metricsRetentionMs))
      .delete();
    await knex('flink_source_calls')
      .where('hour_start', '<', nowMs - CALLS_MS)
      .delete();
    await knex('flink_applications')
      .where('removed_at', '<', oldestMs)
      .delete();
  }
}
