import { SimulatedJob } from '../../world/types';
import { stringAt } from '../store/objects';
import { ManagedResource } from './managed-resource';
import { desiredState } from './spec-diff';

/** `status.jobManagerDeploymentStatus` */
export type JobManagerStatus =
  | 'READY'
  | 'DEPLOYED_NOT_READY'
  | 'DEPLOYING'
  | 'MISSING'
  | 'ERROR';

/** Where a resource stands now. */
export interface Phase {
  lifecycleState: string;
  jobManager: JobManagerStatus;
  /** `status.jobStatus.state`; undefined before the first. */
  jobState?: string;
  /** `status.reconciliationStatus.state` */
  reconciliation: 'DEPLOYED' | 'UPGRADING' | 'ROLLING_BACK' | 'ROLLED_BACK';
  error?: string;
}

// A deployment takes seconds here, not minutes: long enough to be seen, short enough to wait for.
const STOPPING_MS = 3000;
const CREATED_MS = 1000;
const DEPLOYING_MS = 3000;
const NOT_READY_MS = 5000;
/** From the start of an upgrade until its job may run again. */
export const UPGRADE_DOWNTIME_MS = STOPPING_MS + NOT_READY_MS + 1000;
// `kubernetes.operator.jm-deployment.shutdown-ttl`
const SHUTDOWN_TTL_MS = 24 * 60 * 60_000;

/** The state the operator reports, from what it was asked and what the job does. */
export function phaseOf(managed: ManagedResource, nowMs: number): Phase {
  const { transition } = managed;
  if (managed.deletingSinceMs !== undefined) {
    return {
      lifecycleState: 'DELETING',
      jobManager: 'MISSING',
      jobState: 'CANCELED',
      reconciliation: 'DEPLOYED',
    };
  }
  if (transition) {
    const elapsedMs = nowMs - transition.sinceMs;
    const phase = inTransition(managed, transition.kind, elapsedMs, nowMs);
    if (phase) return phase;
  }
  if (desiredState(managed.reconciledSpec) === 'suspended') {
    return suspendedPhase(managed, nowMs);
  }
  return steadyPhase(managed, nowMs);
}

function suspendedPhase(managed: ManagedResource, nowMs: number): Phase {
  const mode = stringAt(managed.reconciledSpec, 'job', 'upgradeMode');
  const keepsJobManager =
    managed.kind === 'FlinkDeployment' &&
    mode === 'savepoint' &&
    nowMs - (managed.suspendedAtMs ?? 0) < SHUTDOWN_TTL_MS;
  return {
    lifecycleState: 'SUSPENDED',
    jobManager: keepsJobManager ? 'READY' : 'MISSING',
    jobState: 'FINISHED',
    reconciliation: 'DEPLOYED',
  };
}

function inTransition(
  managed: ManagedResource,
  kind: 'deploy' | 'upgrade' | 'suspend',
  elapsedMs: number,
  nowMs: number,
): Phase | undefined {
  if (kind !== 'deploy' && elapsedMs < STOPPING_MS) {
    return {
      lifecycleState: 'UPGRADING',
      jobManager: elapsedMs < 1000 ? 'READY' : 'MISSING',
      jobState: kind === 'suspend' ? 'CANCELLING' : 'FINISHED',
      reconciliation: 'UPGRADING',
    };
  }
  if (kind === 'suspend') return undefined;
  const deployMs = kind === 'deploy' ? elapsedMs : elapsedMs - STOPPING_MS;
  const deployed = { lifecycleState: 'DEPLOYED', reconciliation: 'DEPLOYED' };
  if (kind === 'deploy' && deployMs < CREATED_MS) {
    return {
      lifecycleState: 'CREATED',
      jobManager: 'MISSING',
      reconciliation: 'UPGRADING',
    };
  }
  if (deployMs < NOT_READY_MS) {
    return {
      ...deployed,
      reconciliation: 'DEPLOYED',
      jobManager: deployMs < DEPLOYING_MS ? 'DEPLOYING' : 'DEPLOYED_NOT_READY',
      jobState: 'RECONCILING',
    };
  }
  const status = managed.job?.at(nowMs).status;
  const done =
    managed.job === undefined || status === 'RUNNING' || status === 'FINISHED';
  return done
    ? undefined
    : {
        ...deployed,
        reconciliation: 'DEPLOYED',
        jobManager: 'READY',
        jobState: status,
      };
}

function steadyPhase(managed: ManagedResource, nowMs: number): Phase {
  const jobState = jobStateOf(managed.job, nowMs);
  return {
    lifecycleState: jobState === 'FAILED' ? 'FAILED' : 'STABLE',
    jobManager: 'READY',
    jobState,
    reconciliation: 'DEPLOYED',
  };
}

function jobStateOf(job: SimulatedJob | undefined, nowMs: number) {
  return job?.at(nowMs).status;
}
