import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { readFile } from 'node:fs/promises';
import { z as shape } from 'zod';
import { jsonValue } from '../json/jsonValue';
import { readStandards } from '../standards/readStandards';
import { problemsAsError } from '../validate/problemsAsError';
import type { KubernetesProxy } from './KubernetesProxy';
import { examples } from './kubernetesApply.examples';
import { inOrder, readManifests } from './Manifest';

const FIELD_MANAGER = 'flink-portal';

/** What of a plan says where its objects may go. */
const plannedPlaces = shape.object({
  name: shape.string(),
  environments: shape
    .array(
      shape.object({
        name: shape.string(),
        applicationId: shape.string(),
        eks: shape
          .object({ cluster: shape.string(), namespace: shape.string() })
          .optional(),
      }),
    )
    .min(1),
});

/**
 * `flink:kubernetes:apply`: applies a job's own objects to the cluster of its plan, for portals that deploy without
 * a repository's pipeline. Asks the cluster about all of them before it changes the first.
 */
export function createKubernetesApplyAction(options: {
  proxy: KubernetesProxy;
  config: Config;
}) {
  return createTemplateAction({
    id: 'flink:kubernetes:apply',
    description:
      "Applies a Flink job's Kubernetes objects to the cluster and namespace of its plan, through the portal's Kubernetes plugin and as the person who runs the template. Refuses objects that are not the job's.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        plan: z =>
          z.record(jsonValue(z), {
            description: 'The plan of flink:validate, of a job on EKS',
          }),
        environment: z =>
          z
            .string({
              description: 'Name of the environment; the first by default',
            })
            .optional(),
        manifestPaths: z =>
          z
            .array(z.string(), {
              description: 'YAML files of the workspace',
            })
            .optional(),
        manifest: z =>
          z.string({ description: 'YAML, instead of files' }).optional(),
      },
      output: {
        applied: z =>
          z.array(
            z.object({
              apiVersion: z.string(),
              kind: z.string(),
              namespace: z.string(),
              name: z.string(),
            }),
            { description: 'What was applied, in that order' },
          ),
        applicationId: z =>
          z.string({ description: "The portal's id of the application" }),
      },
    },
    async handler(ctx) {
      const plan = plannedPlaces.safeParse(ctx.input.plan);
      if (!plan.success) {
        throw new InputError('plan is not the output of flink:validate.');
      }
      const { name: jobName, environments } = plan.data;
      const environment = ctx.input.environment
        ? environments.find(({ name }) => name === ctx.input.environment)
        : environments[0];
      if (!environment) {
        throw new InputError(
          `environment: the plan has no ${
            ctx.input.environment
          }; it has ${environments.map(({ name }) => name).join(', ')}.`,
        );
      }
      if (!environment.eks) {
        throw new InputError(
          `plan: ${jobName} does not run on EKS in ${environment.name}, so there is no cluster to apply to.`,
        );
      }
      const { cluster, namespace } = environment.eks;
      // A plan comes through a template, so it is a claim like any other input.
      const isOffered = readStandards(options.config).environments.some(
        ({ eks }) =>
          eks?.clusters.some(
            ({ name, namespaces }) =>
              name === cluster && namespaces.includes(namespace),
          ),
      );
      if (!isOffered) {
        throw new InputError(
          `plan: the platform's standards let no job run in namespace ${namespace} of ${cluster}.`,
        );
      }

      const texts = await Promise.all([
        ...(ctx.input.manifest
          ? [{ file: 'manifest', text: ctx.input.manifest }]
          : []),
        ...(ctx.input.manifestPaths ?? []).map(async file => ({
          file,
          text: await readFile(
            resolveSafeChildPath(ctx.workspacePath, file),
            'utf8',
          ),
        })),
      ]);
      const read = texts.map(({ file, text }) =>
        readManifests(text, file, { namespace, jobName }),
      );
      const problems = read.flatMap(each => each.problems);
      if (problems.length > 0) {
        throw problemsAsError('Nothing was applied.', problems);
      }
      const manifests = inOrder(read.flatMap(each => each.manifests));
      if (manifests.length === 0) {
        throw new InputError(
          'There is nothing to apply: give manifestPaths or a manifest.',
        );
      }

      const credentials = await ctx.getInitiatorCredentials();
      const runs = ctx.isDryRun ? [true] : [true, false];
      for (const dryRun of runs) {
        for (const manifest of manifests) {
          await options.proxy.apply(manifest, {
            cluster,
            fieldManager: FIELD_MANAGER,
            dryRun,
            credentials,
            signal: ctx.signal,
          });
          if (ctx.isDryRun || !dryRun) {
            ctx.logger.info(
              `${ctx.isDryRun ? 'Would apply' : 'Applied'} ${manifest.kind} ${
                manifest.name
              } to ${namespace} in ${cluster}`,
            );
          }
        }
      }
      ctx.output(
        'applied',
        manifests.map(({ apiVersion, kind, name }) => ({
          apiVersion,
          kind,
          namespace,
          name,
        })),
      );
      ctx.output('applicationId', environment.applicationId);
    },
  });
}
