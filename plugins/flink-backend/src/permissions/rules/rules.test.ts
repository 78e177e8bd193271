import { TestDatabases } from '@backstage/backend-test-utils';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type {
  FlinkApplicationFilter,
  FlinkApplicationResource,
} from '@flink-portal/backstage-plugin-flink-node';
import { flinkApplicationRules } from '.';
import { identity, observation } from '../../__testUtils__/observations';
import { phaseRules } from '../../__testUtils__/phaseRules';
import { ApplicationJudge } from '../../judge/ApplicationJudge';
import { readFlinkConfig } from '../../config';
import { Inventory } from '../../serve/Inventory';
import { visibleApplications } from '../../serve/fleet/fleetFilters';
import { FlinkStore } from '../../store/FlinkStore';
import { MIGRATIONS_DIRECTORY } from '../../store/openStore';
import { Learner } from '../../collect/Learner';
import { VerdictTick } from '../../collect/VerdictTick';
import { mockServices } from '@backstage/backend-test-utils';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const { isOwner, hasEnvironment, hasRuntime, inSource } = flinkApplicationRules;

jest.setTimeout(60_000);

/** A question put to a rule in both its forms. */
interface Question {
  title: string;
  apply: (application: FlinkApplicationResource) => boolean;
  criteria: PermissionCriteria<FlinkApplicationFilter>;
}

const owner = { claims: ['group:default/payments', ''] };
const nobody = { claims: [] };
const prod = { environments: ['prod'] };
const kubernetes = { runtimes: ['kubernetes'] };
const source = { sources: ['managed:111122223333/us-east-1'] };
const QUESTIONS: Question[] = [
  {
    title: 'IS_OWNER',
    apply: each => isOwner.apply(each, owner),
    criteria: isOwner.toQuery(owner),
  },
  {
    title: 'IS_OWNER without claims',
    apply: each => isOwner.apply(each, nobody),
    criteria: isOwner.toQuery(nobody),
  },
  {
    title: 'not IS_OWNER',
    apply: each => !isOwner.apply(each, owner),
    criteria: { not: isOwner.toQuery(owner) },
  },
  {
    title: 'HAS_ENVIRONMENT',
    apply: each => hasEnvironment.apply(each, prod),
    criteria: hasEnvironment.toQuery(prod),
  },
  {
    title: 'HAS_RUNTIME',
    apply: each => hasRuntime.apply(each, kubernetes),
    criteria: hasRuntime.toQuery(kubernetes),
  },
  {
    title: 'IN_SOURCE',
    apply: each => inSource.apply(each, source),
    criteria: inSource.toQuery(source),
  },
  {
    title: 'IS_OWNER or not HAS_ENVIRONMENT, and IN_SOURCE',
    apply: each =>
      (isOwner.apply(each, owner) || !hasEnvironment.apply(each, prod)) &&
      inSource.apply(each, source),
    criteria: {
      allOf: [
        {
          anyOf: [
            isOwner.toQuery(owner),
            { not: hasEnvironment.toQuery(prod) },
          ],
        },
        inSource.toQuery(source),
      ],
    },
  },
];

describe.each(databases.eachSupportedId())('permission rules on %s', id => {
  async function inventory() {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: MIGRATIONS_DIRECTORY });
    const store = new FlinkStore(knex);
    const { thresholdsFor } = readFlinkConfig(mockServices.rootConfig());
    const learner = new Learner(
      store,
      new ApplicationJudge(phaseRules, thresholdsFor),
      new VerdictTick({ publish: async () => {} }, mockServices.logger.mock()),
      () => 1_000,
    );
    const owners = ['payments', 'search', undefined];
    const environments = ['prod', 'dev', undefined];
    await learner.learn(
      owners.flatMap(team =>
        environments.flatMap(env =>
          (['managed', 'kubernetes'] as const).map(runtime => ({
            observation: observation(
              identity(`${runtime}-${team}-${env}`, {
                runtime,
                sourceId:
                  runtime === 'managed'
                    ? 'managed:111122223333/us-east-1'
                    : 'kubernetes:eks',
                labels: { ...(team && { team }), ...(env && { env }) },
              }),
              1_000,
            ),
          })),
        ),
      ),
      60_000,
    );
    const ids: string[] = await knex('flink_applications').pluck('id');
    return { knex, resources: await new Inventory(knex).readResources(ids) };
  }

  it('answer the same for one application and for a list', async () => {
    const { knex, resources } = await inventory();
    expect(resources).toHaveLength(18);

    for (const { title, apply, criteria } of QUESTIONS) {
      const listed: string[] = await visibleApplications(knex, {
        kind: 'some',
        criteria,
      }).pluck('id');
      const applied = resources.flatMap(each =>
        each && apply(each) ? [each.id] : [],
      );
      expect([title, listed.sort()]).toEqual([title, applied.sort()]);
    }
  });
});
