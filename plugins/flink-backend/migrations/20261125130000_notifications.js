// @ts-check

/**
 * What owners were told, and what they are still to be told. Times are epoch milliseconds.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasTable('flink_notification_states'))) {
    await knex.schema.createTable('flink_notification_states', table => {
      table.comment('What is already told of each application');
      table.string('application_id', 512).primary();
      table
        .string('verdict', 16)
        .notNullable()
        .comment('The verdict seen last, and since when');
      table.bigInteger('verdict_at').notNullable();
      table
        .string('level', 16)
        .notNullable()
        .comment('What only something worse is told beyond');
      table
        .string('episode', 64)
        .nullable()
        .comment('The trouble that goes on and was told');
      table.integer('version').notNullable();
    });
  }

  if (!(await knex.schema.hasTable('flink_notifications'))) {
    await knex.schema.createTable('flink_notifications', table => {
      table.comment('Outbox: one row per notification');
      table.bigIncrements('id');
      table.string('application_id', 512).notNullable();
      table.string('episode', 64).notNullable();
      table.string('kind', 16).notNullable();
      table.string('owner', 512).notNullable();
      table.text('payload_json').notNullable();
      table.string('status', 16).notNullable();
      table.bigInteger('created_at').notNullable();
      table.bigInteger('next_try_at').notNullable();
      table.integer('attempts').notNullable().defaultTo(0);
      table.bigInteger('ended_at').nullable();
      table.index(['status', 'next_try_at']);
      table.index(['application_id', 'episode']);
      table.index(['created_at']);
    });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('flink_notifications');
  await knex.schema.dropTableIfExists('flink_notification_states');
};
