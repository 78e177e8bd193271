// @ts-check

/**
 * An entity that names an application claims it; whether the application confirms that is stored here. What
 * stands there already is confirmed by nothing until the next linking run, so that nobody gains a right by
 * an upgrade.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (!(await knex.schema.hasColumn('flink_entity_links', 'message'))) {
    await knex.schema.alterTable('flink_entity_links', table => {
      table.string('owner', 512).nullable().comment('Of the entity');
      table
        .string('confirmed_by', 32)
        .nullable()
        .comment('entityRef, owner or configuration');
      table
        .text('message')
        .nullable()
        .comment('What confirms it, or what is missing');
    });
  }
  if (!(await knex.schema.hasColumn('flink_applications', 'confirmed_owner'))) {
    await knex.schema.alterTable('flink_applications', table => {
      table.string('confirmed_owner', 512).nullable().index();
      table.string('confirmed_environment', 128).nullable();
    });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('flink_applications', table => {
    table.dropIndex(['confirmed_owner']);
  });
  await knex.schema.alterTable('flink_applications', table => {
    table.dropColumn('confirmed_owner');
    table.dropColumn('confirmed_environment');
  });
  await knex.schema.alterTable('flink_entity_links', table => {
    table.dropColumn('owner');
    table.dropColumn('confirmed_by');
    table.dropColumn('message');
  });
};
