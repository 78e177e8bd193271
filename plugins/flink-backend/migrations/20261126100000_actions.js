// @ts-check

/**
 * Actions: plans that can be confirmed, what was confirmed and how it went, and which application is busy.
 * Times are epoch milliseconds.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasTable('flink_action_plans'))) {
    await knex.schema.createTable('flink_action_plans', table => {
      table.comment('Plans that a person was shown and may confirm');
      table.string('id', 36).primary();
      table.string('application_id', 512).notNullable();
      table.string('person', 512).notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('expires_at').notNullable().index();
      table.text('request_json').notNullable();
      table.text('plan_json').notNullable();
      table
        .text('target_json')
        .notNullable()
        .comment('The application as it was when the plan was made');
    });
  }
  if (!(await knex.schema.hasTable('flink_actions'))) {
    await knex.schema.createTable('flink_actions', table => {
      table.comment('Actions that somebody asked for, and how they went');
      table.string('id', 36).primary();
      table.string('application_id', 512).notNullable();
      table.string('kind', 32).notNullable();
      table.string('status', 32).notNullable();
      table.string('origin', 16).notNullable();
      table.string('requested_by', 512).notNullable();
      table.bigInteger('requested_at').notNullable();
      table.string('idempotency_key', 128).notNullable();
      table.text('reason').nullable();
      table.string('decided_by', 512).nullable();
      table.bigInteger('decided_at').nullable();
      table.text('decision_reason').nullable();
      table
        .bigInteger('expires_at')
        .nullable()
        .comment('Until when it waits for a person');
      table.text('request_json').notNullable();
      table.text('plan_json').notNullable();
      table.text('target_json').notNullable();
      table
        .bigInteger('sent_at')
        .nullable()
        .comment(
          'Written right before the call; null: certain that none was made',
        );
      table.bigInteger('ended_at').nullable();
      table.text('handle').nullable();
      table.text('progress_json').notNullable();
      table
        .bigInteger('next_look_at')
        .nullable()
        .comment('When it is to be followed again, or when the lease ends');
      table.integer('failed_looks').notNullable().defaultTo(0);
      table.string('operation_id', 512).nullable();
      table
        .string('supersedes', 36)
        .nullable()
        .comment('The action whose place it takes once it is sent');
      table.bigInteger('watch_at').nullable();
      table.text('watch_json').nullable();
      table.bigInteger('rev').notNullable();
      table.unique(['application_id', 'requested_by', 'idempotency_key'], {
        indexName: 'flink_actions_once',
      });
      table.index(['application_id', 'requested_at']);
      table.index(['status', 'next_look_at']);
      table.index(['watch_at']);
      table.index(['requested_at']);
    });
  }
  if (!(await knex.schema.hasTable('flink_action_locks'))) {
    await knex.schema.createTable('flink_action_locks', table => {
      table.comment('Which action an application is busy with; one at a time');
      table.string('application_id', 512).primary();
      table.string('action_id', 36).notNullable();
      table.bigInteger('taken_at').notNullable();
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('flink_action_locks');
  await knex.schema.dropTableIfExists('flink_actions');
  await knex.schema.dropTableIfExists('flink_action_plans');
};
