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

/** Questions made of these by `and`, `or` and `not`, the same ones in every run. */
function composed(count: number): Question[] {
  let seed = 20_261_126;
  const below = (limit: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % limit;
  };
  const compose = (depth: number): Question => {
    const kind = depth === 0 ? 0 : below(4);
    const parts = () => [compose(depth - 1), compose(depth - 1)];
    if (kind === 1) {
      const { title, apply, criteria } = compose(depth - 1);
      return {
        title: `not (${title})`,
        apply: each => !apply(each),
        criteria: { not: criteria },
      };
    }
    if (kind > 1) {
      const all = kind === 2;
      const [left, right] = parts();
      const either: PermissionCriteria<FlinkApplicationFilter>[] = [
        left.criteria,
        right.criteria,
      ];
      return {
        title: `(${left.title} ${all ? 'and' : 'or'} ${right.title})`,
        apply: each =>
          all
            ? left.apply(each) && right.apply(each)
            : left.apply(each) || right.apply(each),
        criteria: all
          ? { allOf: [either[0], either[1]] }
          : { anyOf: [either[0], either[1]] },
      };
    }
    return QUESTIONS[below(QUESTIONS.length)];
  };
  return Array.from({ length: count }, () => compose(3));
}

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
    // A stranger's entity may say what it wants: it is shown, and no rule goes by it.
    await knex('flink_applications').update({
      owner: 'group:default/payments',
      environment: 'prod',
    });
    const ids: string[] = await knex('flink_applications').pluck('id');
    return { knex, resources: await new Inventory(knex).readResources(ids) };
  }

  it('answer the same for one application and for a list', async () => {
    const { knex, resources } = await inventory();
    expect(resources).toHaveLength(18);

    for (const { title, apply, criteria } of [...QUESTIONS, ...composed(200)]) {
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

  it('go by the confirmed owner, whatever is shown', async () => {
    const { knex, resources } = await inventory();
    const listed: string[] = await visibleApplications(knex, {
      kind: 'some',
      criteria: isOwner.toQuery(owner),
    }).pluck('id');

    expect(listed).toHaveLength(6);
    expect(listed.every(each => each.includes('-payments-'))).toBe(true);
    expect(resources.filter(each => each?.environment === 'prod')).toHaveLength(
      6,
    );
  });
});
