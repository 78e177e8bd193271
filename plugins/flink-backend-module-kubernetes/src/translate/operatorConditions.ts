import { hasHighAvailability, type KubernetesEvent } from '../resources';
import { itemsOf } from './ApplicationFacts';
import {
  fromEvent,
  type ConditionRule,
  type StatedFact,
} from './conditionRules';
import { newestEvent, type DeploymentView } from './DeploymentView';
import { saysHaMetadataLost } from './lifecycle';
import { DELETE_EXPECTED_MS, NOT_OBSERVED_FOR_MS } from './stateRules';

const MINUTE_MS = 60_000;
const RECENT_MS = 30 * MINUTE_MS;
const STALLED_MS = 5 * MINUTE_MS;

// Failures of a change itself, as opposed to a spec that is refused before anything happens.
const CHANGE_FAILURE =
  /Upgrade|Savepoint|Restore|DeploymentFailed|Timeout|JobNotRunning/i;

const SNAPSHOT_FAILURES = [
  'SavepointError',
  'CheckpointError',
  'SnapshotAbandoned',
];

const deleting = (view: DeploymentView) =>
  view.deployment.metadata.deletionTimestamp !== undefined;

const stopped = (view: DeploymentView) =>
  view.wantsSuspended && view.lifecycle === 'SUSPENDED';

const generations = (view: DeploymentView) =>
  `generation ${view.deployment.metadata.generation}, observedGeneration ${
    view.status?.observedGeneration ?? 'absent'
  }`;

function validationError(view: DeploymentView) {
  const event = newestEvent(view, ['ValidationError']);
  // An event from before the newest spec is about another spec.
  return event && event.atMs >= (view.specWrittenAtMs ?? 0) - MINUTE_MS
    ? event
    : undefined;
}

function rejected(view: DeploymentView): StatedFact | undefined {
  const event = validationError(view);
  if (!view.status) return event && fromEvent(event);
  if (!view.specAhead || deleting(view)) return undefined;
  const { error } = view;
  const failedLater =
    error &&
    CHANGE_FAILURE.test([...error.types, error.reason ?? ''].join(' '));
  if (!event && (!error || failedLater)) return undefined;
  return {
    message: error?.message ?? event?.message ?? '',
    sinceMs: event?.firstAtMs ?? view.specWrittenAtMs,
    evidence: `${generations(view)}; the previous spec keeps running`,
  };
}

/** What the operator says about the resource, in the order of the health model's rules. */
export const OPERATOR_CONDITIONS: readonly ConditionRule[] = [
  {
    code: 'operatorNotWatching',
    state: view => {
      const createdAtMs = view.deployment.metadata.creationTimestamp;
      // Without a right to read events, silence proves nothing; the missing status still does.
      return !view.status &&
        !deleting(view) &&
        view.events.length === 0 &&
        createdAtMs !== undefined &&
        view.nowMs - createdAtMs >= NOT_OBSERVED_FOR_MS
        ? {
            message:
              'The operator has not written a status: it is down, or it does not watch this namespace.',
            sinceMs: createdAtMs,
            evidence: 'status absent',
          }
        : undefined;
    },
  },
  {
    code: 'unsupportedFlinkVersion',
    state: view => {
      const event = newestEvent(view, ['UnsupportedFlinkVersion']);
      return event &&
        event.atMs >= (view.deployment.metadata.creationTimestamp ?? 0) &&
        event.atMs >= (view.specWrittenAtMs ?? 0) - MINUTE_MS
        ? fromEvent(event)
        : undefined;
    },
  },
  {
    code: 'deleteStalled',
    state: view => {
      const since = view.deployment.metadata.deletionTimestamp;
      if (since === undefined) return undefined;
      const event = newestEvent(view, ['CleanupFailed']);
      const fresh = event && event.atMs >= since - MINUTE_MS;
      if (!fresh && view.nowMs - since < DELETE_EXPECTED_MS) return undefined;
      return {
        message: fresh
          ? event.message
          : 'The object waits for its finalizer: the operator has not cleaned up.',
        sinceMs: since,
        evidence: 'metadata.deletionTimestamp set',
      };
    },
  },
  {
    // Source: FLINK-41262: without HA a JobManager pod that restarts runs the job again from nothing.
    code: 'suspendedButRunning',
    state: view => {
      const running = view.facts.flink?.jobs.find(
        ({ status }) => status === 'RUNNING' || status === 'RESTARTING',
      );
      return stopped(view) &&
        view.jobManager === 'READY' &&
        !hasHighAvailability(view.effectiveSpec) &&
        running &&
        Date.parse(running.startedAt ?? '') > view.transitionAtMs
        ? {
            message: `The application is suspended, yet Flink runs the job "${running.name}".`,
            sinceMs: Date.parse(running.startedAt ?? ''),
            evidence: `Flink REST: job ${running.jobId} ${running.status}`,
          }
        : undefined;
    },
  },
  {
    code: 'suspendStalled',
    state: view => {
      if (!view.wantsSuspended || deleting(view) || !view.status) {
        return undefined;
      }
      if (view.lifecycle === 'SUSPENDED' || view.lifecycle === 'CREATED') {
        return undefined;
      }
      const askedAtMs = Math.max(
        view.specWrittenAtMs ?? 0,
        view.transitionAtMs,
      );
      return view.nowMs - askedAtMs >= STALLED_MS
        ? {
            message:
              view.error?.message ??
              'The operator has not suspended the job yet; it may wait for a savepoint.',
            sinceMs: askedAtMs,
            evidence: `spec.job.state = suspended, lifecycleState = ${view.lifecycle}`,
          }
        : undefined;
    },
  },
  {
    code: 'haMetadataLost',
    state: view =>
      (view.lifecycle === 'FAILED' || view.jobManager === 'MISSING') &&
      saysHaMetadataLost(view.error?.message)
        ? {
            message: view.error?.message ?? '',
            sinceMs: view.transitionAtMs,
            evidence: `lifecycleState = ${view.lifecycle}`,
          }
        : undefined,
  },
  {
    code: 'specRejected',
    state: rejected,
  },
  {
    code: 'rolledBack',
    state: view =>
      view.lifecycle === 'ROLLED_BACK'
        ? {
            message:
              newestEvent(view, ['Rollback'])?.message ??
              view.error?.message ??
              'The newest spec did not become ready in time; the last stable one runs instead of the one shown.',
            sinceMs: view.transitionAtMs,
            evidence: 'lifecycleState = ROLLED_BACK',
          }
        : undefined,
  },
  {
    code: 'changeFailed',
    state: changeFailed,
  },
  {
    code: 'operatorNotProgressing',
    state: view =>
      view.specAhead &&
      !view.error &&
      !validationError(view) &&
      !deleting(view) &&
      view.specWrittenAtMs !== undefined &&
      view.nowMs - view.specWrittenAtMs > STALLED_MS
        ? {
            message:
              'The operator has not taken up the newest spec: it is down, waits for a pending savepoint, or cannot upgrade until the job runs.',
            sinceMs: view.specWrittenAtMs,
            evidence: generations(view),
          }
        : undefined,
  },
  {
    code: 'scalingLimited',
    state: view => {
      const event = newestEvent(
        view,
        [
          'IneffectiveScaling',
          'ScalingLimited',
          'ResourceQuotaReached',
          'AutoscalerError',
          'MemoryPressure',
        ],
        RECENT_MS,
      );
      return event && fromEvent(event);
    },
  },
  {
    code: 'snapshotFailed',
    state: view => {
      const event = newestOf(
        newestEvent(view, SNAPSHOT_FAILURES, RECENT_MS),
        // A snapshot that is an object of its own has events of its own.
        ...itemsOf(view.facts.events).filter(
          ({ involvedObject, reason, atMs }) =>
            involvedObject.kind === 'FlinkStateSnapshot' &&
            SNAPSHOT_FAILURES.includes(reason) &&
            view.nowMs - atMs <= RECENT_MS,
        ),
      );
      return event && fromEvent(event);
    },
  },
  {
    code: 'accessDenied',
    state: accessDenied,
  },
];

function newestOf(
  ...events: ReadonlyArray<KubernetesEvent | undefined>
): KubernetesEvent | undefined {
  return events
    .filter(event => event !== undefined)
    .sort((a, b) => b.atMs - a.atMs)[0];
}

function changeFailed(view: DeploymentView): StatedFact | undefined {
  const { error } = view;
  if (deleting(view) || !view.status || rejected(view)) return undefined;
  const underWay =
    view.lifecycle === 'UPGRADING' ||
    view.lifecycle === 'DEPLOYED' ||
    view.lifecycle === 'ROLLING_BACK';
  if (error) {
    const failed = view.lifecycle === 'FAILED';
    const lastChange = view.jobState === 'RUNNING' && !view.session;
    if (!underWay && !failed && !lastChange && !view.specAhead) {
      return undefined;
    }
    return {
      message: error.message,
      sinceMs: view.transitionAtMs,
      evidence: `status.error${
        error.reason ? ` (${error.reason})` : ''
      }, lifecycleState = ${view.lifecycle}`,
    };
  }
  const event = newestEvent(view, [
    'SavepointError',
    'UpgradeFailed',
    'RestoreFailed',
  ]);
  return underWay && event && event.atMs >= view.transitionAtMs - MINUTE_MS
    ? fromEvent(event)
    : undefined;
}

const DENIED =
  /AccessDenied|Access Denied|is not authorized to perform|Status Code: 403|AuthorizationException/i;

function accessDenied(view: DeploymentView): StatedFact | undefined {
  if (view.error && DENIED.test(view.error.message)) {
    return {
      message: view.error.message,
      sinceMs: view.transitionAtMs,
      evidence: 'status.error',
    };
  }
  const event = view.events.find(
    candidate =>
      candidate.reason === 'JobException' &&
      view.nowMs - candidate.atMs <= RECENT_MS &&
      DENIED.test(candidate.message),
  );
  return event && fromEvent(event);
}
