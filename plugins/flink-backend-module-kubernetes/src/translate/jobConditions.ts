import type { ConditionRule } from './conditionRules';
import {
  jobManagerSinceMs,
  jobStateSinceMs,
  newestEvent,
  type DeploymentView,
} from './DeploymentView';
import { jobManagerWaits } from './podConditions';
import { UNREACHABLE_GRACE_MS } from './stateRules';

const RECOVERY_MS = 2 * 60_000;

const wantsToRun = (view: DeploymentView) =>
  !view.wantsSuspended &&
  view.deployment.metadata.deletionTimestamp === undefined;

const inUpgrade = (view: DeploymentView) =>
  view.lifecycle === 'UPGRADING' || view.lifecycle === 'ROLLING_BACK';

// The quickest source of a root cause: operators from 1.12 report Flink's exceptions as events.
const lastException = (view: DeploymentView) =>
  newestEvent(view, ['JobException'])?.message;

/** What Flink's JobManager and job say through the operator, in the order of the health model's rules. */
export const JOB_CONDITIONS: readonly ConditionRule[] = [
  {
    code: 'jobManagerDown',
    state: view => {
      if (view.jobManager !== 'ERROR') return undefined;
      const event = newestEvent(view, [
        'CrashLoopBackOff',
        'ImagePullBackOff',
        'ErrImagePull',
        'RunContainerError',
        'CreateContainerConfigError',
        'OOMKilled',
        'Error',
      ]);
      // The operator's own word, then the pod's, which may have come to another trouble since the event.
      const pod = jobManagerWaits(view);
      const reason = view.error?.reason ?? pod?.reason ?? event?.reason;
      const text = view.error?.message ?? pod?.message ?? event?.message;
      return {
        message:
          [reason, text].filter(Boolean).join(': ') || 'JobManager ERROR',
        sinceMs: event?.firstAtMs ?? jobManagerSinceMs(view),
        evidence: `jobManagerDeploymentStatus = ERROR, lifecycleState = ${view.lifecycle}`,
      };
    },
  },
  {
    code: 'jobManagerDown',
    state: view => {
      if (view.jobManager !== 'MISSING' || !wantsToRun(view)) return undefined;
      if (inUpgrade(view) || view.lifecycle === 'CREATED') return undefined;
      // A bounded job's JobManager is removed after its time.
      if (view.jobState === 'FINISHED' && !view.session) return undefined;
      if (newestEvent(view, ['RecoverDeployment'], RECOVERY_MS)) {
        return undefined;
      }
      return {
        message:
          view.error?.message ??
          newestEvent(view, ['Missing'])?.message ??
          'The JobManager Deployment does not exist.',
        sinceMs: jobManagerSinceMs(view),
        evidence: 'jobManagerDeploymentStatus = MISSING',
      };
    },
  },
  {
    code: 'jobFailed',
    state: view =>
      !view.session && view.jobState === 'FAILED' && !inUpgrade(view)
        ? {
            message:
              lastException(view) ??
              view.error?.message ??
              'The job ended in the state FAILED.',
            sinceMs: jobStateSinceMs(view),
            evidence: 'jobStatus.state = FAILED',
          }
        : undefined,
  },
  {
    code: 'jobCanceledExternally',
    state: view =>
      !view.session &&
      wantsToRun(view) &&
      view.jobState === 'CANCELED' &&
      !inUpgrade(view)
        ? {
            message:
              'The job was cancelled outside the operator, which still wants it to run.',
            sinceMs: jobStateSinceMs(view),
            evidence: `jobStatus.state = CANCELED, lifecycleState = ${view.lifecycle}`,
          }
        : undefined,
  },
  {
    code: 'jobUnreachable',
    state: view => {
      const lost = view.jobState === 'RECONCILING';
      const leaderless = view.jobState === 'SUSPENDED';
      if ((!lost && !leaderless) || view.session || !wantsToRun(view)) {
        return undefined;
      }
      // A dead JobManager says more, and an upgrade ends the old job on purpose.
      if (view.jobManager === 'ERROR' || view.jobManager === 'MISSING') {
        return undefined;
      }
      if (inUpgrade(view)) return undefined;
      const sinceMs = jobStateSinceMs(view);
      return view.nowMs - sinceMs > UNREACHABLE_GRACE_MS
        ? {
            message: lost
              ? 'The operator cannot observe the job.'
              : 'Flink lost its leader (job status SUSPENDED), which is not the operator’s own suspending.',
            sinceMs,
            evidence: `jobStatus.state = ${view.jobState}`,
          }
        : undefined;
    },
  },
  {
    code: 'jobRestarting',
    state: view =>
      !view.session &&
      wantsToRun(view) &&
      (view.jobState === 'RESTARTING' || view.jobState === 'FAILING')
        ? {
            message: lastException(view) ?? `The job is ${view.jobState}.`,
            sinceMs: jobStateSinceMs(view),
            evidence: `jobStatus.state = ${view.jobState}`,
          }
        : undefined,
  },
];
