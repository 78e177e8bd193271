// @ts-check

/**
 * What people plan and do: plans that can be confirmed for a while, one row per action, and one lock per
 * application, so that one action is in flight whatever the number of replicas.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasTable('flink_action_plans'))) {
    await knex.schema.createTable('flink_action_plans', table => {
      table.comment('What was shown to somebody, and can be confirmed by them');
      table.string('id', 36).primary();
      table.string('application_id', 512).notNullable();
      table.string('person', 512).notNullable().comment('For whom it was made');
      table.bigInteger('created_at').notNullable();
      table.bigInteger('expires_at').notNullable().index();
      table
        .text('token')
        .notNullable()
        .comment('Changes when what matters to the action changed');
      table.text('target_json').notNullable();
      table.text('plan_json').notNullable();
    });
  }
  if (!(await knex.schema.hasTable('flink_actions'))) {
    await knex.schema.createTable('flink_actions', table => {
      table.comment('What somebody asked for, and how it went');
      table.string('id', 36).primary();
      table.string('application_id', 512).notNullable();
      table.string('requested_by', 512).notNullable();
      table.string('idempotency_key', 128).notNullable();
      table.string('kind', 32).notNullable();
      table.string('status', 32).notNullable();
      table.string('origin', 16).notNullable();
      table.bigInteger('requested_at').notNullable();
      table
        .integer('rev')
        .notNullable()
        .comment('Grows with every write; a write under an old one fails');
      table
        .bigInteger('next_at')
        .nullable()
        .comment('When it is due: to be looked at, or to expire');
      table
        .bigInteger('send_begun_at')
        .nullable()
        .comment('Set before the call is made; without it none was made');
      table.bigInteger('sent_at').nullable();
      table.bigInteger('ended_at').nullable();
      table.text('handle').nullable().comment('Of the runtime, opaque');
      table.text('token').notNullable();
      table.text('target_json').notNullable();
      table.integer('attempts').notNullable().comment('Failed looks in a row');
      table.string('operation_id', 512).nullable();
      table.string('supersedes', 36).nullable();
      table.string('watch_status', 16).nullable();
      table.bigInteger('watch_until').nullable();
      table.text('action_json').notNullable();
      table.text('plan_json').notNullable();
      table.unique(['requested_by', 'application_id', 'idempotency_key'], {
        indexName: 'flink_actions_idempotency',
      });
      table.index(['application_id', 'requested_at']);
      table.index(['status', 'next_at']);
      table.index(['watch_status', 'watch_until']);
      table.index(['requested_at']);
    });
  }
  if (!(await knex.schema.hasTable('flink_action_locks'))) {
    await knex.schema.createTable('flink_action_locks', table => {
      table.comment('The action in flight of each application');
      table.string('application_id', 512).primary();
      table.string('action_id', 36).notNullable();
    });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('flink_action_locks');
  await knex.schema.dropTableIfExists('flink_actions');
  await knex.schema.dropTableIfExists('flink_action_plans');
};
