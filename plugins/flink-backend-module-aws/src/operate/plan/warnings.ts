import type { PlanWarning } from '@flink-portal/backstage-plugin-flink-node';
import { isUpdate } from '../legality/lifecycleCalls';
import { codeOwnerOf } from './ownerTags';
import { takesSnapshot, type PlanInput } from './PlanInput';
import { rescaleWarnings } from './rescaleWarnings';
import { restorePointOf } from './restorePoint';

type Rule = (input: PlanInput) => PlanWarning | undefined;

const snapshotsDisabled: Rule = ({ request, fresh }) =>
  fresh.configuration.snapshotsEnabled === false &&
  fresh.facts.status === 'RUNNING' &&
  (isUpdate(request.kind) || request.kind === 'stop')
    ? {
        code: 'snapshots-disabled',
        severity: 'danger',
        message:
          'Snapshots are disabled (SnapshotsEnabled is false): AWS takes none before it stops the job, so the state since the newest snapshot is lost. Enable them first.',
      }
    : undefined;

const cannotSnapshotNow: Rule = input =>
  input.downtime !== undefined && takesSnapshot(input)
    ? {
        code: 'downtime-no-snapshot',
        severity: 'danger',
        message: `${input.downtime}: AWS refuses this while it cannot take a snapshot ("currently experiencing downtime"). Try it when the job runs, roll back, or force-stop.`,
      }
    : undefined;

const oneWayUpgrade: Rule = ({ request, fresh }) =>
  request.kind === 'upgrade' &&
  request.flinkVersion?.startsWith('2.') &&
  fresh.configuration.flinkVersion?.startsWith('1.')
    ? {
        code: 'one-way-upgrade',
        severity: 'danger',
        message: `The way from Flink ${fresh.configuration.flinkVersion} to ${request.flinkVersion} is one-way: snapshots of 2.x cannot be read by 1.x. Only a rollback returns, with the last snapshot of 1.x, and drops everything since.`,
      }
    : undefined;

const noSystemRollback: Rule = ({ request, fresh }) =>
  request.kind === 'upgrade' && fresh.configuration.rollbackEnabled !== true
    ? {
        code: 'no-system-rollback',
        severity: 'warning',
        message:
          'System rollback is off (RollbackEnabled is false): if the new version does not start, AWS leaves the application down or running without processing, and somebody has to roll it back.',
      }
    : undefined;

const allowNonRestoredState: Rule = ({ request, fresh }) => {
  const asked =
    'allowNonRestoredState' in request
      ? request.allowNonRestoredState
      : undefined;
  if (asked === true && !fresh.allowsNonRestoredState) {
    return {
      code: 'allow-non-restored-state',
      severity: 'warning',
      message:
        'State of operators that no longer exist is dropped without a word, and stays allowed for later starts.',
    };
  }
  if (!fresh.allowsNonRestoredState || asked === false) {
    return undefined;
  }
  return isUpdate(request.kind) || request.kind === 'start'
    ? {
        code: 'allow-non-restored-state-kept',
        severity: 'warning',
        message:
          'AllowNonRestoredState is true now. AWS would set it to false with any update that omits it, so it is sent along and stays true: state of operators that no longer exist is dropped.',
      }
    : undefined;
};

const codeOwner: Rule = ({ request, observation }) => {
  if (!['rescale', 'upgrade', 'rollback'].includes(request.kind)) {
    return undefined;
  }
  const owner = codeOwnerOf(observation.application.labels);
  return owner
    ? {
        code: 'iac-owner',
        severity: 'warning',
        message: `${owner.name} manages this application (${owner.evidence}) and will revert the change with its next run. Make the change there as well.`,
      }
    : undefined;
};

const restartIsAnUpdate: Rule = ({ request, fresh }) =>
  request.kind === 'restart'
    ? {
        code: 'restart-is-an-update',
        severity: 'info',
        message: `AWS has no call to restart. An update that changes nothing but how the job restores has the same effect, and makes version ${
          fresh.versionId + 1
        }.`,
      }
    : undefined;

const undoableRestore: Rule = input =>
  input.request.kind === 'restore' && takesSnapshot(input)
    ? {
        code: 'snapshot-before-restore',
        severity: 'info',
        message:
          'AWS takes a snapshot before it restarts the job, so the way back is to restore that one.',
      }
    : undefined;

const rollbackWhileAutoscaling: Rule = ({ request, fresh }) =>
  request.kind === 'rollback' && fresh.facts.status === 'AUTOSCALING'
    ? {
        code: 'rollback-while-autoscaling',
        severity: 'info',
        message:
          'AWS’s documents disagree whether a rollback is possible while it autoscales. If AWS refuses, nothing changes.',
      }
    : undefined;

const rollbackUnseen: Rule = ({ request, fresh }) =>
  request.kind === 'rollback' && !fresh.previous
    ? {
        code: 'previous-version-unread',
        severity: 'warning',
        message: `What version ${
          fresh.detail.ApplicationVersionUpdatedFrom ?? 'before'
        } looked like could not be read; the role needs kinesisanalytics:DescribeApplicationVersion.`,
      }
    : undefined;

const notRestorable: Rule = input => {
  const point = restorePointOf(input);
  const matters = ['start', 'rollback'].includes(input.request.kind);
  return point &&
    matters &&
    !point.restorable &&
    !(input.request.kind === 'start' && input.request.from.type === 'none')
    ? {
        code: 'nothing-to-restore',
        severity: 'danger',
        message: point.message,
      }
    : undefined;
};

const secondUpdate: Rule = ({ request, fresh }) =>
  isUpdate(request.kind) &&
  fresh.configuration.autoscalingEnabled &&
  request.kind !== 'rescale' &&
  fresh.facts.status === 'RUNNING' &&
  fresh.configuration.currentParallelism !== undefined &&
  fresh.configuration.parallelism !== undefined &&
  fresh.configuration.currentParallelism > fresh.configuration.parallelism
    ? {
        code: 'autoscaling-reset',
        severity: 'warning',
        message: `Autoscaling raised the parallelism to ${fresh.configuration.currentParallelism}; after an update it may begin again at ${fresh.configuration.parallelism}, the one that is configured.`,
      }
    : undefined;

const RULES: readonly Rule[] = [
  snapshotsDisabled,
  cannotSnapshotNow,
  oneWayUpgrade,
  notRestorable,
  noSystemRollback,
  allowNonRestoredState,
  codeOwner,
  secondUpdate,
  rollbackUnseen,
  restartIsAnUpdate,
  undoableRestore,
  rollbackWhileAutoscaling,
];

/** What a person should know before confirming, worst first. */
export function warningsOf(input: PlanInput): readonly PlanWarning[] {
  const found = [
    ...RULES.flatMap(rule => rule(input) ?? []),
    ...rescaleWarnings(input),
  ];
  const order = { danger: 0, warning: 1, info: 2 };
  return found.sort((a, b) => order[a.severity] - order[b.severity]);
}
