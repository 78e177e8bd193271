import { InputError } from '@backstage/errors';
import {
  planNewJob,
  type JobPlan,
  type PlannedEnvironment,
  type PlanProblem,
  type PlatformStandards,
} from '@flink-portal/backstage-plugin-flink-common';
import type { NewApplication } from '../schema/openapi/generated/models';
import { creationProblems } from './creationProblems';

/** A job and the environment it is to be created in, both as the standards have them. */
export interface PlannedCreation {
  readonly plan: JobPlan;
  readonly environment: PlannedEnvironment;
}

/**
 * Plans a job anew from its answers: a plan that comes from outside is a claim like any other, and its account,
 * bucket, network and key would be somebody's choice and not the platform's.
 *
 * @throws InputError that names everything that is wrong
 */
export function plannedCreation(
  request: NewApplication,
  standards: PlatformStandards | undefined,
  nowMs: number,
): PlannedCreation {
  if (!standards) {
    throw new InputError(
      'This portal has no Flink standards, so no job can be checked against them: set flink.standards in its configuration.',
    );
  }
  const { plan, problems } = planNewJob(request.form, standards, {
    // Nothing of an application says which template it is from.
    template: { name: 'flink-application', version: '1' },
    nowMs,
  });
  if (!plan) {
    throw refusal(problems);
  }
  const environment = request.environment
    ? plan.environments.find(({ name }) => name === request.environment)
    : plan.environments[0];
  if (!environment) {
    throw refusal([
      {
        field: 'environment',
        message: `The job is not for ${
          request.environment
        }; it is for ${plan.environments.map(({ name }) => name).join(', ')}.`,
      },
    ]);
  }
  if (!environment.managed) {
    throw refusal([
      {
        field: 'target',
        message: `${plan.name} does not run on Managed Flink in ${environment.name}.`,
      },
    ]);
  }
  const found = creationProblems(request, plan, environment, standards);
  if (found.length > 0) {
    throw refusal(found);
  }
  return { plan, environment };
}

function refusal(problems: readonly PlanProblem[]): InputError {
  return new InputError(
    [
      'The application cannot be created like this; nothing was sent.',
      ...problems.map(
        ({ field, message }) => `- ${field || 'form'}: ${message}`,
      ),
    ].join('\n'),
  );
}
