import {
  ANNOTATION_KUBERNETES_ID,
  ANNOTATION_KUBERNETES_NAMESPACE,
  ANNOTATION_MANAGED_FLINK_ARN,
} from '../annotations';
import { formatApplicationId } from '../model/ApplicationId';
import { monthlyCost, sizeJob } from '../sizing';
import type { PlatformStandards, StandardEnvironment } from '../standards';
import type { DataSink, DataSource } from './DataEndpoint';
import type {
  JobPlan,
  PlannedEnvironment,
  PlannedResource,
  PlanProblem,
} from './JobPlan';
import { newJobFormSchema, type NewJobForm } from './NewJobForm';
import { packageWord } from './javaPackage';
import { networkReason, newJobProblems, placeOf } from './newJobProblems';
import {
  arnOf,
  movedTo,
  plannedResource,
  plannedSink,
  plannedSource,
  staysOpen,
} from './plannedEndpoints';

/** What a plan needs to know beside the form and the standards. @public */
export interface PlanContext {
  /** Entity name and version of the template. */
  readonly template: { readonly name: string; readonly version: string };
  /** Where the repository can be seen; made from `repoUrl` as an https URL by default. */
  readonly repositoryUrl?: string;
  /** The kind of git host, as Backstage's integrations name it; guessed from the host by default. */
  readonly repositoryType?: string;
  /** `main` by default. */
  readonly defaultBranch?: string;
  /** Now, epoch ms; lines are refused from a day on. */
  readonly nowMs: number;
}

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
  const repository = repositoryOf(form.repoUrl, context);
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
    warnings: warningsOf(form, size.warnings, standards, cost?.totalUsd),
  };
  return { plan, problems: [] };
}

function plannedEnvironment(
  form: NewJobForm,
  environment: StandardEnvironment,
  isFirst: boolean,
  standards: PlatformStandards,
): PlannedEnvironment {
  const place = placeOf(form, environment)!;
  const source = isFirst ? form.source : moved(form.source, place);
  const sink = isFirst ? form.sink : moved(form.sink, place);
  const alarmTopicArn = environment.alarmTopics[place.region];
  const common = {
    name: environment.name,
    production: environment.production,
    accountId: place.accountId,
    region: place.region,
    logRetentionDays: environment.logRetentionDays,
    maxParallelism: environment.maxParallelism,
    ...(alarmTopicArn ? { alarmTopicArn } : {}),
    source: plannedSource(source, form.name),
    sink: plannedSink(sink),
    open: isFirst
      ? []
      : [
          staysOpen(form.source, 'source', environment.name),
          staysOpen(form.sink, 'sink', environment.name),
        ].filter(sentence => sentence !== undefined),
  };
  if (form.target === 'managed') {
    const { artifactBucket, deployRole, kmsKey, network } =
      environment.managed!;
    const needsNetwork = networkReason(form, standards) !== undefined;
    return {
      ...common,
      managed: {
        applicationArn: `arn:aws:kinesisanalytics:${place.region}:${place.accountId}:application/${form.name}`,
        artifactBucket,
        deployRole,
        ...(kmsKey ? { kmsKey } : {}),
        ...(network && needsNetwork ? { network } : {}),
      },
      applicationId: formatApplicationId({
        runtime: 'managed',
        accountId: place.accountId,
        region: place.region,
        name: form.name,
      }),
    };
  }
  const cluster = environment.eks!.clusters[0];
  return {
    ...common,
    eks: {
      cluster: cluster.name,
      namespace: form.namespace!,
      stateBucket: cluster.stateBucket,
      oidcProvider: cluster.oidcProvider,
      imageRepository: `${cluster.imageRegistry}/${form.name}`,
    },
    applicationId: formatApplicationId({
      runtime: 'kubernetes',
      cluster: cluster.name,
      namespace: form.namespace!,
      name: form.name,
    }),
  };
}

function moved<E extends DataSource | DataSink>(
  endpoint: E,
  place: { readonly region: string; readonly accountId: string },
): E {
  const arn = arnOf(endpoint);
  if (arn === undefined) {
    return endpoint;
  }
  const there = movedTo(arn, place);
  switch (endpoint.kind) {
    case 'kinesis':
      return { ...endpoint, streamArn: there };
    case 'msk':
      return { ...endpoint, clusterArn: there };
    default:
      return { ...endpoint, deliveryStreamArn: there };
  }
}

function repositoryOf(
  repoUrl: string,
  context: PlanContext,
): JobPlan['repository'] | undefined {
  const [host, query = ''] = repoUrl.split('?');
  const asked = new URLSearchParams(query);
  const name = asked.get('repo');
  const owner = [
    asked.get('organization'),
    asked.get('workspace'),
    asked.get('owner') ?? asked.get('project'),
  ]
    .filter(Boolean)
    .join('/');
  if (!host || !owner || !name) {
    return undefined;
  }
  const url = context.repositoryUrl ?? `https://${host}/${owner}/${name}`;
  const defaultBranch = context.defaultBranch ?? 'main';
  const type = context.repositoryType ?? typeByHost(host);
  return {
    type,
    host,
    owner,
    name,
    url,
    filesUrl: filesUrlOf(url, defaultBranch, type),
    defaultBranch,
  };
}

function filesUrlOf(url: string, branch: string, type: string): string {
  switch (type) {
    case 'gitlab':
      return `${url}/-/blob/${branch}`;
    case 'gitea':
      return `${url}/src/branch/${branch}`;
    case 'bitbucketCloud':
      return `${url}/src/${branch}`;
    case 'bitbucketServer':
      return `${url}/browse`;
    case 'azure':
      return `${url}?path=`;
    default:
      return `${url}/blob/${branch}`;
  }
}

function typeByHost(host: string): string {
  return (
    ['gitlab', 'gitea', 'github'].find(type => host.includes(type)) ?? 'github'
  );
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

function warningsOf(
  form: NewJobForm,
  ofSize: readonly string[],
  standards: PlatformStandards,
  totalUsd: number | undefined,
): string[] {
  const { preview, allowed } = standards.runtimes[form.target];
  const retiring = standards.runtimes.retiring[form.flinkVersion];
  const approval = standards.environments
    .filter(({ name }) => form.environments.includes(name))
    .filter(
      ({ approvalAboveMonthlyUsd: limit }) =>
        limit !== undefined && totalUsd !== undefined && totalUsd > limit,
    )
    .map(
      ({ name, approvalAboveMonthlyUsd }) =>
        `About $${Math.round(
          totalUsd!,
        )} a month is over $${approvalAboveMonthlyUsd}: ${name} needs the platform team's approval.`,
    );
  return [
    ...ofSize,
    ...approval,
    ...(preview.includes(form.flinkVersion) &&
    !allowed.includes(form.flinkVersion)
      ? [`Flink ${form.flinkVersion} is a preview here.`]
      : []),
    ...(retiring
      ? [
          `Flink ${form.flinkVersion} is offered until ${retiring.until}: ${retiring.reason}.`,
        ]
      : []),
  ];
}

function capitalized(word: string): string {
  return word.charAt(0).toLocaleUpperCase('en') + word.slice(1);
}

function titleOf(name: string): string {
  return capitalized(name.split('-').join(' '));
}
