// @ts-check

/**
 * Times are epoch milliseconds in bigint columns: both databases compare them as numbers and neither
 * has an opinion on time zones. Text columns named *_json hold JSON.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasTable('flink_sources'))) {
    await knex.schema.createTable('flink_sources', table => {
      table.comment('The places that are scanned, and how that goes');
      table.string('id', 512).primary();
      table.string('runtime', 32).notNullable();
      table.text('title').notNullable();
      table.string('mode', 16).notNullable();
      table.integer('poll_interval_ms').notNullable();
      table.double('budget_usd').nullable();
      table.string('status', 16).notNullable();
      table.bigInteger('last_attempt_at').nullable();
      table.bigInteger('last_good_at').nullable();
      table.bigInteger('next_try_at').nullable();
      table.integer('failures').notNullable().defaultTo(0);
      table.string('error_reason', 32).nullable();
      table.text('error_message').nullable();
      table
        .bigInteger('gone_at')
        .nullable()
        .comment('When configuration stopped naming it');
    });
  }

  if (!(await knex.schema.hasTable('flink_applications'))) {
    await knex.schema.createTable('flink_applications', table => {
      table.comment('The inventory: one row per application, newest judgement');
      table.string('id', 512).primary();
      table.string('runtime', 32).notNullable();
      table.string('source_id', 512).notNullable().index();
      table.string('external_id', 1024).notNullable();
      table.string('name', 512).notNullable();
      table.text('name_sort').notNullable();
      table.string('owner', 512).nullable();
      table.string('environment', 128).nullable();
      table.string('tier', 128).nullable();
      table.text('entity_refs_json').notNullable();
      table.string('verdict', 16).notNullable();
      table.integer('verdict_rank').notNullable();
      table.bigInteger('verdict_since').notNullable();
      table.text('top_finding_text').nullable();
      table.text('search').notNullable();
      table.double('lag').nullable();
      table.double('records_out').nullable();
      table.bigInteger('last_checkpoint_at').nullable();
      table.integer('restarts').nullable();
      table.string('flink_version', 64).nullable();
      table.integer('flink_version_sort').nullable();
      table.bigInteger('last_change_at').nullable();
      table.text('identity_json').notNullable();
      table.text('known_json').notNullable();
      table.text('judgement_json').notNullable();
      table.text('summary_json').notNullable();
      table.text('note').nullable();
      table.bigInteger('observed_at').notNullable();
      table
        .bigInteger('state_good_at')
        .nullable()
        .comment('Time of the newest good reading of the state');
      table.bigInteger('judged_at').notNullable();
      table.bigInteger('first_seen_at').notNullable();
      table.bigInteger('interest_at').nullable();
      table.bigInteger('removed_at').nullable();
      table.bigInteger('rev').notNullable();
      table.index(['removed_at', 'verdict_rank']);
      table.index(['external_id']);
    });
  }

  if (!(await knex.schema.hasTable('flink_entity_links'))) {
    await knex.schema.createTable('flink_entity_links', table => {
      table.comment('Which catalog entities name which applications');
      table.string('entity_ref', 512).notNullable();
      table.string('application_id', 512).notNullable().index();
      table.string('annotation', 255).notNullable();
      table.text('value').notNullable();
      table.primary(['entity_ref', 'application_id', 'annotation']);
    });
  }

  if (!(await knex.schema.hasTable('flink_operations'))) {
    await knex.schema.createTable('flink_operations', table => {
      table.comment('Actions and changes the runtimes made themselves');
      table.string('application_id', 512).notNullable();
      table.string('operation_id', 512).notNullable();
      table.bigInteger('started_at').notNullable();
      table.text('operation_json').notNullable();
      table.primary(['application_id', 'operation_id']);
      table.index(['application_id', 'started_at']);
    });
  }

  if (!(await knex.schema.hasTable('flink_verdict_transitions'))) {
    await knex.schema.createTable('flink_verdict_transitions', table => {
      table.comment('Every change of a verdict');
      table.string('application_id', 512).notNullable();
      table.bigInteger('at').notNullable();
      table.string('from_verdict', 16).nullable();
      table.string('to_verdict', 16).notNullable();
      table.text('reason').nullable();
      table.primary(['application_id', 'at']);
      table.index(['at']);
    });
  }

  if (!(await knex.schema.hasTable('flink_metric_hours'))) {
    await knex.schema.createTable('flink_metric_hours', table => {
      table.comment('All series of one application in one hour');
      table.string('application_id', 512).notNullable();
      table.bigInteger('hour_start').notNullable();
      table.text('values_json').notNullable();
      table
        .text('counters_json')
        .notNullable()
        .comment('First and last value of the counters in that hour');
      table.primary(['application_id', 'hour_start']);
      table.index(['hour_start']);
    });
  }

  if (!(await knex.schema.hasTable('flink_source_calls'))) {
    await knex.schema.createTable('flink_source_calls', table => {
      table.comment('Calls to the far side and what they cost, by hour');
      table.string('source_id', 512).notNullable();
      table.bigInteger('hour_start').notNullable();
      table.string('operation', 128).notNullable();
      table.integer('calls').notNullable();
      table.double('usd').notNullable();
      table.primary(['source_id', 'hour_start', 'operation']);
      table.index(['hour_start']);
    });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'flink_source_calls',
    'flink_metric_hours',
    'flink_verdict_transitions',
    'flink_operations',
    'flink_entity_links',
    'flink_applications',
    'flink_sources',
  ]) {
    await knex.schema.dropTableIfExists(table);
  }
};
