import type { ApplicationDetail } from '@aws-sdk/client-kinesis-analytics-v2';
import {
  FlinkActionError,
  type OperateContext,
} from '@flink-portal/backstage-plugin-flink-node';
import { startCall } from '../calls/startCall';
import { isUp } from '../legality/lifecycleCalls';
import { sendOnce } from '../send/sendOnce';
import type { Reader } from '../target/Reader';

/** A new application has no state to go on from. */
const NEW_STATE = {
  from: { type: 'none' },
  allowNonRestoredState: false,
} as const;

/** How an application is started for the first time. */
export interface FirstStart {
  readonly reader: Reader;
  readonly context: OperateContext;
  readonly backoffMs: number;
  /** The application as it was found; absent when it was made a moment ago. */
  readonly found?: ApplicationDetail;
}

/**
 * Starts an application that never ran. One that somebody started before, and perhaps stopped on purpose, is left
 * alone: to start that is an action of its own.
 *
 * @throws FlinkActionError that says that the application is there
 */
export async function startOnce({
  reader,
  context,
  backoffMs,
  found,
}: FirstStart): Promise<void> {
  try {
    if (found && (await ranBefore(found, reader))) {
      return;
    }
    await sendOnce(startCall(reader.name, NEW_STATE), {
      access: reader.access,
      context,
      orderedAtMs: context.now(),
      attempt: { verb: 'start', applicationName: reader.name },
      backoffMs,
    });
  } catch (error) {
    if (await startedByAnother(error, reader)) {
      return;
    }
    throw error instanceof FlinkActionError
      ? new FlinkActionError(
          error.reason,
          `Application ${reader.name} is there, but ${
            error.reason === 'unsure'
              ? 'it is not known whether it starts'
              : 'it was not started'
          }. ${error.message}`,
          error,
        )
      : error;
  }
}

async function ranBefore(
  { ApplicationStatus: status }: ApplicationDetail,
  reader: Reader,
): Promise<boolean> {
  if (status !== 'READY') {
    return true;
  }
  const operations = await reader.operations();
  return operations.some(({ operation }) => operation.kind === 'start');
}

/** Of two that are at the same order, one is told that it came second. */
async function startedByAnother(
  error: unknown,
  reader: Reader,
): Promise<boolean> {
  if (!(error instanceof FlinkActionError) || error.reason !== 'refused') {
    return false;
  }
  try {
    const { ApplicationStatus: status = 'READY' } = await reader.describe();
    return isUp(status);
  } catch {
    return false;
  }
}
