import { InputError, isError } from '@backstage/errors';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  parseApplicationId,
  redactText,
} from '@flink-portal/backstage-plugin-flink-common';
import { z as shape } from 'zod';
import { jsonValue } from '../json/jsonValue';
import type { FlinkBackend } from '../portal/FlinkBackend';
import { statusSourceOf } from './commitStatuses/statusSourceOf';
import { repositoryAt } from './repositoryAt';
import { RunProgress } from './RunProgress';
import { Stopwatch } from './Stopwatch';
import { examples } from './waitHealthy.examples';
import {
  waitForFirstCheckpoint,
  type WaitCadence,
  type WaitOutcome,
} from './waitForFirstCheckpoint';

const DEFAULT_TIMEOUT_MINUTES = 30;
// As the API of template runs takes it.
const LONGEST_FAILURE = 2000;

/** What of a plan the wait goes by. */
const plannedRun = shape.object({
  environments: shape
    .array(
      shape.object({ name: shape.string(), applicationId: shape.string() }),
    )
    .min(1),
  repository: shape.object({
    host: shape.string(),
    owner: shape.string(),
    name: shape.string(),
    url: shape.string(),
    defaultBranch: shape.string(),
  }),
  template: shape.object({ name: shape.string(), version: shape.string() }),
});

/**
 * `flink:wait-healthy`: follows a new job from its published repository to its first completed checkpoint, with a
 * stopwatch in the task's log. Changes nothing, so it can be run again at any time; the milestones it saw are kept.
 */
export function createWaitHealthyAction(options: {
  integrations: ScmIntegrationRegistry;
  flink: FlinkBackend;
  now: () => number;
  cadence: WaitCadence;
}) {
  const { integrations, flink, now, cadence } = options;
  return createTemplateAction({
    id: 'flink:wait-healthy',
    description:
      'Waits until a new Flink job has completed its first checkpoint and says on the way what was reached: repository, checks, artefact, infrastructure, running, first record. Fails with the cause when a check fails or the job is unhealthy.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        plan: z =>
          z
            .record(jsonValue(z), {
              description:
                'The plan of flink:validate; waits for its first environment',
            })
            .optional(),
        applicationId: z =>
          z
            .string({
              description:
                'Instead of a plan: the application to wait for, as kubernetes:<cluster>/<namespace>/<name>',
            })
            .optional(),
        template: z =>
          z
            .object(
              { name: z.string(), version: z.string() },
              {
                description:
                  'Instead of a plan: whose run this is; without it the run is not recorded',
              },
            )
            .optional(),
        remoteUrl: z =>
          z
            .string({
              description:
                "The repository's clone URL, by default the plan's repository",
            })
            .optional(),
        repoContentsUrl: z =>
          z
            .string({ description: 'Where the repository can be looked at' })
            .optional(),
        commitHash: z =>
          z
            .string({
              description:
                "The commit whose checks are followed; by default the newest of the plan's default branch",
            })
            .optional(),
        startedAt: z =>
          z
            .string({
              description:
                'When the run began, from flink:validate; by default now',
            })
            .optional(),
        timeoutMinutes: z =>
          z
            .number({
              description: `How long to wait; ${DEFAULT_TIMEOUT_MINUTES} minutes by default`,
            })
            .positive()
            .max(24 * 60)
            .optional(),
      },
      output: {
        milestones: z =>
          z.array(
            z.object({ id: z.string(), at: z.string(), seconds: z.number() }),
            {
              description:
                'What was reached, in that order, with seconds since the start',
            },
          ),
        secondsToFirstCheckpoint: z =>
          z
            .number({
              description: 'From the start to the first completed checkpoint',
            })
            .optional(),
        applicationId: z =>
          z.string({ description: "The portal's id of the application" }),
      },
    },
    async handler(ctx) {
      const { input, logger } = ctx;
      const plan = input.plan ? readPlan(input.plan) : undefined;
      const applicationId =
        input.applicationId || plan?.environments[0].applicationId;
      if (!applicationId) {
        throw new InputError(
          'flink:wait-healthy needs the plan of flink:validate or an applicationId.',
        );
      }
      parseApplicationId(applicationId);
      const repository = input.remoteUrl
        ? repositoryAt(input.remoteUrl, integrations)
        : plan?.repository;
      const ref = input.commitHash || plan?.repository.defaultBranch;
      const source = repository && statusSourceOf(repository, integrations);
      const timeoutMinutes = input.timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES;

      ctx.output('applicationId', applicationId);
      if (ctx.isDryRun) {
        logger.info(
          `Would wait up to ${timeoutMinutes} minutes for the first checkpoint of ${applicationId}${
            source
              ? `, and follow the checks of ${repository!.owner}/${
                  repository!.name
                }`
              : ''
          }.`,
        );
        ctx.output('milestones', []);
        return;
      }

      const startedMs = timeOf(
        input.startedAt ||
          (await ctx.checkpoint({
            key: 'flink.wait-healthy.startedAt',
            fn: async () => iso(now()),
          })),
      );
      const stopwatch = new Stopwatch({
        startedMs,
        logger,
        keep: async ({ id, atMs }) =>
          timeOf(
            await ctx.checkpoint({
              key: `flink.wait-healthy.${id}`,
              fn: async () => iso(atMs),
            }),
          ),
      });
      const progress = new RunProgress({
        applicationId,
        startedMs,
        stopwatch,
        logger,
      });
      if (repository) {
        await stopwatch.reach(
          { id: 'repository', atMs: now() },
          input.repoContentsUrl || input.remoteUrl || plan?.repository.url,
        );
      }
      if (repository && !source) {
        progress.cannotSee(
          `the checks of ${repository.owner}/${repository.name}`,
          `the portal does not read commit statuses from ${repository.host}`,
        );
      }

      const credentials = await ctx.getInitiatorCredentials();
      const outcome = await waitForFirstCheckpoint({
        progress,
        ...(source && ref ? { statuses: { source, ref } } : {}),
        application: () => flink.application(applicationId, credentials),
        cadence,
        deadlineMs: now() + timeoutMinutes * 60_000,
        signal: ctx.signal ?? new AbortController().signal,
        now,
      });

      const { milestones } = stopwatch;
      const endedMs = milestones.find(
        ({ id }) => id === 'firstCheckpoint',
      )?.atMs;
      ctx.output(
        'milestones',
        milestones.map(({ id, atMs }) => ({
          id,
          at: iso(atMs),
          seconds: stopwatch.seconds(atMs),
        })),
      );
      if (endedMs !== undefined) {
        ctx.output('secondsToFirstCheckpoint', stopwatch.seconds(endedMs));
      }

      const template = input.template ?? plan?.template;
      if (template) {
        try {
          await flink.recordRun({
            id: ctx.task.id,
            template: template.name,
            templateVersion: template.version,
            applicationId,
            startedAt: iso(startedMs),
            endedAt: iso(endedMs ?? now()),
            outcome: outcome.kind,
            ...('why' in outcome
              ? { failure: redactText(outcome.why).slice(0, LONGEST_FAILURE) }
              : {}),
            milestones: milestones.map(({ id, atMs }) => ({
              id,
              at: iso(atMs),
            })),
          });
        } catch (error) {
          logger.warn(
            `The time of this run could not be recorded: ${
              isError(error) ? error.message : error
            }. The job is not affected.`,
          );
        }
      }
      throwUnlessReached(outcome, applicationId, timeoutMinutes);
    },
  });
}

function readPlan(plan: unknown) {
  const parsed = plannedRun.safeParse(plan);
  if (!parsed.success) {
    throw new InputError(
      `plan is not the output of flink:validate: ${parsed.error.issues
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('; ')}`,
    );
  }
  return parsed.data;
}

function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) {
    throw new InputError(
      `startedAt: "${text}" is not a time as 2026-11-26T12:00:00Z.`,
    );
  }
  return time;
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

function throwUnlessReached(
  outcome: WaitOutcome,
  applicationId: string,
  timeoutMinutes: number,
): void {
  switch (outcome.kind) {
    case 'failed':
      throw new Error(
        `${outcome.why}\nThe repository stays; mend it there, and the job starts with the next push.`,
      );
    case 'timedOut':
      throw new Error(
        `No first checkpoint within ${timeoutMinutes} minutes. ${outcome.why} What was created stays and may still come up: look at the repository's workflows, or retry this task to wait on.`,
      );
    case 'cancelled':
      throw new Error(
        `The wait for ${applicationId} was cancelled. What was created stays.`,
      );
    default:
  }
}
