import {
  valueOf,
  type ActionRequest,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { PlanWarning } from '@flink-portal/backstage-plugin-flink-node';
import { configured, hasHighAvailability } from '../../resources';
import type { FreshDeployment } from '../target/FreshDeployment';
import { snapshotObjectOf } from '../target/namedSnapshot';
import { gitOpsWarning } from './gitOps';
import { disposes } from './losses';
import { rescaleWarnings } from './rescaleWarnings';
import { endsJobBy } from './UpgradePath';
import { upgradeWarnings } from './upgradeWarnings';

const RANK = { danger: 0, warning: 1, info: 2 };

type Warning = PlanWarning | undefined | false;

/** What a person should know before confirming, the gravest first. */
export function warningsOf(
  fresh: FreshDeployment,
  request: ActionRequest,
  observation: Observation,
): PlanWarning[] {
  const patches =
    request.kind !== 'snapshot' && request.kind !== 'deleteSnapshot';
  const all: Warning[] = [
    ...(patches
      ? [
          ...aboutState(fresh, request),
          ...aboutModeKept(fresh, request),
          underWay(fresh),
          ahead(fresh),
          pendingSavepoint(fresh),
          gitOpsWarning(fresh.deployment.metadata),
          unsupportedVersion(observation),
        ]
      : []),
    ...(request.kind === 'snapshot' ? aboutSnapshot(fresh) : []),
    ...(request.kind === 'deleteSnapshot' ? aboutDeletion(fresh, request) : []),
    ...(request.kind === 'rescale'
      ? rescaleWarnings(fresh, request.parallelism)
      : []),
    ...(request.kind === 'upgrade' || request.kind === 'rollback'
      ? upgradeWarnings(fresh, request)
      : []),
    request.kind === 'restart' &&
    fresh.view.session &&
    !hasHighAvailability(fresh.view.spec)
      ? warn(
          'session-jobs-lost',
          'danger',
          'Without high availability the jobs of this session cluster are gone after the restart; the operator then says "Job Not Found" (FLINK-31998).',
        )
      : undefined,
  ];
  return all
    .filter((one): one is PlanWarning => Boolean(one))
    .sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

export function warn(
  code: string,
  severity: PlanWarning['severity'],
  message: string,
): PlanWarning {
  return { code, severity, message };
}

function aboutState(fresh: FreshDeployment, request: ActionRequest): Warning[] {
  const { view } = fresh;
  const mode = endsJobBy(fresh, request);
  const ha = hasHighAvailability(view.spec);
  if (view.wantsSuspended && request.kind !== 'forceStop') return [];
  return [
    mode === 'stateless' &&
    request.kind !== 'restore' &&
    request.kind !== 'forceStop'
      ? warn(
          'stateless-upgrade',
          'danger',
          'spec.job.upgradeMode is stateless: the job loses its state and starts with nothing. Take a snapshot first and restore it afterwards, or set another upgradeMode.',
        )
      : undefined,
    mode === 'savepoint' && view.jobState !== 'RUNNING'
      ? warn('savepoint-not-running', 'warning', notRunning(fresh, ha))
      : undefined,
    mode !== undefined && mode !== 'stateless' && request.kind === 'stop' && !ha
      ? warn(
          'no-high-availability',
          'warning',
          'No high availability is configured. If the JobManager’s pod restarts while the job is suspended, the operator may run it again from nothing (FLINK-41262).',
        )
      : undefined,
    request.kind === 'forceStop' && mode === 'stateless'
      ? warn(
          'no-high-availability',
          'danger',
          'No high availability is configured, so no stop without a savepoint keeps the job’s state.',
        )
      : undefined,
  ];
}

function notRunning({ view }: FreshDeployment, ha: boolean): string {
  const fallback = configured(
    view.spec,
    'kubernetes.operator.job.upgrade.last-state-fallback.enabled',
  );
  const state = `The job is ${
    view.jobState ?? 'in an unknown state'
  }, so no savepoint can be taken`;
  return ha && fallback !== 'false'
    ? `${state}: the operator goes on from the last checkpoint instead (last-state).`
    : `${state}, and without high availability the operator cannot fall back to the last checkpoint: it waits for the job to be RUNNING and says nothing while it does.`;
}

/** The mode that a start or stop of this kind leaves behind in the spec. */
function aboutModeKept(
  fresh: FreshDeployment,
  request: ActionRequest,
): Warning[] {
  const before = fresh.view.spec.job?.upgradeMode;
  const leaves = (mode: string, meaning: string) =>
    before === mode
      ? undefined
      : warn(
          'upgrade-mode-changed',
          'warning',
          `spec.job.upgradeMode stays ${mode} afterwards (it is ${before}): ${meaning} Set it back in the manifest.`,
        );
  if (request.kind === 'start' && request.from.type === 'none') {
    return [
      leaves(
        'stateless',
        'every later stop, restart or upgrade drops the state too.',
      ),
    ];
  }
  if (request.kind !== 'forceStop') return [];
  return endsJobBy(fresh, request) === 'last-state'
    ? [leaves('last-state', 'later changes take no savepoint.')]
    : [
        leaves(
          'stateless',
          'the next start begins with nothing, unless it is started from a snapshot.',
        ),
      ];
}

function underWay({ view }: FreshDeployment): Warning {
  return view.lifecycle === 'UPGRADING' || view.lifecycle === 'ROLLING_BACK'
    ? warn(
        'change-under-way',
        'warning',
        `The operator is still at the change before (lifecycleState ${view.lifecycle}). It takes up the newest spec when it can.`,
      )
    : undefined;
}

function ahead({ view }: FreshDeployment): Warning {
  if (view.lifecycle === 'ROLLED_BACK') {
    return warn(
      'rolled-back',
      'warning',
      'The operator rolled back, and .spec still shows the spec that failed. Any change makes the operator try that spec again; roll back first to make .spec what runs.',
    );
  }
  return view.specAhead && !view.wantsSuspended
    ? warn(
        'spec-not-taken-up',
        'warning',
        'The operator has not taken up the spec as it is: it refused it, waits for a savepoint, or has not looked yet. What runs is older, and this change comes on top of what it has not taken up.',
      )
    : undefined;
}

function pendingSavepoint(fresh: FreshDeployment): Warning {
  const pending = fresh.snapshots?.find(({ status }) => status === 'creating');
  return pending
    ? warn(
        'pending-savepoint',
        'info',
        `Snapshot ${pending.name} is being taken. The operator waits for it before it acts on the new spec, unless kubernetes.operator.job.upgrade.ignore-pending-savepoint is set.`,
      )
    : undefined;
}

function unsupportedVersion({ state }: Observation): Warning {
  return valueOf(state)?.conditions.some(
    ({ code }) => code === 'unsupportedFlinkVersion',
  )
    ? warn(
        'unsupported-flink-version',
        'danger',
        'The operator does not support this flinkVersion: it says so in an event and does nothing with the object, this change included.',
      )
    : undefined;
}

function aboutSnapshot(fresh: FreshDeployment): Warning[] {
  const directory = configured(
    fresh.view.spec,
    'execution.checkpointing.savepoint-dir',
    'state.savepoints.dir',
  );
  const pending = fresh.snapshots?.find(({ status }) => status === 'creating');
  return [
    directory
      ? undefined
      : warn(
          'no-savepoint-directory',
          'warning',
          'The spec names no execution.checkpointing.savepoint-dir. Unless the operator’s own defaults do, the savepoint fails.',
        ),
    pending
      ? warn(
          'pending-savepoint',
          'info',
          `Snapshot ${pending.name} is being taken already.`,
        )
      : undefined,
  ];
}

function aboutDeletion(
  fresh: FreshDeployment,
  request: ActionRequest,
): Warning[] {
  const object = snapshotObjectOf(fresh, request);
  const path = object?.status?.path ?? object?.spec?.savepoint?.path;
  const inUse =
    path !== undefined &&
    [
      fresh.view.status?.jobStatus?.upgradeSavepointPath,
      fresh.view.spec.job?.initialSavepointPath,
    ].includes(path);
  return inUse && disposes(fresh, request)
    ? [
        warn(
          'savepoint-in-use',
          'danger',
          'The operator names this savepoint as the one the job goes on from. Without its files a restore fails.',
        ),
      ]
    : [];
}
