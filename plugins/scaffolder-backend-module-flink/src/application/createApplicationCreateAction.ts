import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { z as shape } from 'zod';
import { jsonValue } from '../json/jsonValue';
import type { FlinkBackend } from '../portal/FlinkBackend';
import { examples } from './applicationCreate.examples';
import { orderIdOf } from './orderIdOf';

/** What of a plan is asked for: its answers, and the names of its environments. Everything else is planned anew. */
const plannedJob = shape.object({
  form: shape.record(shape.string(), shape.unknown()),
  name: shape.string(),
  environments: shape.array(shape.object({ name: shape.string() })).min(1),
});

/**
 * `flink:application:create`: creates and starts a job's application on the managed service, for portals that deploy
 * without a repository's pipeline. The portal's Flink backend plans the job anew and decides.
 */
export function createApplicationCreateAction(options: {
  flink: FlinkBackend;
}) {
  return createTemplateAction({
    id: 'flink:application:create',
    description:
      'Creates the application of a Flink job on Amazon Managed Service for Apache Flink and starts it, as the person who runs the template. Account, region, bucket, network, key and tags are those of the platform’s standards.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        plan: z =>
          z.record(jsonValue(z), {
            description:
              'The plan of flink:validate, of a job on Managed Flink',
          }),
        environment: z =>
          z
            .string({
              description: 'Name of the environment; the first by default',
            })
            .optional(),
        codeKey: z =>
          z.string({
            description:
              "Key of the job's JAR or ZIP in the environment's bucket",
          }),
        codeObjectVersion: z =>
          z
            .string({
              description: 'Version of that object; the newest by default',
            })
            .optional(),
        serviceRoleArn: z =>
          z.string({
            description:
              "ARN of the role the job runs with, in the environment's account",
          }),
        sourceBootstrapServers: z =>
          z
            .string({
              description:
                'Brokers of the source with IAM, host:port by commas; for a source on MSK',
            })
            .optional(),
        sinkBootstrapServers: z =>
          z
            .string({
              description:
                'Brokers of the sink with IAM, host:port by commas; for a sink on MSK',
            })
            .optional(),
        start: z =>
          z.boolean({ description: 'Start it; true by default' }).optional(),
      },
      output: {
        applicationId: z =>
          z.string({ description: "The portal's id of the application" }),
        created: z =>
          z.boolean({
            description:
              'False when this task had created it before, and in a dry run',
          }),
      },
    },
    async handler(ctx) {
      const { input, logger } = ctx;
      const plan = plannedJob.safeParse(input.plan);
      if (!plan.success) {
        throw new InputError('plan is not the output of flink:validate.');
      }
      const { form, name, environments } = plan.data;
      const environment = input.environment || environments[0].name;
      const start = input.start ?? true;
      const ask = async (dryRun: boolean) =>
        options.flink.createApplication(
          {
            form,
            environment,
            code: {
              key: input.codeKey,
              ...(input.codeObjectVersion
                ? { objectVersion: input.codeObjectVersion }
                : {}),
            },
            serviceRoleArn: input.serviceRoleArn,
            bootstrapServers: {
              ...(input.sourceBootstrapServers
                ? { source: input.sourceBootstrapServers }
                : {}),
              ...(input.sinkBootstrapServers
                ? { sink: input.sinkBootstrapServers }
                : {}),
            },
            orderId: orderIdOf(ctx.task.id, environment),
            start,
            dryRun,
          },
          await ctx.getInitiatorCredentials(),
        );

      if (ctx.isDryRun) {
        const { applicationId } = await ask(true);
        logger.info(
          `Would create ${name} in ${environment} (${applicationId})${
            start ? ' and start it' : ''
          }.`,
        );
        ctx.output('applicationId', applicationId);
        ctx.output('created', false);
        return;
      }

      logger.info(
        `Creating ${name} in ${environment} with ${input.codeKey}${
          start ? ', and starting it' : ''
        }.`,
      );
      // A task that is taken up again goes on from the answer; where there was none, the order makes it the same.
      const { applicationId, created } = await ctx.checkpoint({
        key: `flink.application.create.${name}.${environment}`,
        fn: async () => {
          const answer = await ask(false);
          return {
            applicationId: answer.applicationId,
            created: answer.created,
          };
        },
      });
      logger.info(
        created
          ? `Created ${applicationId}.`
          : `${applicationId} was there already, made by this task.`,
      );
      ctx.output('applicationId', applicationId);
      ctx.output('created', created);
    },
  });
}
