import { redactText } from '@flink-portal/backstage-plugin-flink-common';
import type {
  ActionProgress,
  RuntimePlan,
} from '@flink-portal/backstage-plugin-flink-node';
import { isLegalIn, isUpdate } from '../legality/lifecycleCalls';
import { verbOf } from '../legality/verbs';
import { saysCannotSnapshot } from '../send/writeFailure';
import { AGREES_WITHIN_MS, type LookInput } from './LookInput';
import { stepsAt, type Followed } from './stepsAt';

/** An operation that did not work: AWS undid it, is undoing it, or left it. */
export async function failedProgress(
  input: LookInput,
  followed: Followed,
): Promise<ActionProgress> {
  const { operation, detail, versionId } = followed;
  const said = operation?.OperationFailureDetails?.ErrorInfo?.ErrorString;
  const failure = said === undefined ? undefined : redactText(said);
  const rollbackId = operation?.OperationFailureDetails?.RollbackOperationId;
  const steps = stepsAt(input, followed, 'failed');
  const why = failure ? `: ${failure.replace(/\.?$/, '.')}` : '.';
  const told = failure === undefined ? {} : { failure };

  if (operation?.OperationStatus === 'CANCELLED') {
    return {
      status: 'failed',
      steps,
      message: `Another operation broke this one off${why} AWS says ${detail.ApplicationStatus}.`,
      ...told,
    };
  }
  if (rollbackId !== undefined || rollsBack(input, followed)) {
    const rollback =
      rollbackId === undefined
        ? undefined
        : await input.reader.operation(rollbackId);
    const undone =
      rollback?.OperationStatus === 'SUCCESSFUL' ||
      (versionId !== undefined &&
        detail.ApplicationVersionRolledBackFrom === versionId &&
        detail.ApplicationStatus === 'RUNNING');
    if (undone) {
      return {
        status: 'rolledBack',
        steps,
        message: `It failed and AWS rolled it back: version ${detail.ApplicationVersionId} is in force, ${detail.ApplicationStatus}. AWS says${why}`,
        ...told,
      };
    }
    const over =
      rollback?.OperationStatus === 'FAILED' ||
      rollback?.OperationStatus === 'CANCELLED';
    if (!over) {
      return {
        status: 'underway',
        steps,
        message: `It failed and AWS rolls it back (${detail.ApplicationStatus}). AWS says${why}`,
        ...told,
      };
    }
    return {
      status: 'failed',
      steps,
      message: `It failed, and AWS’s rollback did not work either: ${detail.ApplicationStatus}. AWS says${why}`,
      ...told,
      alternatives: alternativesAfter(input, followed, failure),
    };
  }
  return {
    status: 'failed',
    steps,
    message: `AWS could not ${verbOf(
      input.order.request.kind,
    )} it; the application is ${detail.ApplicationStatus}. AWS says${
      failure ? why : ' nothing more.'
    }`,
    ...told,
    alternatives: alternativesAfter(input, followed, failure),
  };
}

/** AWS names the rollback a moment after the failure; until then the status or the switch tells. */
function rollsBack(
  input: LookInput,
  { detail, operation, versionId }: Followed,
): boolean {
  if (!isUpdate(input.order.request.kind)) {
    return false;
  }
  if (
    detail.ApplicationStatus === 'ROLLING_BACK' ||
    (versionId !== undefined &&
      detail.ApplicationVersionRolledBackFrom === versionId)
  ) {
    return true;
  }
  const endMs = operation?.EndTime?.getTime() ?? input.nowMs;
  const enabled =
    detail.ApplicationConfigurationDescription
      ?.ApplicationSystemRollbackConfigurationDescription?.RollbackEnabled;
  return enabled === true && input.nowMs - endMs < AGREES_WITHIN_MS;
}

function alternativesAfter(
  { order }: LookInput,
  { detail, versionId }: Followed,
  failure: string | undefined,
): RuntimePlan['alternatives'] {
  const status = detail.ApplicationStatus ?? 'unknown';
  const { kind } = order.request;
  const found: Array<RuntimePlan['alternatives'][number]> = [];
  if (
    isUpdate(kind) &&
    isLegalIn('rollback', status) &&
    detail.ApplicationVersionUpdatedFrom !== undefined &&
    detail.ApplicationVersionId === versionId
  ) {
    found.push({
      request: { kind: 'rollback' },
      message: `Roll back to version ${detail.ApplicationVersionUpdatedFrom}.`,
    });
  }
  if (
    kind !== 'forceStop' &&
    isLegalIn('forceStop', status) &&
    (kind === 'stop' ||
      status !== 'RUNNING' ||
      saysCannotSnapshot(failure ?? ''))
  ) {
    found.push({
      request: { kind: 'forceStop' },
      message: 'Force-stop, which drops everything after the newest snapshot.',
    });
  }
  if (status === 'READY' && kind !== 'start' && isUpdate(kind)) {
    found.push({
      request: { kind: 'start', from: { type: 'latest' } },
      message: 'Start it from the newest snapshot.',
    });
  }
  return found;
}
