import { monthlyCost, type JobSize } from '../sizing';
import type { PlatformStandards, StandardEnvironment } from '../standards';
import type { PlanProblem } from './JobPlan';
import type { NewJobForm } from './NewJobForm';
import { javaKeywordIn } from './javaPackage';
import { arnOf, arnParts } from './plannedEndpoints';

/** Where one environment would run the job; undefined when it cannot. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** The account and region an environment runs this job in, by the form. */
export function placeOf(
  form: NewJobForm,
  environment: StandardEnvironment,
): Place | undefined {
  if (form.target === 'eks') {
    return environment.eks?.clusters.at(0);
  }
  const { managed } = environment;
  if (!managed) {
    return undefined;
  }
  const region =
    form.region && managed.regions.includes(form.region)
      ? form.region
      : undefined;
  return region === undefined
    ? undefined
    : { accountId: managed.accountId, region };
}

/**
 * What of a well-formed form breaks a standard or contradicts itself: everything that a schema of one field
 * cannot see. Empty when the form can become a plan.
 *
 * @param today - a day as `2026-11-25`
 * @public
 */
export function newJobProblems(
  form: NewJobForm,
  size: JobSize,
  standards: PlatformStandards,
  today: string,
): PlanProblem[] {
  const chosen = standards.environments.filter(({ name }) =>
    form.environments.includes(name),
  );
  return [
    ...runtimeProblems(form, standards, today),
    ...packageProblems(form),
    ...environmentProblems(form, standards),
    ...dataProblems(form, standards, chosen),
    ...networkProblems(form, standards, chosen),
    ...sizeProblems(form, size, standards, chosen),
  ];
}

function runtimeProblems(
  form: NewJobForm,
  standards: PlatformStandards,
  today: string,
): PlanProblem[] {
  const { allowed, preview } = standards.runtimes[form.target];
  const retiring = standards.runtimes.retiring[form.flinkVersion];
  if (![...allowed, ...preview].includes(form.flinkVersion)) {
    return [
      {
        field: 'flinkVersion',
        message: `Flink ${
          form.flinkVersion
        } is not offered here; choose one of ${[...allowed, ...preview].join(
          ', ',
        )}.`,
      },
    ];
  }
  return retiring && today >= retiring.until
    ? [
        {
          field: 'flinkVersion',
          message: `Flink ${form.flinkVersion} is not offered since ${retiring.until}: ${retiring.reason}.`,
        },
      ]
    : [];
}

function packageProblems({ javaPackage }: NewJobForm): PlanProblem[] {
  const keyword = javaPackage && javaKeywordIn(javaPackage);
  return keyword
    ? [
        {
          field: 'javaPackage',
          message: `${keyword} is a word of the Java language and cannot be part of a package.`,
        },
      ]
    : [];
}

function environmentProblems(
  form: NewJobForm,
  standards: PlatformStandards,
): PlanProblem[] {
  const known = standards.environments.map(({ name }) => name);
  const problems = form.environments
    .filter(name => !known.includes(name))
    .map(name => ({
      field: 'environments',
      message: `There is no environment ${name}; the platform has ${known.join(
        ', ',
      )}.`,
    }));
  if (form.target === 'eks' && !form.namespace) {
    problems.push({
      field: 'namespace',
      message: 'A job on EKS needs the namespace of its team.',
    });
  }
  if (form.target === 'managed' && !form.region) {
    problems.push({
      field: 'region',
      message: 'A job on Managed Flink needs a region.',
    });
  }
  for (const environment of standards.environments) {
    if (!form.environments.includes(environment.name)) {
      continue;
    }
    if (!environment[form.target]) {
      problems.push({
        field: 'environments',
        message: `${environment.name} has no ${
          form.target === 'eks' ? 'cluster' : 'account'
        } for ${form.target === 'eks' ? 'EKS' : 'Managed Flink'}.`,
      });
    } else if (
      form.target === 'managed' &&
      form.region &&
      !environment.managed!.regions.includes(form.region)
    ) {
      problems.push({
        field: 'region',
        message: `${environment.name} does not use ${
          form.region
        }; it uses ${environment.managed!.regions.join(', ')}.`,
      });
    } else if (
      form.target === 'eks' &&
      form.namespace &&
      !environment.eks!.clusters[0].namespaces.includes(form.namespace)
    ) {
      const { name, namespaces } = environment.eks!.clusters[0];
      problems.push({
        field: 'namespace',
        message: `Jobs may not run in ${form.namespace} on ${name} (${
          environment.name
        }); they may in ${namespaces.join(', ')}.`,
      });
    }
  }
  return problems;
}

function dataProblems(
  form: NewJobForm,
  standards: PlatformStandards,
  chosen: StandardEnvironment[],
): PlanProblem[] {
  const problems: PlanProblem[] = [];
  if (!standards.sources.includes(form.source.kind)) {
    problems.push({
      field: 'source.kind',
      message: `Sources of kind ${
        form.source.kind
      } are not offered here; choose one of ${standards.sources.join(', ')}.`,
    });
  }
  if (!standards.sinks.includes(form.sink.kind)) {
    problems.push({
      field: 'sink.kind',
      message: `Sinks of kind ${
        form.sink.kind
      } are not offered here; choose one of ${standards.sinks.join(', ')}.`,
    });
  }
  const first = chosen.at(0) && placeOf(form, chosen[0]);
  for (const role of ['source', 'sink'] as const) {
    const arn = arnOf(form[role]);
    const parts = arn === undefined ? undefined : arnParts(arn);
    if (parts && first) {
      const field = `${role}.${arnFieldOf(form[role].kind)}`;
      if (parts.region !== first.region) {
        problems.push({
          field,
          message: `The ${role} is in ${parts.region}, but ${chosen[0].name} runs in ${first.region}. Choose the ${role} of ${first.region}, or that region.`,
        });
      }
      if (parts.accountId !== first.accountId) {
        problems.push({
          field,
          message: `The ${role} is in account ${parts.accountId}, but ${chosen[0].name}, the first environment, is ${first.accountId}. Give the ${role} of ${chosen[0].name}; later environments use the same name in their own account.`,
        });
      }
    }
  }
  if (arnOrUri(form.source) === arnOrUri(form.sink)) {
    problems.push({
      field: 'sink',
      message:
        'The job would write into what it reads, and read its own output for ever. Choose another sink.',
    });
  } else if (writesBelowSource(form)) {
    problems.push({
      field: 'sink',
      message:
        'The sink is below the prefix that the job reads, so it would read its own output for ever. Choose a prefix beside it.',
    });
  }
  return problems;
}

/** A source on S3 reads everything below its prefix. */
function writesBelowSource({ source, sink }: NewJobForm): boolean {
  const written = writtenUri(sink);
  return (
    source.kind === 's3' &&
    written !== undefined &&
    withSlash(written).startsWith(withSlash(source.uri))
  );
}

function writtenUri(sink: NewJobForm['sink']): string | undefined {
  switch (sink.kind) {
    case 's3':
      return sink.uri;
    case 'iceberg':
      return sink.warehouse;
    default:
      return undefined;
  }
}

function withSlash(uri: string): string {
  return uri.endsWith('/') ? uri : `${uri}/`;
}

function networkProblems(
  form: NewJobForm,
  standards: PlatformStandards,
  chosen: StandardEnvironment[],
): PlanProblem[] {
  if (form.target !== 'managed') {
    return [];
  }
  const why = networkReason(form, standards);
  const { customerManagedKey = false } =
    standards.classifications[form.dataClassification] ?? {};
  return chosen.flatMap(({ name, managed }) => [
    ...(customerManagedKey &&
    managed?.kmsKey &&
    form.region &&
    managed.regions.includes(form.region) &&
    arnParts(managed.kmsKey)?.region !== form.region
      ? [
          {
            field: 'region',
            message: `${
              form.dataClassification
            } data needs the key of ${name}, which is in ${
              arnParts(managed.kmsKey)?.region
            }; a key serves its own region only. Choose that region, or ask ${
              standards.organization.platformTeam
            } for a key in ${form.region}.`,
          },
        ]
      : []),
    ...(why && managed && !managed.network
      ? [
          {
            field: 'network',
            message: `${why}, but the platform has no VPC for ${name}. Ask ${standards.organization.platformTeam} to add one to the standards.`,
          },
        ]
      : []),
    ...(customerManagedKey && managed && !managed.kmsKey
      ? [
          {
            field: 'dataClassification',
            message: `${form.dataClassification} data needs a key of the platform's own, but ${name} has none in the standards.`,
          },
        ]
      : []),
  ]);
}

/** Why the application must be in a VPC; undefined when it need not. */
export function networkReason(
  form: NewJobForm,
  standards: PlatformStandards,
): string | undefined {
  if (form.source.kind === 'msk' || form.sink.kind === 'msk') {
    return 'MSK is reached in a VPC only';
  }
  if (standards.classifications[form.dataClassification]?.network) {
    return `${form.dataClassification} data must not leave the VPC`;
  }
  return form.network ? 'A VPC was asked for' : undefined;
}

function sizeProblems(
  form: NewJobForm,
  size: JobSize,
  standards: PlatformStandards,
  chosen: StandardEnvironment[],
): PlanProblem[] {
  return chosen.flatMap(environment => {
    const problems: PlanProblem[] = [];
    const { name, maxParallelism, maxMonthlyUsd } = environment;
    if (size.parallelism > maxParallelism) {
      problems.push({
        field: 'load',
        message: `The load needs parallelism ${size.parallelism}; ${name} allows ${maxParallelism}. Ask ${standards.organization.platformTeam} for more, or leave out ${name}.`,
      });
    }
    const place = placeOf(form, environment);
    const cost =
      place && monthlyCost(form.target, size, place.region, standards);
    if (cost && cost.totalUsd > maxMonthlyUsd) {
      problems.push({
        field: 'load',
        message: `About $${Math.round(
          cost.totalUsd,
        )} a month is over the $${maxMonthlyUsd} that ${name} allows one job.`,
      });
    }
    return problems;
  });
}

function arnFieldOf(kind: NewJobForm['sink']['kind']): string {
  switch (kind) {
    case 'kinesis':
      return 'streamArn';
    case 'msk':
      return 'clusterArn';
    case 'firehose':
      return 'deliveryStreamArn';
    default:
      return 'uri';
  }
}

function arnOrUri(endpoint: NewJobForm['source'] | NewJobForm['sink']): string {
  switch (endpoint.kind) {
    case 'msk':
      return `${endpoint.clusterArn} ${endpoint.topic}`;
    case 's3':
      return endpoint.uri.replace(/\/$/, '');
    case 'iceberg':
      return `${endpoint.database}.${endpoint.table}`;
    default:
      return arnOf(endpoint)!;
  }
}
