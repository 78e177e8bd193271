import { redactText } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionProgress } from '@flink-portal/backstage-plugin-flink-node';
import { stepsOf } from '../plan/steps';
import type { Handle } from './Handle';
import type { LookInput } from './LookInput';
import { failed, stepsUntil } from './progress';

/** Whether a FlinkStateSnapshot is gone. */
export async function lookAtDeletion(
  { reader, order }: LookInput,
  { name, uid }: Extract<Handle, { type: 'delete' }>,
): Promise<ActionProgress> {
  const steps = stepsOf(order.request, false);
  const there = await reader.snapshotOrGone(name);
  if (!there || there.metadata.uid !== uid) {
    return {
      status: 'succeeded',
      steps: stepsUntil(steps, undefined),
      message: `Snapshot ${name} is deleted.`,
    };
  }
  if (there.metadata.deletionTimestamp === undefined) {
    return failed(
      stepsUntil(steps, 'delete', 'failed'),
      `Snapshot ${name} is still there and not being deleted, though the API server took the deletion.`,
    );
  }
  const [stuck] = (await reader.events('FlinkStateSnapshot', name)).filter(
    ({ reason }) => reason === 'CleanupFailed',
  );
  return {
    status: 'underway',
    steps: stepsUntil(
      steps,
      'confirm',
      'active',
      {},
      stuck && redactText(stuck.message),
    ),
    message: stuck
      ? `The operator could not delete the data of snapshot ${name} and tries again; the object stays until it can.`
      : `Snapshot ${name} is being deleted by the operator.`,
  };
}
