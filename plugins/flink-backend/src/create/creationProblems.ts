import {
  monthlyCost,
  type JobPlan,
  type PlannedEnvironment,
  type PlanProblem,
  type PlatformStandards,
} from '@flink-portal/backstage-plugin-flink-common';
import type { NewApplication } from '../schema/openapi/generated/models';
import { tagsOf } from './tagsOf';

// The patterns of the template's parameters: what its stack refuses is refused here.
const KEY = /^[A-Za-z0-9/_.+=-]{1,1024}$/;
const BROKERS = /^[a-zA-Z0-9.-]+:\d+(,[a-zA-Z0-9.-]+:\d+)*$/;
const ROLE = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]{1,576}$/;

/**
 * What stands against creating a planned job in one environment, all at once. That the form is allowed at all is
 * the plan's to say.
 */
export function creationProblems(
  { code, serviceRoleArn, bootstrapServers = {} }: NewApplication,
  plan: JobPlan,
  environment: PlannedEnvironment,
  standards: PlatformStandards,
): PlanProblem[] {
  return [
    ...environment.open.map(message => ({ field: 'environment', message })),
    ...roleProblems(serviceRoleArn, environment),
    ...codeProblems(code.key),
    ...brokerProblems('source', environment, bootstrapServers.source),
    ...brokerProblems('sink', environment, bootstrapServers.sink),
    ...tagProblems(plan, environment, standards),
    ...approvalProblems(plan, environment, standards),
  ];
}

function roleProblems(
  arn: string,
  { name, accountId }: PlannedEnvironment,
): PlanProblem[] {
  const [, account] = ROLE.exec(arn) ?? [];
  if (account === accountId) {
    return [];
  }
  return [
    {
      field: 'serviceRoleArn',
      message: account
        ? `The role is in account ${account}; ${name} is account ${accountId}.`
        : `"${arn}" is not the ARN of a role: arn:aws:iam::${accountId}:role/<name>.`,
    },
  ];
}

function codeProblems(key: string): PlanProblem[] {
  return KEY.test(key)
    ? []
    : [
        {
          field: 'code.key',
          message: key
            ? `"${key}" is no key of an artefact: letters, digits and / _ . + = - only.`
            : 'Where the code is in the bucket must be given.',
        },
      ];
}

/** The brokers' addresses are MSK's to say, so whoever asks has to bring them. */
function brokerProblems(
  end: 'source' | 'sink',
  environment: PlannedEnvironment,
  brokers: string | undefined,
): PlanProblem[] {
  if (environment[end].kind !== 'msk') {
    return [];
  }
  return brokers && BROKERS.test(brokers)
    ? []
    : [
        {
          field: `bootstrapServers.${end}`,
          message: `The ${end} is on MSK: give the brokers of its cluster that take IAM, as b-1.example.com:9098,b-2.example.com:9098.`,
        },
      ];
}

function tagProblems(
  plan: JobPlan,
  environment: PlannedEnvironment,
  { requiredTags }: PlatformStandards,
): PlanProblem[] {
  const tags = tagsOf(plan, environment);
  return requiredTags
    .filter(key => !tags[key])
    .map(key => ({
      field: 'tags',
      message: `The platform requires the tag ${key}, which nothing of the job gives.`,
    }));
}

/** A repository's pipeline has somebody approve; here nobody would. */
function approvalProblems(
  { size }: JobPlan,
  { name, region }: PlannedEnvironment,
  standards: PlatformStandards,
): PlanProblem[] {
  const limitUsd = standards.environments.find(
    one => one.name === name,
  )?.approvalAboveMonthlyUsd;
  const cost = monthlyCost('managed', size, region, standards);
  return limitUsd === undefined || !cost || cost.totalUsd <= limitUsd
    ? []
    : [
        {
          field: 'load',
          message: `About $${Math.round(
            cost.totalUsd,
          )} a month is over $${limitUsd}: ${name} needs the approval of ${
            standards.organization.platformTeam
          }. Deploy it through the job's repository.`,
        },
      ];
}
