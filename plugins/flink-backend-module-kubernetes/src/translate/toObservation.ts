import {
  formatApplicationId,
  notApplicable,
  read,
  unreadable,
  valueOf,
  type ApplicationIdentity,
  type MetricWindow,
  type Observation,
  type ObservedJob,
  type ObservedState,
  type Operation,
  type Reading,
} from '@flink-portal/backstage-plugin-flink-common';
import { itemsOf, type ApplicationFacts, type Part } from './ApplicationFacts';
import { stateOfPairAlone, withBlueGreen } from './blueGreen';
import { conditionsOf } from './conditionRules';
import { configurationOf } from './configuration';
import { viewOf, type DeploymentView } from './DeploymentView';
import { eventsOf } from './events';
import { iso } from './iso';
import { JOB_CONDITIONS } from './jobConditions';
import { OPERATOR_CONDITIONS } from './operatorConditions';
import { operationsOf } from './operations';
import { POD_CONDITIONS } from './podConditions';
import { sessionJobsOf, underJobNames } from './sessionJobs';
import { snapshotsOf } from './snapshots';
import { standingOf } from './stateRules';

/** Annotations of this prefix join the labels: they say whose the application is. */
const ANNOTATION_PREFIX = 'backstage.io/';

/** Names the entity an application belongs to. Its value has `:` and `/`, which label values cannot have. */
const ENTITY_REF = 'backstage.io/entity-ref';

// Two readings a minute apart, and one that was missed.
const FLINK_SPEAKS_FOR_MS = 3 * 60_000;

/** What was known before and is needed to go on. */
export interface Before {
  readonly operations: readonly Operation[];
  readonly jobs: readonly ObservedJob[];
}

/** Everything known of an application as one observation of the common model. Pure. */
export function toObservation(
  facts: ApplicationFacts,
  before: Before,
  metrics?: Reading<MetricWindow>,
): Observation {
  const at = iso(facts.nowMs);
  const view = viewOf(facts);
  const jobs = jobsOf(facts, view, before, at);
  return {
    application: identityOf(facts),
    observedAt: at,
    state: read(stateOf(facts, view), at),
    configuration: view
      ? read(configurationOf(view, facts), at)
      : notApplicable('There is no FlinkDeployment of this name.'),
    jobs,
    ...(metrics ? { metrics: named(metrics, facts, jobs) } : {}),
    operations: facts.events.read
      ? read(operationsOf(view, facts, before.operations), at)
      : unreadable(facts.events.reason, facts.events.message, at),
    snapshots: readingOf(facts.snapshots, () => snapshotsOf(view, facts), at),
    events: readingOf(facts.events, () => eventsOf(facts), at),
  };
}

function identityOf(facts: ApplicationFacts): ApplicationIdentity {
  const { cluster, namespace, name, blueGreen, deployment } = facts;
  const kind = blueGreen ? 'FlinkBlueGreenDeployment' : 'FlinkDeployment';
  const metadata = (blueGreen ?? deployment)?.metadata;
  const claims = Object.entries(metadata?.annotations ?? {}).filter(([key]) =>
    key.startsWith(ANNOTATION_PREFIX),
  );
  return {
    id: formatApplicationId({
      runtime: 'kubernetes',
      cluster,
      namespace,
      name,
    }),
    runtime: 'kubernetes',
    name,
    sourceId: facts.sourceId,
    scope: [cluster, namespace],
    externalId: `${kind}/${namespace}/${name}`,
    // A label wins over an annotation of the same key: labels are what selectors see. Not so for the claim
    // below: no label can hold an entity ref, so a label of that key is somebody's mistake.
    labels: {
      ...Object.fromEntries(claims),
      ...metadata?.labels,
      ...Object.fromEntries(claims.filter(([key]) => key === ENTITY_REF)),
    },
  };
}

function stateOf(
  facts: ApplicationFacts,
  view: DeploymentView | undefined,
): ObservedState {
  if (!view) return missingCluster(facts);
  const { phase, change, sinceMs } = standingOf(view);
  const quiet =
    phase === 'stopped' ||
    view.deployment.metadata.deletionTimestamp !== undefined;
  const state: ObservedState = {
    phase,
    verbatim: verbatimOf(view),
    ...(sinceMs === undefined ? {} : { since: iso(sinceMs) }),
    ...(change ? { change } : {}),
    conditions: conditionsOf(view, [
      ...OPERATOR_CONDITIONS,
      ...JOB_CONDITIONS,
      // Pods that go because they should are no news.
      ...(quiet ? [] : POD_CONDITIONS),
    ]),
  };
  return facts.blueGreen
    ? withBlueGreen(state, facts.blueGreen, facts.nowMs)
    : state;
}

/** Session jobs that name a cluster that is not there: shown, not hidden. */
function missingCluster(facts: ApplicationFacts): ObservedState {
  if (facts.blueGreen) {
    const alone = stateOfPairAlone(facts.blueGreen, facts.nowMs);
    return withBlueGreen(alone, facts.blueGreen, facts.nowMs);
  }
  const names = itemsOf(facts.sessionJobs)
    .map(({ metadata }) => metadata.name)
    .join(', ');
  return {
    phase: 'failed',
    verbatim: [{ label: 'FlinkDeployment', value: 'not found' }],
    conditions: [
      {
        code: 'sessionClusterNotReady',
        message: `The session cluster does not exist, yet these session jobs name it: ${names}.`,
        evidence: `FlinkDeployment ${facts.namespace}/${facts.name} not found`,
      },
    ],
  };
}

function verbatimOf(view: DeploymentView): ObservedState['verbatim'] {
  const reconciliation = view.status?.reconciliationStatus?.state;
  const rows: Array<[string, string | undefined]> = [
    ['Lifecycle', view.status?.lifecycleState],
    // A session cluster has no job of its own; the operator writes a state all the same.
    ['Job', view.session ? undefined : view.jobState],
    ['JobManager', view.jobManager],
    ['Reconciliation', reconciliation],
  ];
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function jobsOf(
  facts: ApplicationFacts,
  view: DeploymentView | undefined,
  before: Before,
  at: string,
): Observation['jobs'] {
  if (!view || view.session) {
    return readingOf(
      facts.sessionJobs,
      () =>
        sessionJobsOf(facts, view).map(job => withEarlier(job, before.jobs)),
      at,
    );
  }
  if (flinkHasNoJob(facts, view)) return read([], at);
  const status = view.status?.jobStatus;
  const known = facts.flink?.jobs ?? [];
  const seen =
    known.find(({ jobId }) => jobId === status?.jobId) ??
    (status?.jobId ? undefined : known[0]);
  const startedAt =
    seen?.startedAt ?? (status?.startTime ? iso(status.startTime) : undefined);
  const parallelism = seen?.parallelism ?? view.effectiveSpec.job?.parallelism;
  const jobStatus = view.jobState ?? seen?.status;
  const jobId = status?.jobId ?? seen?.jobId;
  if (!jobId && !jobStatus) return read([], at);
  const job: ObservedJob = {
    ...(jobId ? { jobId } : {}),
    name: status?.jobName ?? seen?.name ?? facts.name,
    ...(jobStatus ? { status: jobStatus } : {}),
    ...(startedAt ? { startedAt } : {}),
    ...(parallelism ? { parallelism } : {}),
    ...(seen?.lastCompletedCheckpoint
      ? { lastCompletedCheckpoint: seen.lastCompletedCheckpoint }
      : {}),
    ...(seen?.lastFailedCheckpoint
      ? { lastFailedCheckpoint: seen.lastFailedCheckpoint }
      : {}),
    ...(seen?.restoredCheckpoints === undefined
      ? {}
      : { restoredCheckpoints: seen.restoredCheckpoints }),
  };
  return read([withEarlier(job, before.jobs)], at);
}

/**
 * Flink's own word against the operator's, which goes on to name a job that a restarted JobManager does not
 * know (FLINK-41157). A reading that is not of now says nothing.
 */
function flinkHasNoJob(
  { flink, nowMs }: ApplicationFacts,
  view: DeploymentView,
): boolean {
  return (
    flink !== undefined &&
    flink.jobs.length === 0 &&
    nowMs - flink.atMs <= FLINK_SPEAKS_FOR_MS &&
    view.jobManager === 'READY'
  );
}

function named(
  metrics: Reading<MetricWindow>,
  facts: ApplicationFacts,
  jobs: Observation['jobs'],
): Reading<MetricWindow> {
  return metrics.status === 'read'
    ? {
        ...metrics,
        value: underJobNames(metrics.value, facts, valueOf(jobs) ?? []),
      }
    : metrics;
}

/** A checkpoint stays a fact while Flink's REST API cannot be asked. */
function withEarlier(
  job: ObservedJob,
  before: readonly ObservedJob[],
): ObservedJob {
  const earlier = before.find(
    ({ jobId }) => jobId !== undefined && jobId === job.jobId,
  );
  const completed =
    job.lastCompletedCheckpoint ?? earlier?.lastCompletedCheckpoint;
  const failed = job.lastFailedCheckpoint ?? earlier?.lastFailedCheckpoint;
  const restored = job.restoredCheckpoints ?? earlier?.restoredCheckpoints;
  const interval = job.checkpointIntervalMs ?? earlier?.checkpointIntervalMs;
  return {
    ...job,
    ...(completed ? { lastCompletedCheckpoint: completed } : {}),
    ...(failed ? { lastFailedCheckpoint: failed } : {}),
    ...(restored === undefined ? {} : { restoredCheckpoints: restored }),
    ...(interval === undefined ? {} : { checkpointIntervalMs: interval }),
  };
}

function readingOf<T, R>(
  part: Part<T>,
  value: () => R,
  at: string,
): Reading<R> {
  return part.read
    ? read(value(), at)
    : unreadable(part.reason, part.message, at);
}
