import type {
  ApplicationDetail,
  ApplicationOperationInfoDetails,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { Snapshot } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionStep } from '@flink-portal/backstage-plugin-flink-node';
import { isoTime } from '../../translate/isoTime';
import { stepsOf } from '../plan/steps';
import type { LookInput } from './LookInput';
import { takesSnapshotFirst } from './takenSnapshot';

/** An operation and what else was read of it. */
export interface Followed {
  readonly operationId: string;
  /** Undefined while AWS does not list it. */
  readonly operation?: ApplicationOperationInfoDetails;
  readonly detail: ApplicationDetail;
  /** The version it made, if it made one. */
  readonly versionId?: number;
  /** The snapshot AWS took for it. */
  readonly snapshot?: Snapshot;
}

/** Where an operation stands. */
export type Stage = 'pending' | 'underway' | 'confirming' | 'done' | 'failed';

/** The steps of an action at a stage: its snapshot, what AWS does, and the reading back. */
export function stepsAt(
  input: LookInput,
  followed: Followed | undefined,
  stage: Stage,
): readonly ActionStep[] {
  const snapshotFirst = takesSnapshotFirst(input, followed?.detail);
  const steps = stepsOf({
    kind: input.order.request.kind,
    snapshotFirst,
    stopped: input.seen.status === 'READY',
  });
  if (stage === 'pending') {
    return steps;
  }
  const operation = followed?.operation;
  const startedAt = isoTime(operation?.StartTime);
  const ended =
    operation?.OperationStatus !== 'IN_PROGRESS'
      ? isoTime(operation?.EndTime)
      : undefined;
  const snapshotReady = followed?.snapshot?.status === 'ready';
  return steps.map((step, index): ActionStep => {
    if (step.id === 'snapshot') {
      return snapshotStep(step, followed?.snapshot, startedAt, stage);
    }
    if (step.id === 'confirm') {
      return confirmStep(step, ended, stage);
    }
    const waitsForSnapshot =
      index > 0 && stage === 'underway' && !snapshotReady;
    const started = startedAt ? { startedAt } : {};
    switch (stage) {
      case 'underway':
        return waitsForSnapshot
          ? step
          : { ...step, status: 'active', ...started };
      case 'failed':
        return {
          ...step,
          status: 'failed',
          ...started,
          ...(ended ? { endedAt: ended } : {}),
        };
      default:
        return {
          ...step,
          status: 'done',
          ...started,
          ...(ended ? { endedAt: ended } : {}),
        };
    }
  });
}

function snapshotStep(
  step: ActionStep,
  snapshot: Snapshot | undefined,
  operationStartedAt: string | undefined,
  stage: Stage,
): ActionStep {
  const startedAt = snapshot?.createdAt ?? operationStartedAt;
  const started = startedAt ? { startedAt } : {};
  const detail = snapshot ? { detail: snapshot.name } : {};
  // Since AWS takes it first, the end of the operation is the end of the snapshot as well.
  if (
    snapshot?.status === 'ready' ||
    stage === 'done' ||
    stage === 'confirming'
  ) {
    return { ...step, status: 'done', ...started, ...detail };
  }
  if (stage === 'failed') {
    return snapshot?.status === 'failed'
      ? { ...step, status: 'failed', ...started, ...detail }
      : step;
  }
  return { ...step, status: 'active', ...started, ...detail };
}

function confirmStep(
  step: ActionStep,
  operationEndedAt: string | undefined,
  stage: Stage,
): ActionStep {
  const at = operationEndedAt ? { startedAt: operationEndedAt } : {};
  switch (stage) {
    case 'confirming':
      return { ...step, status: 'active', ...at };
    case 'done':
      return {
        ...step,
        status: 'done',
        ...at,
        ...(operationEndedAt ? { endedAt: operationEndedAt } : {}),
      };
    default:
      return step;
  }
}
