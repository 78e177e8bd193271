import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { jobLoadSchema } from '@flink-portal/backstage-plugin-flink-common';
import { asJson } from '../json/asJson';
import { jsonValue } from '../json/jsonValue';
import { readStandards } from '../standards/readStandards';
import { problemsAsError } from '../validate/problemsAsError';
import { changedPlan, type JobChange } from './changedPlan';
import { changeSummary } from './changeSummary';
import { examples } from './jobChange.examples';
import { readKeptPlan } from './readKeptPlan';

/**
 * `flink:job:change`: plans a job again with another Flink version or load, from the plan its repository keeps.
 * Writes nothing: the layers are rendered from both plans and merged.
 */
export function createJobChangeAction(options: {
  config: Config;
  now: () => number;
}) {
  return createTemplateAction({
    id: 'flink:job:change',
    description:
      'Reads the plan that a generated repository keeps, changes the Flink version or the load in it and plans the job again. Outputs both plans, to render and merge, and a summary for the pull request.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        repositoryPath: z =>
          z.string({
            description: 'Folder of the workspace with the fetched repository',
          }),
        flinkVersion: z =>
          z
            .string({ description: 'The line to go to, for example 2.2' })
            .optional(),
        load: z =>
          z
            .record(jsonValue(z), {
              description:
                'The load the job is to bear: expectedMBps, stateGB, partitions, latency, work',
            })
            .optional(),
      },
      output: {
        oldPlan: z =>
          z.record(jsonValue(z), {
            description: 'The plan as the repository has it',
          }),
        newPlan: z =>
          z.record(jsonValue(z), { description: 'The plan after the change' }),
        summary: z =>
          z.string({
            description:
              'What changes and what that does to the state, in Markdown',
          }),
      },
    },
    async handler(ctx) {
      const change = readChange(ctx.input.flinkVersion, ctx.input.load);
      const oldPlan = await readKeptPlan(
        ctx.workspacePath,
        ctx.input.repositoryPath,
      );
      const { plan: newPlan, problems } = changedPlan(
        oldPlan,
        change,
        readStandards(options.config),
        options.now(),
      );
      if (!newPlan) {
        throw problemsAsError(
          `${oldPlan.name} cannot be changed like this.`,
          problems,
        );
      }
      newPlan.warnings.forEach(warning => ctx.logger.warn(warning));
      ctx.output('oldPlan', asJson(oldPlan));
      ctx.output('newPlan', asJson(newPlan));
      ctx.output('summary', changeSummary(oldPlan, newPlan));
    },
  });
}

function readChange(
  flinkVersion: string | undefined,
  load: Record<string, unknown> | undefined,
): JobChange {
  if (!flinkVersion && !load) {
    throw new InputError(
      'flink:job:change needs a flinkVersion or a load: there is nothing to change.',
    );
  }
  const parsed = load ? jobLoadSchema.safeParse(load) : undefined;
  if (parsed && !parsed.success) {
    throw problemsAsError(
      'The load cannot be sized.',
      parsed.error.issues.map(({ path, message }) => ({
        field: ['load', ...path].join('.'),
        message,
      })),
    );
  }
  return {
    ...(flinkVersion ? { flinkVersion } : {}),
    ...(parsed?.data ? { load: parsed.data } : {}),
  };
}
