// @ts-check

/**
 * What the timeline and the time in each verdict need of the past. Rows that are there keep what they
 * say; what they never said stays empty.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('flink_verdict_transitions', 'since'))) {
    await knex.schema.alterTable('flink_verdict_transitions', table => {
      table
        .bigInteger('since')
        .nullable()
        .comment('When the condition began, at or before it was noticed');
      table.string('rule_id', 128).nullable();
      table
        .boolean('planned')
        .nullable()
        .comment('Whether an announced change led to it');
    });
  }

  // From now on a vanished application leaves a transition to Removed: it was not Healthy while it was gone.
  const removed = await knex('flink_applications')
    .select('id', 'verdict', 'removed_at')
    .whereNotNull('removed_at');
  for (const { id, verdict, removed_at: at } of removed) {
    await knex('flink_verdict_transitions')
      .insert({
        application_id: id,
        at,
        from_verdict: verdict,
        to_verdict: 'Removed',
        since: at,
      })
      .onConflict(['application_id', 'at'])
      .ignore();
  }

  if (!(await knex.schema.hasTable('flink_runtime_events'))) {
    await knex.schema.createTable('flink_runtime_events', table => {
      table.comment('Warnings, beyond the time the runtime remembers them');
      table.string('application_id', 512).notNullable();
      table
        .string('event_id', 64)
        .notNullable()
        .comment('What it says, and the hour in which it was said');
      table.bigInteger('first_at').notNullable();
      table.bigInteger('last_at').notNullable();
      table.text('event_json').notNullable();
      table.primary(['application_id', 'event_id']);
      table.index(['application_id', 'first_at']);
      table.index(['last_at']);
    });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('flink_runtime_events');
  await knex('flink_verdict_transitions')
    .where('to_verdict', 'Removed')
    .delete();
  await knex.schema.alterTable('flink_verdict_transitions', table => {
    table.dropColumns('since', 'rule_id', 'planned');
  });
};
