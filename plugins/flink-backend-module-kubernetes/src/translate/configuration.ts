import {
  redactSecrets,
  type ApplicationConfiguration,
  type Workload,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  configured,
  lastSpecWrite,
  parseFlinkDurationMs,
  type DeploymentSpec,
} from '../resources';
import type { ApplicationFacts } from './ApplicationFacts';
import type { DeploymentView } from './DeploymentView';
import { iso } from './iso';
import { redactValue } from './redactValue';

/** How the application is set up: the spec that runs, and what Flink itself says about it. */
export function configurationOf(
  view: DeploymentView,
  facts: ApplicationFacts,
): ApplicationConfiguration {
  const spec = view.effectiveSpec;
  const parallelism = parallelismOf(spec);
  const current = currentParallelism(view, facts);
  const version = view.deployment.metadata.generation;
  const versionAtMs =
    lastSpecWrite(view.deployment.metadata)?.atMs ?? view.transitionAtMs;
  const flinkVersion =
    versionNumber(spec.flinkVersion) ??
    minorVersion(facts.flink?.flinkVersion) ??
    minorVersion(view.status?.clusterInfo['flink-version']);
  return {
    workload: workloadOf(spec),
    ...(flinkVersion ? { flinkVersion } : {}),
    ...(spec.flinkVersion ? { flinkVersionVerbatim: spec.flinkVersion } : {}),
    ...(parallelism ? { parallelism } : {}),
    ...(current ? { currentParallelism: current } : {}),
    ...checkpointing(spec, facts),
    ...flagOf(
      'autoscalingEnabled',
      configured(
        spec,
        'job.autoscaler.enabled',
        'kubernetes.operator.job.autoscaler.enabled',
      ),
    ),
    ...flagOf(
      'rollbackEnabled',
      configured(spec, 'kubernetes.operator.deployment.rollback.enabled'),
    ),
    ...(spec.job ? { upgradeMode: spec.job.upgradeMode } : {}),
    ...(spec.image ? { artifact: spec.image } : {}),
    ...(version === undefined ? {} : { version: String(version) }),
    versionAt: iso(versionAtMs),
    ...properties(spec),
  };
}

function workloadOf(spec: DeploymentSpec): Workload {
  if (!spec.job) return 'sessionCluster';
  return configured(spec, 'execution.runtime-mode')?.toUpperCase() === 'BATCH'
    ? 'batch'
    : 'streaming';
}

// In standalone mode replicas beat parallelism. Source: operator docs, custom resource overview.
function parallelismOf(spec: DeploymentSpec): number | undefined {
  const replicas = spec.taskManager?.replicas;
  const slots = Number(
    configured(spec, 'taskmanager.numberOfTaskSlots') ?? '1',
  );
  const fromMachines =
    replicas && Number.isFinite(slots) ? replicas * slots : undefined;
  if (spec.mode === 'standalone' && fromMachines) return fromMachines;
  const byDefault = Number(configured(spec, 'parallelism.default'));
  return (
    spec.job?.parallelism ??
    (Number.isFinite(byDefault) && byDefault > 0 ? byDefault : undefined) ??
    fromMachines
  );
}

function currentParallelism(
  view: DeploymentView,
  facts: ApplicationFacts,
): number | undefined {
  if (view.session) return undefined;
  return facts.flink?.jobs.find(
    ({ jobId }) => jobId === view.status?.jobStatus?.jobId,
  )?.parallelism;
}

// A job may set the interval in its code: Flink's own answer is the authority, the spec a hint.
function checkpointing(
  spec: DeploymentSpec,
  facts: ApplicationFacts,
): Pick<
  ApplicationConfiguration,
  'checkpointingEnabled' | 'checkpointIntervalMs'
> {
  const told = facts.flink?.jobs.find(job => job.checkpointing.read);
  if (spec.job && told?.checkpointing.read) {
    const { intervalMs } = told.checkpointing;
    return intervalMs === undefined
      ? { checkpointingEnabled: false }
      : { checkpointingEnabled: true, checkpointIntervalMs: intervalMs };
  }
  const intervalMs = parseFlinkDurationMs(
    configured(spec, 'execution.checkpointing.interval'),
  );
  return intervalMs
    ? { checkpointingEnabled: true, checkpointIntervalMs: intervalMs }
    : {};
}

/** `v1_20` is `1.20`. */
function versionNumber(verbatim: string | undefined): string | undefined {
  const match = /^v(\d+)_(\d+)$/.exec(verbatim ?? '');
  return match ? `${match[1]}.${match[2]}` : undefined;
}

/** `1.17.2` is of the line `1.17`. */
function minorVersion(version: string | undefined): string | undefined {
  return /^\d+\.\d+/.exec(version ?? '')?.[0];
}

// Absent does not mean off: the operator's own defaults cannot be seen from here.
function flagOf<K extends string>(
  key: K,
  value: string | undefined,
): Partial<Record<K, boolean>> {
  const flags: Partial<Record<K, boolean>> = {};
  if (value === 'true' || value === 'false') flags[key] = value === 'true';
  return flags;
}

// Environment variables, pod templates and arguments are left out: they are where secrets live.
function properties(
  spec: DeploymentSpec,
): Pick<ApplicationConfiguration, 'properties'> {
  const job: Record<string, string> = {};
  if (spec.job?.jarURI) job.jarURI = redactSecrets(spec.job.jarURI);
  if (spec.job?.entryClass) job.entryClass = spec.job.entryClass;
  const groups = [
    { group: 'job', entries: job },
    {
      group: 'flinkConfiguration',
      entries: Object.fromEntries(
        Object.entries(spec.flinkConfiguration).map(([key, value]) => [
          key,
          redactValue(key, value),
        ]),
      ),
    },
  ].filter(({ entries }) => Object.keys(entries).length > 0);
  return groups.length > 0 ? { properties: groups } : {};
}
