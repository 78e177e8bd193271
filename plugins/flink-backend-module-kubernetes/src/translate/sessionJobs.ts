import {
  redactText,
  type MetricWindow,
  type ObservedJob,
  type RuntimeCondition,
} from '@flink-portal/backstage-plugin-flink-common';
import { lastSpecWrite, type FlinkSessionJob } from '../resources';
import type { FlinkReadingJob } from '../rest';
import { itemsOf, type ApplicationFacts } from './ApplicationFacts';
import type { DeploymentView } from './DeploymentView';
import { iso } from './iso';
import { UNREACHABLE_GRACE_MS } from './stateRules';

const GRACE_MS = 5 * 60_000;

interface SessionJobView {
  readonly job: FlinkSessionJob;
  readonly facts: ApplicationFacts;
  readonly cluster?: DeploymentView;
  readonly state?: string;
  readonly wantsSuspended: boolean;
}

type SessionJobRule = (view: SessionJobView) => RuntimeCondition | undefined;

/** The operator's own suspending is done; a job created suspended never leaves CREATED. */
const isSuspended = ({ wantsSuspended, job }: SessionJobView) =>
  wantsSuspended &&
  ['SUSPENDED', 'CREATED'].includes(job.status?.lifecycleState ?? '');

const updatedAt = ({ job }: SessionJobView) => {
  const atMs = job.status?.jobStatus?.updateTime;
  return atMs ? { since: iso(atMs) } : {};
};

/** Facts of one session job, in the order of the health model's rules 3, 7, 9 and 13. */
const RULES: readonly SessionJobRule[] = [
  ({ cluster, facts }) =>
    cluster
      ? undefined
      : {
          code: 'sessionClusterNotReady',
          message: `The session cluster ${facts.namespace}/${facts.name} that this job names does not exist.`,
          evidence: 'spec.deploymentName',
        },
  ({ cluster }) =>
    cluster && cluster.jobManager !== 'READY'
      ? {
          code: 'sessionClusterNotReady',
          message: `The session cluster is not ready: its JobManager is ${
            cluster.jobManager ?? 'not reported'
          }.`,
          evidence: `jobManagerDeploymentStatus = ${
            cluster.jobManager ?? 'absent'
          }`,
        }
      : undefined,
  view =>
    view.job.status?.error?.message.includes('Job Not Found')
      ? {
          code: 'sessionJobLost',
          message:
            'Job Not Found: the session cluster was restarted without high availability and forgot the job.',
          evidence: 'status.error',
          ...updatedAt(view),
        }
      : undefined,
  view =>
    view.state === 'FAILED' || view.job.status?.lifecycleState === 'FAILED'
      ? {
          code: 'jobFailed',
          message: redactText(
            view.job.status?.error?.message ?? 'The job is FAILED.',
          ),
          evidence: `jobStatus.state = ${view.state}, lifecycleState = ${view.job.status?.lifecycleState}`,
          ...updatedAt(view),
        }
      : undefined,
  view =>
    view.state === 'CANCELED' &&
    !view.wantsSuspended &&
    view.job.status?.lifecycleState !== 'UPGRADING'
      ? {
          code: 'jobCanceledExternally',
          message: 'The job was cancelled outside the operator.',
          evidence: 'jobStatus.state = CANCELED',
          ...updatedAt(view),
        }
      : undefined,
  view =>
    view.state === 'RESTARTING' || view.state === 'FAILING'
      ? {
          code: 'jobRestarting',
          message: `The job is ${view.state}.`,
          evidence: `jobStatus.state = ${view.state}`,
          ...updatedAt(view),
        }
      : undefined,
  unreachable,
  suspendStalled,
  view => {
    const { metadata, status } = view.job;
    const behind =
      metadata.generation !== undefined &&
      status?.observedGeneration !== undefined &&
      metadata.generation > status.observedGeneration;
    return behind && status?.error
      ? {
          code: 'specRejected',
          message: redactText(status.error.message),
          evidence: `generation ${metadata.generation}, observedGeneration ${status.observedGeneration}`,
        }
      : undefined;
  },
  ({ job, facts }) =>
    !job.status &&
    job.metadata.creationTimestamp !== undefined &&
    facts.nowMs - job.metadata.creationTimestamp > GRACE_MS
      ? {
          code: 'operatorNotWatching',
          message: 'The operator has not written a status for this job.',
          since: iso(job.metadata.creationTimestamp),
          evidence: 'status absent',
        }
      : undefined,
];

/**
 * The operator leaves the time alone when it loses sight of a job, so Flink itself must say that it has none.
 */
function unreachable(view: SessionJobView): RuntimeCondition | undefined {
  const { state, facts, job, wantsSuspended } = view;
  const changedAtMs = job.status?.jobStatus?.updateTime;
  const jobId = job.status?.jobStatus?.jobId;
  const lost =
    state === 'RECONCILING' &&
    facts.flink !== undefined &&
    !facts.flink.jobs.some(known => known.jobId === jobId);
  const leaderless =
    state === 'SUSPENDED' &&
    changedAtMs !== undefined &&
    facts.nowMs - changedAtMs > UNREACHABLE_GRACE_MS;
  if (
    wantsSuspended ||
    (!lost && !leaderless) ||
    job.status?.error?.message.includes('Job Not Found')
  ) {
    return undefined;
  }
  return {
    code: 'jobUnreachable',
    message: lost
      ? 'The operator cannot observe the job, and Flink does not list it.'
      : 'Flink lost its leader (job status SUSPENDED), which is not the operator’s own suspending.',
    evidence: `jobStatus.state = ${state}`,
    ...(leaderless ? updatedAt(view) : {}),
  };
}

function suspendStalled(view: SessionJobView): RuntimeCondition | undefined {
  const { job, facts, wantsSuspended } = view;
  const askedAtMs = lastSpecWrite(job.metadata)?.atMs;
  return wantsSuspended &&
    job.status &&
    !isSuspended(view) &&
    askedAtMs !== undefined &&
    facts.nowMs - askedAtMs >= GRACE_MS
    ? {
        code: 'suspendStalled',
        message: redactText(
          job.status.error?.message ??
            'The operator has not suspended the job yet; it may wait for a savepoint.',
        ),
        since: iso(askedAtMs),
        evidence: `spec.job.state = suspended, lifecycleState = ${job.status.lifecycleState}`,
      }
    : undefined;
}

/**
 * The jobs of a session cluster: those the operator manages, and those that somebody submitted to Flink
 * directly.
 */
export function sessionJobsOf(
  facts: ApplicationFacts,
  cluster: DeploymentView | undefined,
): ObservedJob[] {
  const known = facts.flink?.jobs ?? [];
  const managed = itemsOf(facts.sessionJobs).map(job =>
    sessionJob(job, facts, cluster, known),
  );
  const managedIds = new Set(managed.map(({ jobId }) => jobId));
  const others = known
    .filter(({ jobId }) => !managedIds.has(jobId))
    .map(({ checkpointing, ...job }) => ({
      ...job,
      ...intervalOf(checkpointing),
    }));
  return [...managed, ...others];
}

function sessionJob(
  job: FlinkSessionJob,
  facts: ApplicationFacts,
  cluster: DeploymentView | undefined,
  known: readonly FlinkReadingJob[],
): ObservedJob {
  const status = job.status?.jobStatus;
  const seen = known.find(({ jobId }) => jobId === status?.jobId);
  const view: SessionJobView = {
    job,
    facts,
    cluster,
    state: status?.state,
    wantsSuspended: job.spec?.job?.state === 'suspended',
  };
  const conditions: RuntimeCondition[] = [];
  for (const rule of RULES) {
    const condition = rule(view);
    if (condition && !conditions.some(({ code }) => code === condition.code)) {
      conditions.push(condition);
    }
  }
  const parallelism = seen?.parallelism ?? job.spec?.job?.parallelism;
  const startedAt =
    seen?.startedAt ?? (status?.startTime ? iso(status.startTime) : undefined);
  return {
    ...(status?.jobId ? { jobId: status.jobId } : {}),
    // The object's name is what people know; Flink's own may be "Flink Streaming Job" for all.
    name: job.metadata.name,
    ...(isSuspended(view)
      ? { status: 'SUSPENDED' }
      : optionalStatus(seen?.status ?? view.state)),
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
    ...(seen ? intervalOf(seen.checkpointing) : {}),
    ...(conditions.length > 0 ? { conditions } : {}),
  };
}

/** Jobs of one cluster may differ in it, so the cluster's own configuration says nothing of them. */
function intervalOf(
  checkpointing: FlinkReadingJob['checkpointing'],
): Pick<ObservedJob, 'checkpointIntervalMs'> {
  return checkpointing.read
    ? { checkpointIntervalMs: checkpointing.intervalMs ?? 'off' }
    : {};
}

/** Values of jobs, told by id, under the names that {@link sessionJobsOf} gives the jobs. */
export function underJobNames(
  window: MetricWindow,
  facts: ApplicationFacts,
  jobs: readonly ObservedJob[],
): MetricWindow {
  const names = new Map(
    [...(facts.flink?.jobs ?? []), ...jobs].map(
      ({ jobId, name }) => [jobId, name] as const,
    ),
  );
  return {
    ...window,
    series: window.series.map(({ part, ...one }) =>
      part
        ? { ...one, part: { ...part, name: names.get(part.name) ?? part.name } }
        : one,
    ),
  };
}

function optionalStatus(status: string | undefined): { status?: string } {
  return status ? { status } : {};
}
