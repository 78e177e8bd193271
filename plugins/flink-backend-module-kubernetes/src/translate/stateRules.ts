import type {
  OngoingChange,
  Phase,
} from '@flink-portal/backstage-plugin-flink-common';
import { deploymentChange } from './change';
import {
  jobManagerSinceMs,
  jobStateSinceMs,
  newestEvent,
  type DeploymentView,
} from './DeploymentView';
import { iso } from './iso';

const MINUTE_MS = 60_000;

/** Where a deployment stands, by the first rule that fits. */
export interface Standing {
  readonly phase: Phase;
  readonly change?: OngoingChange;
  readonly sinceMs?: number;
}

/** One rule of the ordered list; conditions are the other list's matter. */
export interface StateRule {
  readonly name: string;
  readonly applies: (view: DeploymentView) => boolean;
  readonly standing: (view: DeploymentView) => Standing;
}

const ageMs = (view: DeploymentView, sinceMs: number | undefined) =>
  sinceMs === undefined ? 0 : view.nowMs - sinceMs;

const change = (
  kind: OngoingChange['kind'],
  sinceMs: number,
  verbatim: string,
): Standing => ({
  phase: 'changing',
  sinceMs,
  change: { kind, startedAt: iso(sinceMs), verbatim },
});

const isOneOf = (value: string | undefined, ...values: string[]) =>
  value !== undefined && values.includes(value);

const createdAtMs = (view: DeploymentView) =>
  view.deployment.metadata.creationTimestamp ?? view.nowMs;

/** Time that the operator may take to see a new object. */
export const NOT_OBSERVED_FOR_MS = MINUTE_MS;
/** Deleting may take so long before it is called stuck. */
export const DELETE_EXPECTED_MS = 10 * MINUTE_MS;
/** Losing sight of a job for so long is everyday business. */
export const UNREACHABLE_GRACE_MS = 2 * MINUTE_MS;

/**
 * The ordered rules for the phase. Durations are the operator's own intervals and timeouts.
 * Source: operator 1.15, CommonStatus#getLifecycleState, and its configuration reference.
 */
export const STATE_RULES: readonly StateRule[] = [
  {
    name: 'being deleted',
    applies: view => view.deployment.metadata.deletionTimestamp !== undefined,
    standing: view =>
      change(
        'delete',
        view.deployment.metadata.deletionTimestamp ?? view.nowMs,
        view.lifecycle ?? 'DELETING',
      ),
  },
  {
    name: 'Flink version that the operator ignores',
    applies: view =>
      !view.status &&
      (newestEvent(view, ['UnsupportedFlinkVersion'])?.atMs ?? -1) >=
        createdAtMs(view),
    standing: () => ({ phase: 'failed' }),
  },
  {
    name: 'first spec rejected',
    applies: view =>
      !view.status && newestEvent(view, ['ValidationError']) !== undefined,
    standing: () => ({ phase: 'failed' }),
  },
  {
    name: 'not observed yet',
    applies: view =>
      !view.status &&
      (ageMs(view, createdAtMs(view)) < NOT_OBSERVED_FOR_MS ||
        view.events.length > 0),
    standing: view => change('create', createdAtMs(view), 'no status yet'),
  },
  {
    name: 'operator does not watch it',
    applies: view => !view.status,
    standing: () => ({ phase: 'unrecognized' }),
  },
  {
    name: 'suspended',
    applies: view => view.wantsSuspended && view.lifecycle === 'SUSPENDED',
    standing: view => ({ phase: 'stopped', sinceMs: view.transitionAtMs }),
  },
  {
    name: 'created suspended',
    applies: view =>
      view.wantsSuspended &&
      view.lifecycle === 'CREATED' &&
      view.status?.observedGeneration === undefined,
    standing: view => ({ phase: 'stopped', sinceMs: createdAtMs(view) }),
  },
  {
    name: 'suspending',
    applies: view => view.wantsSuspended && view.lifecycle !== 'FAILED',
    standing: view =>
      change(
        'stop',
        Math.max(view.specWrittenAtMs ?? 0, view.transitionAtMs),
        view.lifecycle ?? 'suspending',
      ),
  },
  {
    name: 'failed for the operator',
    applies: view => view.lifecycle === 'FAILED',
    standing: view => ({ phase: 'failed', sinceMs: failedAtMs(view) }),
  },
  {
    // The operator keeps calling it STABLE: that word is stamped once and not taken back.
    name: 'JobManager in error',
    applies: view => view.jobManager === 'ERROR',
    standing: view => ({ phase: 'failed', sinceMs: jobManagerSinceMs(view) }),
  },
  {
    // While an upgrade is under way the old job is ended on purpose.
    name: 'job ended badly',
    applies: view =>
      !view.session &&
      isOneOf(view.jobState, 'FAILED', 'CANCELED') &&
      !isOneOf(view.lifecycle, 'UPGRADING', 'ROLLING_BACK'),
    standing: view => ({ phase: 'failed', sinceMs: jobStateSinceMs(view) }),
  },
  {
    name: 'rolling back',
    applies: view => view.lifecycle === 'ROLLING_BACK',
    standing: view => change('rollback', view.transitionAtMs, 'ROLLING_BACK'),
  },
  {
    name: 'upgrading or deploying',
    applies: view =>
      isOneOf(view.lifecycle, 'UPGRADING', 'CREATED') ||
      (view.lifecycle === 'DEPLOYED' &&
        !(view.session && view.jobManager === 'READY')),
    standing: view => ({
      phase: 'changing',
      sinceMs: view.transitionAtMs,
      change: deploymentChange(view),
    }),
  },
  {
    name: 'JobManager coming up again',
    applies: view =>
      isOneOf(view.jobManager, 'DEPLOYING', 'DEPLOYED_NOT_READY'),
    standing: view =>
      change('restart', jobManagerSinceMs(view), view.jobManager ?? ''),
  },
  {
    name: 'JobManager being recovered',
    applies: view =>
      view.jobManager === 'MISSING' &&
      newestEvent(view, ['RecoverDeployment'], 2 * MINUTE_MS) !== undefined,
    standing: view =>
      change('restart', jobManagerSinceMs(view), 'RecoverDeployment'),
  },
  {
    name: 'bounded job that ended',
    applies: view =>
      !view.session &&
      view.jobState === 'FINISHED' &&
      isOneOf(view.lifecycle, 'STABLE', 'ROLLED_BACK'),
    standing: view => ({ phase: 'finished', sinceMs: jobStateSinceMs(view) }),
  },
  {
    name: 'JobManager missing',
    applies: view => view.jobManager === 'MISSING',
    standing: view => ({ phase: 'failed', sinceMs: jobManagerSinceMs(view) }),
  },
  {
    name: 'session cluster ready',
    applies: view => view.session && view.jobManager === 'READY',
    standing: () => ({ phase: 'running' }),
  },
  {
    name: 'out of sight for a moment',
    applies: view =>
      isOneOf(view.jobState, 'RECONCILING', 'SUSPENDED') &&
      ageMs(view, jobStateSinceMs(view)) <= UNREACHABLE_GRACE_MS,
    standing: view =>
      change('other', jobStateSinceMs(view), view.jobState ?? ''),
  },
  {
    name: 'job coming up or going down',
    applies: view =>
      isOneOf(view.jobState, 'CREATED', 'INITIALIZING', 'CANCELLING'),
    standing: view =>
      change('other', jobStateSinceMs(view), view.jobState ?? ''),
  },
  {
    name: 'job out of sight, failing or restarting',
    applies: view =>
      isOneOf(
        view.jobState,
        'RECONCILING',
        'SUSPENDED',
        'RESTARTING',
        'FAILING',
      ),
    standing: view => ({ phase: 'running', sinceMs: jobStateSinceMs(view) }),
  },
  {
    name: 'running',
    applies: view =>
      view.jobState === 'RUNNING' &&
      isOneOf(view.lifecycle, 'STABLE', 'ROLLED_BACK'),
    standing: view => ({ phase: 'running', sinceMs: jobStateSinceMs(view) }),
  },
  {
    name: 'not recognized',
    applies: () => true,
    standing: () => ({ phase: 'unrecognized' }),
  },
];

/** Applies the rules in order. */
export function standingOf(view: DeploymentView): Standing & { rule: string } {
  const rule =
    STATE_RULES.find(candidate => candidate.applies(view)) ??
    STATE_RULES[STATE_RULES.length - 1];
  return { rule: rule.name, ...rule.standing(view) };
}

function failedAtMs(view: DeploymentView): number {
  return view.jobState === 'FAILED'
    ? jobStateSinceMs(view)
    : view.transitionAtMs;
}
