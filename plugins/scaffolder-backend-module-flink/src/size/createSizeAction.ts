import type { Config } from '@backstage/config';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  jobLoadSchema,
  monthlyCost,
  sizeJob,
} from '@flink-portal/backstage-plugin-flink-common';
import { asJson } from '../json/asJson';
import { jsonValue } from '../json/jsonValue';
import { readStandards } from '../standards/readStandards';
import { problemsAsError } from '../validate/problemsAsError';
import { examples } from './size.examples';

/** `flink:size`: parallelism, KPUs or pods and monthly cost of a load. Arithmetic only. */
export function createSizeAction(options: { config: Config }) {
  return createTemplateAction({
    id: 'flink:size',
    description:
      'Says the parallelism, KPUs or pods a load needs, and what that costs a month on Managed Flink and on EKS.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        load: z =>
          z.record(jsonValue(z), {
            description:
              'expectedMBps, stateGB, partitions, latency (seconds or minutes), work (light, usual or heavy)',
          }),
        target: z =>
          z.enum(['managed', 'eks'], {
            description: 'Where the job is to run',
          }),
        region: z =>
          z.string({
            description: 'Whose prices count, for example us-east-1',
          }),
      },
      output: {
        size: z =>
          z.record(jsonValue(z), {
            description: 'What the job needs, and why',
          }),
        cost: z =>
          z
            .record(jsonValue(z), {
              description:
                'Estimated list price on the target; absent without prices of the region',
            })
            .optional(),
        costs: z =>
          z.record(jsonValue(z), {
            description: 'The same for both targets, by their names',
          }),
      },
    },
    async handler(ctx) {
      const standards = readStandards(options.config);
      const { target, region } = ctx.input;
      const load = jobLoadSchema.safeParse(ctx.input.load);
      if (!load.success) {
        throw problemsAsError(
          'The load cannot be sized.',
          load.error.issues.map(({ path, message }) => ({
            field: ['load', ...path].join('.'),
            message,
          })),
        );
      }
      const size = sizeJob(load.data, standards);
      const managed = monthlyCost('managed', size, region, standards);
      const eks = monthlyCost('eks', size, region, standards);
      size.reasons.forEach(reason => ctx.logger.info(reason));
      size.warnings.forEach(warning => ctx.logger.warn(warning));
      if (!managed || !eks) {
        ctx.logger.warn(
          `The standards have no prices for ${region}, so there is no cost. They have ${Object.keys(
            standards.prices.regions,
          ).join(', ')}.`,
        );
      }
      const cost = target === 'managed' ? managed : eks;
      ctx.output('size', asJson(size));
      ctx.output('costs', asJson({ managed, eks }));
      if (cost) {
        ctx.output('cost', asJson(cost));
      }
    },
  });
}
