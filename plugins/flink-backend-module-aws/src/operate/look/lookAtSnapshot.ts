import { formatDurationMs } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionProgress } from '@flink-portal/backstage-plugin-flink-node';
import { snapshotNameOf } from '../calls/snapshotName';
import { exactTime } from '../legality/clockTime';
import { stepsOf } from '../plan/steps';
import { writeHandle } from './Handle';
import { SHOWS_WITHIN_MS, type LookInput } from './LookInput';
import { unsure } from './unsure';

/** Follows a snapshot by the name only this order gives. */
export async function lookAtSnapshot(
  input: LookInput,
): Promise<ActionProgress> {
  const { reader, order, handle, nowMs } = input;
  const name = snapshotNameOf(order);
  const found = (await reader.snapshot(name))?.snapshot;
  const [step] = stepsOf({
    kind: 'snapshot',
    snapshotFirst: false,
    stopped: false,
  });
  const waited = nowMs - input.sentUntilMs;
  if (!found) {
    if (handle?.readyAtMs === undefined && waited < SHOWS_WITHIN_MS) {
      if (handle) {
        return {
          status: 'underway',
          steps: [{ ...step, status: 'active' }],
          message: `AWS took the call; snapshot ${name} is not listed yet.`,
        };
      }
      throw unsure(input);
    }
    return handle
      ? {
          status: 'failed',
          steps: [{ ...step, status: 'failed' }],
          message: `Snapshot ${name} is not there (any more), although AWS took the call.`,
        }
      : {
          status: 'notSent',
          steps: [step],
          message: `AWS has no snapshot ${name} ${formatDurationMs(
            waited,
          )} after it was asked for: the call never arrived.`,
        };
  }
  const startedAt = found.createdAt;
  const startedMs = Date.parse(startedAt);
  switch (found.status) {
    case 'creating':
      return {
        status: 'underway',
        steps: [{ ...step, status: 'active', startedAt }],
        message: `Snapshot ${name} is being taken since ${exactTime(
          startedMs,
          nowMs,
        )} (${formatDurationMs(Math.max(0, nowMs - startedMs))}).`,
        handle: writeHandle(handle ?? {}),
      };
    case 'ready': {
      const readyAtMs = handle?.readyAtMs ?? nowMs;
      return {
        status: 'succeeded',
        steps: [
          {
            ...step,
            status: 'done',
            startedAt,
            endedAt: new Date(readyAtMs).toISOString(),
          },
        ],
        message: `Snapshot ${name} of ${exactTime(
          startedMs,
          nowMs,
        )} is ready (seen ready ${formatDurationMs(
          Math.max(0, readyAtMs - startedMs),
        )} later).`,
        handle: writeHandle({ ...handle, readyAtMs }),
      };
    }
    case 'deleting':
      return {
        status: 'failed',
        steps: [{ ...step, status: 'failed', startedAt }],
        message: `Snapshot ${name} was taken, and is being deleted by somebody.`,
      };
    default:
      return {
        status: 'failed',
        steps: [{ ...step, status: 'failed', startedAt }],
        message: `Snapshot ${name} failed${
          found.failure ? ` (${found.failure})` : ''
        }; AWS gives no reason. The job’s exceptions and its checkpoints may tell.`,
        failure: found.failure ?? 'SnapshotStatus = FAILED',
      };
  }
}
