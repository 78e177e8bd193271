import type { Pod } from '../resources';
import type { ConditionRule, StatedFact } from './conditionRules';
import type { DeploymentView } from './DeploymentView';

const MINUTE_MS = 60_000;
const RECENT_MS = 30 * MINUTE_MS;
const PENDING_MS = 2 * MINUTE_MS;
const IMAGE_REASONS = [
  'ImagePullBackOff',
  'ErrImagePull',
  'InvalidImageName',
  'ErrImageNeverPull',
];

const isJobManager = (pod: Pod) =>
  pod.metadata.labels.component === 'jobmanager';
const isTaskManager = (pod: Pod) =>
  pod.metadata.labels.component === 'taskmanager';

const statusesOf = (pod: Pod) => [
  ...(pod.status?.initContainerStatuses ?? []),
  ...(pod.status?.containerStatuses ?? []),
];

interface Ending {
  readonly pod: Pod;
  readonly reason: string;
  readonly exitCode?: number;
  readonly atMs: number;
  readonly restarts: number;
}

/** Ends of containers that are still worth telling, newest first. */
function recentEndings(
  view: DeploymentView,
  chosen: (pod: Pod) => boolean,
): Ending[] {
  const endings = view.pods.filter(chosen).flatMap(pod =>
    statusesOf(pod).flatMap(container =>
      [container.state?.terminated, container.lastState?.terminated].flatMap(
        terminated =>
          terminated?.finishedAt
            ? [
                {
                  pod,
                  reason: terminated.reason ?? 'Error',
                  exitCode: terminated.exitCode,
                  atMs: terminated.finishedAt,
                  restarts: container.restartCount,
                },
              ]
            : [],
      ),
    ),
  );
  return endings
    .filter(({ atMs }) => view.nowMs - atMs <= RECENT_MS)
    .sort((a, b) => b.atMs - a.atMs);
}

function waiting(pods: readonly Pod[], reasons: readonly string[]) {
  for (const pod of pods) {
    for (const container of statusesOf(pod)) {
      const state = container.state?.waiting;
      if (state?.reason && reasons.includes(state.reason)) {
        return { pod, reason: state.reason, message: state.message };
      }
    }
  }
  return undefined;
}

/** Why a container of the JobManager waits, in the kubelet's words; undefined when none does. */
export function jobManagerWaits(
  view: DeploymentView,
): { readonly reason: string; readonly message?: string } | undefined {
  return waiting(view.pods.filter(isJobManager), [
    ...IMAGE_REASONS,
    'CrashLoopBackOff',
    'CreateContainerConfigError',
    'CreateContainerError',
    'RunContainerError',
  ]);
}

function waitingFact(
  found: NonNullable<ReturnType<typeof waiting>>,
): StatedFact {
  return {
    message: `${found.reason}: ${found.message ?? found.pod.metadata.name}`,
    sinceMs: found.pod.metadata.creationTimestamp,
    evidence: `pod ${found.pod.metadata.name} waiting: ${found.reason}`,
  };
}

const times = (count: number) => (count === 1 ? 'once' : `${count} times`);

function endingFact(ending: Ending, who: string): StatedFact {
  return {
    message: `${who} ${ending.pod.metadata.name} ended with ${ending.reason}${
      ending.exitCode === undefined ? '' : ` (exit code ${ending.exitCode})`
    }; restarted ${times(ending.restarts)}`,
    sinceMs: ending.atMs,
    evidence: `pod ${ending.pod.metadata.name}: ${ending.reason}`,
  };
}

/** What the pods show, in the order of the health model's rule 21. */
export const POD_CONDITIONS: readonly ConditionRule[] = [
  {
    code: 'imagePullFailed',
    state: view => {
      const found = waiting(view.pods, IMAGE_REASONS);
      if (found) return waitingFact(found);
      const reason = view.error?.reason;
      return view.jobManager === 'ERROR' &&
        reason !== undefined &&
        IMAGE_REASONS.includes(reason)
        ? {
            message: view.error?.message ?? reason,
            evidence: `status.error: ${reason}`,
          }
        : undefined;
    },
  },
  {
    code: 'jobManagerDown',
    state: view => {
      const found = waiting(view.pods.filter(isJobManager), [
        'CrashLoopBackOff',
      ]);
      return found && waitingFact(found);
    },
  },
  {
    code: 'taskManagerOutOfMemory',
    state: view => {
      const ending = recentEndings(view, isTaskManager).find(
        ({ reason }) => reason === 'OOMKilled',
      );
      if (ending) return endingFact(ending, 'TaskManager');
      // A bare pod that was evicted for memory has no container status left.
      const evicted = view.pods.find(
        pod => isTaskManager(pod) && pod.status?.reason === 'OOMKilled',
      );
      return (
        evicted && {
          message: `TaskManager ${evicted.metadata.name} was ended for using too much memory`,
        }
      );
    },
  },
  {
    code: 'taskManagerPending',
    state: view => {
      const pending = view.pods.filter(
        pod => isTaskManager(pod) && pod.status?.phase === 'Pending',
      );
      for (const pod of pending) {
        const scheduling = pod.status?.conditions.find(
          ({ type, status }) => type === 'PodScheduled' && status === 'False',
        );
        const sinceMs =
          scheduling?.lastTransitionTime ?? pod.metadata.creationTimestamp;
        if (sinceMs !== undefined && view.nowMs - sinceMs > PENDING_MS) {
          return {
            message: `${pending.length} TaskManager pod(s) pending: ${
              scheduling?.message ?? scheduling?.reason ?? pod.metadata.name
            }`,
            sinceMs,
            evidence: `pod ${pod.metadata.name}: ${
              scheduling?.reason ?? 'Pending'
            }`,
          };
        }
      }
      return undefined;
    },
  },
  {
    code: 'podRestarts',
    state: view => {
      const [jobManager] = recentEndings(
        view,
        pod => isJobManager(pod) && !pod.metadata.deletionTimestamp,
      );
      if (jobManager) return endingFact(jobManager, 'JobManager');
      const found = waiting(view.pods.filter(isTaskManager), [
        'CrashLoopBackOff',
      ]);
      if (found) return waitingFact(found);
      // 0 and 143 (SIGTERM) are TaskManagers that were no longer needed.
      const ending = recentEndings(view, isTaskManager).find(
        ({ reason, exitCode }) =>
          reason !== 'OOMKilled' && exitCode !== 0 && exitCode !== 143,
      );
      return ending && endingFact(ending, 'TaskManager');
    },
  },
];
