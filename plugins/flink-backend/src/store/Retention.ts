import type { Knex } from 'knex';
import type { FlinkConfig } from '../config';
import { ApplicationStore } from './ApplicationStore';
import { hourOf } from './metricHour';

/** How long calls are kept: the month they are summed over and a little more, ms. */
const CALLS_MS = 40 * 24 * 60 * 60_000;
/** How long a source may be missing from the configuration before it is forgotten, ms. */
const GONE_MS = 24 * 60 * 60_000;

/** How long a plan is kept that nobody can confirm any more, ms; confirmed ones stand with their actions. */
const PLANS_MS = 24 * 60 * 60_000;

/** How long a use of a template is kept, ms: a year of comparing versions. */
const TEMPLATE_RUNS_MS = 365 * 24 * 60 * 60_000;

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

    const forgotten: Array<{ id: string }> = await knex('flink_sources')
      .select('id')
      .where('gone_at', '<', nowMs - GONE_MS);
    await new ApplicationStore(knex).removeOfSources(
      forgotten.map(({ id }) => id),
      nowMs,
    );
    await knex('flink_sources')
      .where('gone_at', '<', nowMs - GONE_MS)
      .delete();

    await this.deleteTransitions(oldestMs);
    await knex('flink_operations').where('started_at', '<', oldestMs).delete();
    await knex('flink_metric_hours')
      .where('hour_start', '<', hourOf(nowMs - this.history.metricsRetentionMs))
      .delete();
    await knex('flink_source_calls')
      .where('hour_start', '<', nowMs - CALLS_MS)
      .delete();
    await knex('flink_action_plans')
      .where('expires_at', '<', nowMs - PLANS_MS)
      .delete();
    // What did not end is followed or decided first, however old it is.
    await knex('flink_actions').where('ended_at', '<', oldestMs).delete();
    await knex('flink_template_runs')
      .where('ended_at', '<', nowMs - TEMPLATE_RUNS_MS)
      .delete();
    await knex('flink_notification_states')
      .whereNotIn('application_id', knex('flink_applications').select('id'))
      .delete();
    await knex('flink_notifications')
      .where('created_at', '<', oldestMs)
      .delete();
    await knex('flink_faults').where('begun_at', '<', oldestMs).delete();
    await knex('flink_runtime_events').where('last_at', '<', oldestMs).delete();
  }

  /**
   * Of each application that is known the newest transition before the cut stays: without it nobody knows
   * what the verdict was when the kept time began.
   */
  private async deleteTransitions(oldestMs: number): Promise<void> {
    const { knex } = this;
    const table = 'flink_verdict_transitions';
    await knex('flink_applications')
      .where('removed_at', '<', oldestMs)
      .delete();
    await knex(table)
      .where('at', '<', oldestMs)
      .andWhere(old =>
        old
          .whereNotIn('application_id', knex('flink_applications').select('id'))
          .orWhereExists(
            knex({ newer: table })
              .select(knex.raw('1'))
              .whereRaw('?? = ??', [
                'newer.application_id',
                `${table}.application_id`,
              ])
              .whereRaw('?? > ??', ['newer.at', `${table}.at`])
              .andWhere('newer.at', '<', oldestMs),
          ),
      )
      .delete();
  }
}
