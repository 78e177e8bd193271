import {
  formatDurationMs,
  redactSecrets,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ActionProgress } from '@flink-portal/backstage-plugin-flink-node';
import { parseStatusError } from '../../resources';
import { stepsOf } from '../plan/steps';
import { clock } from './clock';
import type { Handle } from './Handle';
import type { LookInput } from './LookInput';
import { failed, stepsUntil } from './progress';

/** How a FlinkStateSnapshot goes. */
export async function lookAtSnapshot(
  { reader, order }: LookInput,
  { name, sentAtMs }: Extract<Handle, { type: 'create' }>,
): Promise<ActionProgress> {
  const steps = stepsOf(order.request, false);
  const snapshot = await reader.snapshotOrGone(name);
  if (!snapshot) {
    return failed(
      stepsUntil(steps, 'savepoint', 'failed'),
      `FlinkStateSnapshot ${name} was deleted while it was followed.`,
    );
  }
  const { status } = snapshot;
  const words = parseStatusError(status?.error)?.message;
  switch (status?.state) {
    case 'COMPLETED': {
      const doneAtMs = status.resultTimestamp;
      const tookMs =
        doneAtMs !== undefined
          ? doneAtMs - (status.triggerTimestamp ?? sentAtMs)
          : undefined;
      return {
        status: 'succeeded',
        steps: stepsUntil(steps, undefined),
        message: `Snapshot ${name}${
          doneAtMs ? ` of ${clock(doneAtMs)}` : ''
        } is ready${
          tookMs !== undefined && tookMs >= 0
            ? ` (took ${formatDurationMs(tookMs)})`
            : ''
        }${status.path ? `: ${redactSecrets(status.path)}` : ''}.`,
      };
    }
    case 'FAILED':
      return failed(
        stepsUntil(steps, 'savepoint', 'failed'),
        `Snapshot ${name} failed, and the operator does not try it again. The job goes on.`,
        words,
      );
    case 'ABANDONED':
      return failed(
        stepsUntil(steps, 'savepoint', 'failed'),
        `The operator abandoned snapshot ${name}: the job was not RUNNING. It is never tried again.`,
        words,
      );
    case 'IN_PROGRESS':
      return {
        status: 'underway',
        steps: stepsUntil(steps, 'savepoint'),
        message: `Flink is writing the savepoint${
          status.failures ? ` (attempt ${status.failures + 1})` : ''
        }.`,
      };
    default:
      return {
        status: 'underway',
        steps: stepsUntil(steps, status?.failures ? 'savepoint' : 'accepted'),
        message: status?.failures
          ? `The savepoint failed ${
              status.failures === 1 ? 'once' : `${status.failures} times`
            }; the operator tries again.`
          : 'The operator has not triggered the savepoint yet.',
      };
  }
}
