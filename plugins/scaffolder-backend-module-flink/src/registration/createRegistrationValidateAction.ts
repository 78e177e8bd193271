import { isError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  parseApplicationId,
  type PlanProblem,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkBackend } from '../portal/FlinkBackend';
import { problemsAsError } from '../validate/problemsAsError';
import { repositoryOf } from '../validate/repositoryOf';
import { examples } from './registrationValidate.examples';

/**
 * `flink:registration:validate`: checks that an application to be registered runs, and that the catalog has no
 * component of that name. Changes nothing.
 */
export function createRegistrationValidateAction(options: {
  integrations: ScmIntegrationRegistry;
  catalog: CatalogService;
  flink: FlinkBackend;
}) {
  const { integrations, catalog, flink } = options;
  return createTemplateAction({
    id: 'flink:registration:validate',
    description:
      'Checks that an existing Flink application can be registered: that the portal knows it, that the catalog has no component of that name yet, and that the git host is one of the portal. Run it before anything is published.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        application: z =>
          z.string({
            description: "The portal's id of the application",
          }),
        name: z => z.string({ description: 'Name of the new component' }),
        repoUrl: z =>
          z.string({
            description:
              'Where its catalog entry is to be published: <host>?owner=<owner>&repo=<name>',
          }),
      },
      output: {
        repositoryType: z =>
          z.string({
            description:
              "Type of the git host's integration, which chooses the publishing step",
          }),
      },
    },
    async handler(ctx) {
      const { application, name, repoUrl } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const problems: PlanProblem[] = [];
      const component = `component:default/${name}`;
      if (await catalog.getEntityByRef(component, { credentials })) {
        problems.push({
          field: 'name',
          message: `The catalog already has ${component}. Choose another name.`,
        });
      }
      const id = attempt('application', problems, () => {
        parseApplicationId(application);
        return application;
      });
      if (id && (await flink.application(id, credentials)).kind !== 'found') {
        problems.push({
          field: 'application',
          message: `The portal knows no application ${id}, or you may not see it. Choose one from the list.`,
        });
      }
      const repository = attempt('repoUrl', problems, () =>
        repositoryOf(repoUrl, integrations),
      );
      if (!repository || problems.length > 0) {
        throw problemsAsError(
          'The application cannot be registered like this; nothing was published.',
          problems,
        );
      }
      ctx.output('repositoryType', repository.type);
    },
  });
}

/** What comes out of an answer, or its problem. */
function attempt<T>(
  field: string,
  problems: PlanProblem[],
  read: () => T,
): T | undefined {
  try {
    return read();
  } catch (error) {
    problems.push({
      field,
      message: isError(error) ? error.message : String(error),
    });
    return undefined;
  }
}
