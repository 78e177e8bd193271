import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Knex } from 'knex';
import { CatalogLinks } from '../collect/links/CatalogLinks';
import { createRights } from '../operate/rights/createRights';
import { Authorizer } from '../permissions/Authorizer';
import { flinkApplicationRules } from '../permissions/rules';
import { Inventory } from '../serve/Inventory';
import { FlinkStore } from '../store/FlinkStore';
import { MIGRATIONS_DIRECTORY } from '../store/openStore';
import { CLAIMED_APPLICATIONS, CLAIMING_ENTITIES } from './claimedApplications';
import { judgedFrom } from './judged';
import { observation } from './observations';
import { personaInfo, personaPermissions } from './personas';

/** The claimed applications, collected and linked, with everything that tells the personas' rights to them. */
export async function rightsOnClaims(knex: Knex, nowMs: number) {
  await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
  const store = new FlinkStore(knex);
  await store.applications.write(
    Object.values(CLAIMED_APPLICATIONS).map(each =>
      judgedFrom(observation(each, nowMs), nowMs),
    ),
    nowMs,
    knex,
  );
  const catalog = catalogServiceMock({ entities: CLAIMING_ENTITIES });
  const logger = mockServices.logger.mock();
  await new CatalogLinks(
    store,
    catalog,
    mockServices.auth(),
    logger,
    () => nowMs,
    [],
  ).run();
  const permissions = personaPermissions(knex);
  const auditEvent = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: async () => auditEvent,
  });
  return {
    ...createRights({
      knex,
      auth: mockServices.auth(),
      catalog,
      logger,
      permissions,
      userInfo: personaInfo,
    }),
    store,
    inventory: new Inventory(knex),
    authorizer: new Authorizer(permissions, rulesRegistry()),
    auditor,
    auditEvent,
  };
}

function rulesRegistry() {
  const registry = mockServices.permissionsRegistry.mock();
  registry.getPermissionRuleset.mockReturnValue({
    getRuleByName: name => {
      const rule = Object.values(flinkApplicationRules).find(
        each => each.name === name,
      );
      if (!rule) {
        throw new Error(`There is no rule ${name}`);
      }
      return rule;
    },
  });
  return registry;
}
