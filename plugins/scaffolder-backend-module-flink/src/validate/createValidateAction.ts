import type { Config } from '@backstage/config';
import { isError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  planNewJob,
  type JobPlan,
  type PlanProblem,
} from '@flink-portal/backstage-plugin-flink-common';
import { asJson } from '../json/asJson';
import { jsonValue } from '../json/jsonValue';
import type { FlinkBackend } from '../portal/FlinkBackend';
import { readStandards } from '../standards/readStandards';
import { askCatalog, resourceRef } from './catalogProblems';
import { completeRefs } from './completeRefs';
import { problemsAsError } from './problemsAsError';
import { repositoryOf, type ChosenRepository } from './repositoryOf';
import { examples } from './validate.examples';
import { withoutBlanks } from './withoutBlanks';

/**
 * `flink:validate`: checks a new job against the platform's standards, the catalog and the applications that
 * exist, and makes the plan every skeleton is rendered from. Changes nothing.
 */
export function createValidateAction(options: {
  config: Config;
  integrations: ScmIntegrationRegistry;
  catalog: CatalogService;
  flink: FlinkBackend;
  now: () => number;
}) {
  const { config, integrations, catalog, flink, now } = options;
  return createTemplateAction({
    id: 'flink:validate',
    description:
      'Checks a new Flink job against the standards of the platform, the catalog and the applications that exist, and makes the plan its repository is rendered from. Run it before anything is published.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        form: z =>
          z.record(jsonValue(z), {
            description: 'The answers of the form for a new Flink job',
          }),
        template: z =>
          z.object(
            { name: z.string(), version: z.string() },
            {
              description:
                'Name and version of the template, kept in the repository and with the time the run takes',
            },
          ),
      },
      output: {
        plan: z =>
          z.record(jsonValue(z), {
            description:
              'Everything the skeletons are rendered from: the values of each fetch:template step',
          }),
        repositoryType: z =>
          z.string({
            description:
              "Type of the git host's integration, which chooses the publishing step: gitea, github, gitlab, …",
          }),
        startedAt: z =>
          z.string({
            description: 'When the run began, ISO 8601, for flink:wait-healthy',
          }),
      },
    },
    async handler(ctx) {
      // A run that is taken up again began when it first did.
      const startedAt = await ctx.checkpoint({
        key: 'flink.validate.startedAt',
        fn: async () => new Date(now()).toISOString(),
      });
      const { form, problems: wrongRefs } = completeRefs(
        withoutBlanks(ctx.input.form),
      );
      const repository = chosenRepository(form, integrations);
      const { plan, problems } = planNewJob(form, readStandards(config), {
        template: ctx.input.template,
        nowMs: now(),
        repositoryUrl: repository.chosen?.url,
        repositoryType: repository.chosen?.type,
      });
      const found: PlanProblem[] = [
        ...wrongRefs,
        // The plan's own word on the URL says less.
        ...problems.filter(
          ({ field }) => field !== 'repoUrl' || !repository.problem,
        ),
        ...(repository.problem ? [repository.problem] : []),
      ];
      const credentials = await ctx.getInitiatorCredentials();
      const answer =
        plan && wrongRefs.length === 0
          ? await askCatalog(plan, catalog, credentials)
          : undefined;
      found.push(...(answer?.problems ?? []));
      for (const { name, applicationId } of plan?.environments ?? []) {
        if (await flink.isTaken(applicationId, credentials)) {
          found.push({
            field: 'name',
            message: `There is already an application ${
              plan!.name
            } in ${name} (${applicationId}). Choose another name.`,
          });
        }
      }
      if (!plan || !answer || !repository.chosen || found.length > 0) {
        throw problemsAsError(
          'The job cannot be created like this; nothing was published.',
          found,
        );
      }

      plan.warnings.forEach(warning => ctx.logger.warn(warning));
      const complete: JobPlan = {
        ...plan,
        catalog: {
          ...plan.catalog,
          resources: plan.catalog.resources.filter(
            resource => !answer.existing.has(resourceRef(resource)),
          ),
        },
      };
      ctx.logger.info(
        `${plan.name} can be created in ${plan.environments
          .map(({ name }) => name)
          .join(', ')}: Flink ${plan.flink.version}, parallelism ${
          plan.size.parallelism
        }${
          plan.cost ? `, about $${Math.round(plan.cost.totalUsd)} a month` : ''
        }.`,
      );
      ctx.output('plan', asJson(complete));
      ctx.output('repositoryType', repository.chosen.type);
      ctx.output('startedAt', startedAt);
    },
  });
}

function chosenRepository(
  { repoUrl }: JsonObject,
  integrations: ScmIntegrationRegistry,
): { chosen?: ChosenRepository; problem?: PlanProblem } {
  try {
    return { chosen: repositoryOf(String(repoUrl ?? ''), integrations) };
  } catch (error) {
    return {
      problem: {
        field: 'repoUrl',
        message: isError(error) ? error.message : String(error),
      },
    };
  }
}
