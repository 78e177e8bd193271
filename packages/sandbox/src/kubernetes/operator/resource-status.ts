import { isoSeconds } from '../api/registry';
import { JsonObject, KubernetesObject, objectAt } from '../store/objects';
import { Phase } from './deployment-phase';
import { ManagedResource } from './managed-resource';
import { recordedSpec } from './spec-diff';

/** Exact releases behind the CRD's `v1_20` spelling. */
const RELEASES: Record<string, string> = {
  '1.18': '1.18.1',
  '1.19': '1.19.3',
  '1.20': '1.20.4',
  '2.0': '2.0.1',
  '2.1': '2.1.1',
  '2.2': '2.2.0',
};

/** `v1_20` → `1.20` */
export function lineOf(crdVersion: string): string {
  return crdVersion.replace(/^v/, '').replace('_', '.');
}

/** `v1_20` → `1.20.4` */
export function releaseOf(crdVersion: string): string {
  const line = lineOf(crdVersion);
  return RELEASES[line] ?? `${line}.0`;
}

function jobStatus(
  managed: ManagedResource,
  phase: Phase,
  nowMs: number,
): JsonObject {
  const { job } = managed;
  const moment = job?.at(nowMs);
  const startedMs = moment?.startedAtMs && moment.runStartedAtMs;
  return {
    ...(job ? { jobId: job.jobId, jobName: job.name } : {}),
    ...(phase.jobState ? { state: phase.jobState } : {}),
    // The operator passes on Flink's `start-time`, which restarts leave as it is.
    ...(startedMs === undefined
      ? {}
      : { startTime: String(Math.round(startedMs)) }),
    ...(moment ? { updateTime: String(Math.round(moment.statusSinceMs)) } : {}),
    ...(managed.upgradeSavepointPath
      ? { upgradeSavepointPath: managed.upgradeSavepointPath }
      : {}),
    checkpointInfo: { lastPeriodicCheckpointTimestamp: 0 },
    savepointInfo: {
      lastPeriodicSavepointTimestamp: 0,
      savepointHistory: [],
    },
  };
}

function reconciliationStatus(
  managed: ManagedResource,
  phase: Phase,
): JsonObject {
  const { kind, reconciledSpec, stableSpec } = managed;
  const stable =
    phase.lifecycleState === 'STABLE' || phase.lifecycleState === 'SUSPENDED'
      ? reconciledSpec
      : stableSpec;
  return {
    ...(reconciledSpec
      ? { lastReconciledSpec: recordedSpec(kind, reconciledSpec) }
      : {}),
    ...(stable ? { lastStableSpec: recordedSpec(kind, stable) } : {}),
    reconciliationTimestamp: Math.round(managed.reconciledAtMs),
    state: phase.reconciliation,
  };
}

const SESSION_REASONS: Record<Phase['jobManager'], string> = {
  READY: 'JobManagerReady',
  DEPLOYED_NOT_READY: 'DeployedNotReady',
  DEPLOYING: 'JobManagerIsDeploying',
  MISSING: 'JobManagerDeploymentMissing',
  ERROR: 'Error',
};

function runningCondition(
  object: KubernetesObject,
  managed: ManagedResource,
  phase: Phase,
  nowMs: number,
): JsonObject {
  const isSession = !object.spec?.job;
  const state = phase.jobState ?? 'RECONCILING';
  const status = isSession ? phase.jobManager === 'READY' : state === 'RUNNING';
  const before = objectAt(firstCondition(object));
  const flipped = before.status !== (status ? 'True' : 'False');
  // A flip is dated when the operator sees it; only a status made for the first time looks back.
  const sinceMs =
    managed.job && !isSession && !before.lastTransitionTime
      ? managed.job.at(nowMs).statusSinceMs
      : nowMs;
  return {
    type: 'Running',
    status: status ? 'True' : 'False',
    reason: isSession
      ? SESSION_REASONS[phase.jobManager]
      : state[0] + state.slice(1).toLowerCase(),
    message: isSession
      ? `JobManager deployment is ${phase.jobManager}`
      : `Job status ${state}`,
    lastTransitionTime:
      !flipped && before.lastTransitionTime
        ? before.lastTransitionTime
        : isoSeconds(sinceMs).replace('Z', '.000000000Z'),
  };
}

function firstCondition(object: KubernetesObject) {
  const conditions = object.status?.conditions;
  return Array.isArray(conditions) ? conditions[0] : undefined;
}

/** The whole `status` of a FlinkDeployment. */
export function deploymentStatus(
  object: KubernetesObject,
  managed: ManagedResource,
  phase: Phase,
  taskManagers: number,
  nowMs: number,
): JsonObject {
  const moment = managed.job?.at(nowMs);
  const error = phase.error ?? managed.error;
  const release = releaseOf(String(object.spec?.flinkVersion ?? 'v1_20'));
  const total = 1 + taskManagers;
  return {
    ...(phase.jobManager === 'READY'
      ? {
          clusterInfo: {
            'flink-version': release,
            'flink-revision': 'DeadD0d @ 2026-01-01T00:00:00+00:00',
            'total-cpu': total.toFixed(1),
            'total-memory': String(total * 2 * 1024 ** 3),
            ...(moment
              ? {
                  'state-size': String(
                    Math.round(moment.lastCheckpointFullSizeBytes),
                  ),
                }
              : {}),
          },
        }
      : { clusterInfo: {} }),
    conditions: [runningCondition(object, managed, phase, nowMs)],
    ...(error ? { error } : {}),
    jobManagerDeploymentStatus: phase.jobManager,
    jobStatus: jobStatus(managed, phase, nowMs),
    lifecycleState: phase.lifecycleState,
    ...(managed.observedGeneration === undefined
      ? {}
      : { observedGeneration: managed.observedGeneration }),
    reconciliationStatus: reconciliationStatus(managed, phase),
    taskManager: {
      labelSelector:
        taskManagers > 0 ? `component=taskmanager,app=${managed.name}` : '',
      replicas: taskManagers,
    },
  };
}

/** The whole `status` of a FlinkSessionJob, which knows nothing of its cluster. */
export function sessionJobStatus(
  managed: ManagedResource,
  phase: Phase,
  nowMs: number,
): JsonObject {
  const error = phase.error ?? managed.error;
  return {
    ...(error ? { error } : {}),
    jobStatus: jobStatus(managed, phase, nowMs),
    lifecycleState: phase.lifecycleState,
    ...(managed.observedGeneration === undefined
      ? {}
      : { observedGeneration: managed.observedGeneration }),
    reconciliationStatus: reconciliationStatus(managed, phase),
  };
}
