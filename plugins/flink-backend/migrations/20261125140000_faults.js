// @ts-check

/**
 * First faults: what is still looked for, and what was found. Times are epoch milliseconds.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasTable('flink_faults'))) {
    await knex.schema.createTable('flink_faults', table => {
      table.comment('One row per trouble of an application: its first fault');
      table.string('application_id', 512).notNullable();
      table.bigInteger('begun_at').notNullable();
      table
        .string('status', 16)
        .notNullable()
        .comment('wanted, found or givenUp');
      table.integer('attempts').notNullable();
      table.bigInteger('next_try_at').notNullable();
      table
        .bigInteger('ended_at')
        .nullable()
        .comment('When the trouble was over; null while it goes on');
      table.bigInteger('fault_at').nullable();
      table.text('fault_json').nullable();
      table.primary(['application_id', 'begun_at']);
      table.index(['status', 'next_try_at']);
    });
  }
  if (
    !(await knex.schema.hasColumn('flink_applications', 'first_fault_json'))
  ) {
    await knex.schema.alterTable('flink_applications', table => {
      table
        .text('first_fault_json')
        .nullable()
        .comment('The first fault of the trouble that goes on, for lists');
    });
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('flink_faults');
  if (await knex.schema.hasColumn('flink_applications', 'first_fault_json')) {
    await knex.schema.alterTable('flink_applications', table => {
      table.dropColumn('first_fault_json');
    });
  }
};
