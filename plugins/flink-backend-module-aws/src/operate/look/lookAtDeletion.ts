import type { ActionProgress } from '@flink-portal/backstage-plugin-flink-node';
import { exactTime } from '../legality/clockTime';
import { stepsOf } from '../plan/steps';
import { AGREES_WITHIN_MS, SHOWS_WITHIN_MS, type LookInput } from './LookInput';
import { unsure } from './unsure';

/** Follows the deletion of a snapshot until AWS does not know it any more. */
export async function lookAtDeletion(
  input: LookInput,
): Promise<ActionProgress> {
  const { reader, order, seen, handle, nowMs } = input;
  const { request } = order;
  if (request.kind !== 'deleteSnapshot') {
    throw unsure(input);
  }
  const name = request.snapshotName;
  const found = (await reader.snapshot(name))?.snapshot;
  const [step] = stepsOf({
    kind: request.kind,
    snapshotFirst: false,
    stopped: false,
  });
  const startedAt = new Date(order.orderedAtMs).toISOString();
  const at = new Date(nowMs).toISOString();
  // One of the same name that was taken since is another one.
  if (!found || found.createdAt !== seen.snapshotAt) {
    return {
      status: 'succeeded',
      steps: [{ ...step, status: 'done', startedAt, endedAt: at }],
      message: `Snapshot ${name} is gone; AWS did not know it any more at ${exactTime(
        nowMs,
        nowMs,
      )}.`,
    };
  }
  const waited = nowMs - input.sentUntilMs;
  if (found.status === 'deleting') {
    return {
      status: 'underway',
      steps: [{ ...step, status: 'active', startedAt }],
      message: `Snapshot ${name} is being deleted.`,
      handle: '{}',
    };
  }
  if (!handle) {
    if (waited < SHOWS_WITHIN_MS) {
      throw unsure(input);
    }
    return {
      status: 'notSent',
      steps: [step],
      message: `Snapshot ${name} is still ${found.status}: the call never arrived.`,
    };
  }
  return waited < 4 * AGREES_WITHIN_MS
    ? {
        status: 'underway',
        steps: [{ ...step, status: 'active', startedAt }],
        message: `AWS took the call; snapshot ${name} is still ${found.status}.`,
      }
    : {
        status: 'failed',
        steps: [{ ...step, status: 'failed', startedAt }],
        message: `Snapshot ${name} is still ${found.status}, although AWS took the call to delete it.`,
      };
}
