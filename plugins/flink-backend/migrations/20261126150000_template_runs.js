// @ts-check

/**
 * Each use of a template: what time a team waited for its first checkpoint, and where it went.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('flink_template_runs', table => {
    table.comment('One row for each task of the scaffolder that made a job');
    table.string('id', 255).primary().comment('Of the scaffolder task');
    table.string('template', 255).notNullable();
    table.string('template_version', 64).notNullable();
    table.string('application_id', 512).notNullable();
    table.bigInteger('started_at').notNullable().comment('Epoch ms');
    table.bigInteger('ended_at').notNullable().index().comment('Epoch ms');
    table.string('outcome', 32).notNullable();
    table.text('failure').nullable();
    table.text('milestones').notNullable().comment('JSON, epoch ms by id');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('flink_template_runs');
};
