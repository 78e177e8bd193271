import type {
  ApplicationDetail,
  ApplicationOperationInfoDetails,
} from '@aws-sdk/client-kinesis-analytics-v2';
import { formatDurationMs } from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkActionError,
  type ActionProgress,
} from '@flink-portal/backstage-plugin-flink-node';
import { exactTime } from '../legality/clockTime';
import { failedProgress } from './failedProgress';
import { findOperation } from './findOperation';
import { writeHandle, type Handle } from './Handle';
import type { LookInput } from './LookInput';
import { stepsAt, type Followed } from './stepsAt';
import { takenSnapshot } from './takenSnapshot';
import { verified } from './verified';

/** Follows an action by its operation, and reads back what AWS says it did. */
export async function lookAtOperation(
  input: LookInput,
): Promise<ActionProgress> {
  const { reader } = input;
  const identified = await identify(input);
  if ('progress' in identified) {
    return identified.progress;
  }
  const { handle, operationId } = identified;
  const [operation, detail] = await Promise.all([
    reader.operation(operationId),
    describeIfThere(input),
  ]);
  if (!detail) {
    return {
      status: 'failed',
      steps: stepsAt(input, undefined, 'failed'),
      message: `Application ${reader.name} is not there any more.`,
      operationId,
    };
  }
  const followed: Followed = {
    operationId,
    operation,
    detail,
    versionId: handle.versionId ?? versionMadeBy(operation),
    snapshot: await takenSnapshot(input, operation, detail),
  };
  const progress = await judge(input, followed);
  return {
    operationId,
    handle: writeHandle({ ...handle, operationId }),
    ...progress,
  };
}

async function judge(
  input: LookInput,
  followed: Followed,
): Promise<ActionProgress> {
  const { operation, detail } = followed;
  switch (operation?.OperationStatus) {
    case 'SUCCESSFUL':
      return verified(input, followed);
    case 'FAILED':
    case 'CANCELLED':
      return failedProgress(input, followed);
    default: {
      const sinceMs =
        operation?.StartTime?.getTime() ?? input.order.orderedAtMs;
      return {
        status: 'underway',
        steps: stepsAt(input, followed, 'underway'),
        message: `${operation?.Operation ?? 'The operation'} since ${exactTime(
          sinceMs,
          input.nowMs,
        )} (${formatDurationMs(
          Math.max(0, input.nowMs - sinceMs),
        )}); AWS says ${detail.ApplicationStatus}.`,
      };
    }
  }
}

/** The operation by the handle, or by what the call left behind. */
async function identify(
  input: LookInput,
): Promise<
  | { readonly handle: Handle; readonly operationId: string }
  | { readonly progress: ActionProgress }
> {
  const { handle } = input;
  if (handle?.operationId !== undefined) {
    return { handle, operationId: handle.operationId };
  }
  try {
    const found = await findOperation(input);
    if (found.found) {
      return { handle: handle ?? {}, operationId: found.operationId };
    }
    return {
      progress: handle
        ? {
            status: 'failed',
            steps: stepsAt(input, undefined, 'failed'),
            message: `AWS took the call without naming an operation, and none is listed. ${found.message}`,
          }
        : {
            status: 'notSent',
            steps: stepsAt(input, undefined, 'pending'),
            message: found.message,
          },
    };
  } catch (error) {
    // AWS took it, only the operation is not listed yet.
    if (
      handle &&
      error instanceof FlinkActionError &&
      error.reason === 'unsure'
    ) {
      return {
        progress: {
          status: 'underway',
          steps: stepsAt(input, undefined, 'underway'),
          message: 'AWS took the call; its operation is not listed yet.',
        },
      };
    }
    throw error;
  }
}

async function describeIfThere({
  reader,
}: LookInput): Promise<ApplicationDetail | undefined> {
  try {
    return await reader.describe();
  } catch (error) {
    if (error instanceof FlinkActionError && error.reason === 'notFound') {
      return undefined;
    }
    throw error;
  }
}

function versionMadeBy(
  operation: ApplicationOperationInfoDetails | undefined,
): number | undefined {
  return operation?.ApplicationVersionChangeDetails
    ?.ApplicationVersionUpdatedTo;
}
