import {
  ANNOTATION_KUBERNETES_ID,
  ANNOTATION_KUBERNETES_NAMESPACE,
  ANNOTATION_MANAGED_FLINK_ARN,
} from '../annotations';
import { monthlyCost, sizeJob } from '../sizing';
import type { PlatformStandards } from '../standards';
import type { DataSink, DataSource } from './DataEndpoint';
import type {
  JobPlan,
  PlannedEnvironment,
  PlannedResource,
  PlanProblem,
} from './JobPlan';
import { packageWord } from './javaPackage';
import { networkReason } from './networkReason';
import { newJobFormSchema, type NewJobForm } from './NewJobForm';
import { newJobProblems } from './newJobProblems';
import type { PlanContext } from './PlanContext';
import { plannedResource } from './plannedEndpoints';
import { plannedEnvironment } from './plannedEnvironment';
import { plannedRepository } from './plannedRepository';
import { planWarnings } from './planWarnings';

/** @public */
export type PlanResult =
  | { readonly plan: JobPlan; readonly problems: readonly [] }
  | { readonly plan?: undefined; readonly problems: readonly PlanProblem[] };

/**
 * Turns a form's answers into everything a repository is rendered from, or says all that is wrong with them at
 * once. Pure: the same answers, standards and day make the same plan.
 *
 * @public
 */
export function planNewJob(
  answers: unknown,
  standards: PlatformStandards,
  context: PlanContext,
): PlanResult {
  const parsed = newJobFormSchema.safeParse(answers);
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.map(({ path, message }) => ({
        field: path.join('.'),
        message,
      })),
    };
  }
  const form = parsed.data;
  const size = sizeJob(form.load, standards);
  const repository = plannedRepository(form.repoUrl, context);
  const today = new Date(context.nowMs).toISOString().slice(0, 10);
  const problems = [
    ...newJobProblems(form, size, standards, today),
    ...(repository
      ? []
      : [
          {
            field: 'repoUrl',
            message: `"${form.repoUrl}" does not name a repository as <host>?owner=<owner>&repo=<name>.`,
          },
        ]),
  ];
  if (problems.length > 0 || !repository) {
    return { problems };
  }

  const environments = standards.environments
    .filter(({ name }) => form.environments.includes(name))
    .map((environment, index) =>
      plannedEnvironment(form, environment, index === 0, standards),
    );
  const [first] = environments;
  const line = standards.lines[form.flinkVersion];
  const runtime = line[form.target]!;
  const cost = monthlyCost(form.target, size, first.region, standards);
  const resources = uniqueResources([
    ...(form.source.entityRef ? [] : [plannedResource(first.source)]),
    ...(form.sink.entityRef ? [] : [plannedResource(first.sink)]),
  ]);
  const plan: JobPlan = {
    form,
    name: form.name,
    title: titleOf(form.name),
    description: form.description,
    owner: form.owner,
    ownerTag: form.owner.replace(/^group:default\//i, ''),
    ...(form.system ? { system: form.system } : {}),
    criticality: form.criticality,
    dataClassification: form.dataClassification,
    target: form.target,
    language: form.language,
    flink: {
      line: form.flinkVersion,
      version: runtime.flink,
      major: Number(form.flinkVersion.split('.')[0]),
      java: runtime.java,
      python: runtime.python,
      ...('runtimeEnvironment' in runtime
        ? { runtimeEnvironment: runtime.runtimeEnvironment }
        : { operatorVersion: runtime.operatorVersion, image: runtime.image }),
    },
    connectors: {
      kafka: line.connectors.kafka,
      aws: line.connectors.aws,
      mskIamAuth: line.connectors.mskIamAuth,
      icebergArtifact: line.connectors.iceberg.artifact,
      icebergVersion: line.connectors.iceberg.version,
    },
    java: javaOf(form, standards),
    source: first.source,
    sink: first.sink,
    size,
    ...(cost ? { cost } : {}),
    autoscaling: form.autoscaling,
    inNetwork: networkReason(form, standards) !== undefined,
    customerManagedKey:
      standards.classifications[form.dataClassification]?.customerManagedKey ??
      false,
    environments,
    tags: {
      owner: form.owner.replace(/^group:default\//i, ''),
      'data-classification': form.dataClassification,
      tier: form.criticality,
      'managed-by': 'flink-portal',
      ...(form.system ? { system: form.system.replace(/^.*\//, '') } : {}),
    },
    catalog: {
      reads: [refOf(form.source, plannedResource(first.source))],
      writes: [refOf(form.sink, plannedResource(first.sink))],
      resources,
      annotations: annotationsOf(form, environments),
    },
    repository,
    platformTeam: standards.organization.platformTeam,
    policy: {
      allowedLines: [
        ...standards.runtimes[form.target].allowed,
        ...standards.runtimes[form.target].preview,
      ],
      requiredTags: standards.requiredTags,
      allowedRegions: [...new Set(environments.map(({ region }) => region))],
    },
    template: context.template,
    warnings: planWarnings(form, size.warnings, standards, cost?.totalUsd),
  };
  return { plan, problems: [] };
}

function javaOf(
  form: NewJobForm,
  standards: PlatformStandards,
): JobPlan['java'] {
  const words = form.name.split('-').filter(word => word !== '');
  const packageName =
    form.javaPackage ??
    `${standards.organization.javaPackagePrefix}.${packageWord(words)}`;
  return {
    package: packageName,
    path: packageName.split('.').join('/'),
    jobClass: `${words.map(capitalized).join('')}Job`,
  };
}

function annotationsOf(
  form: NewJobForm,
  environments: readonly PlannedEnvironment[],
): Record<string, string> {
  return form.target === 'managed'
    ? {
        [ANNOTATION_MANAGED_FLINK_ARN]: environments
          .map(({ managed }) => managed!.applicationArn)
          .join(','),
      }
    : {
        [ANNOTATION_KUBERNETES_ID]: form.name,
        [ANNOTATION_KUBERNETES_NAMESPACE]: form.namespace!,
      };
}

function refOf(
  endpoint: DataSource | DataSink,
  resource: PlannedResource,
): string {
  return endpoint.entityRef ?? `resource:default/${resource.name}`;
}

function uniqueResources(resources: PlannedResource[]): PlannedResource[] {
  return resources.filter(
    ({ name }, index) =>
      resources.findIndex(other => other.name === name) === index,
  );
}

function capitalized(word: string): string {
  return word.charAt(0).toLocaleUpperCase('en') + word.slice(1);
}

function titleOf(name: string): string {
  return capitalized(name.split('-').join(' '));
}
