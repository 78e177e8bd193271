import type { ActionProgress } from '@flink-portal/backstage-plugin-flink-node';
import { stepsOf } from '../plan/steps';
import { describePlace } from '../target/Place';
import { DeploymentLook } from './DeploymentLook';
import type { PatchedHandle } from './Handle';
import type { LookInput } from './LookInput';
import { failed, stepsUntil } from './progress';

/** How a change of the spec goes: seen by the operator AND done, which are two things. */
export async function lookAtDeployment(
  input: LookInput,
  handle: PatchedHandle,
): Promise<ActionProgress> {
  const { reader, order } = input;
  const raw = await reader.deploymentOrGone();
  const nothing = stepsOf(order.request, false);
  if (!raw) {
    return failed(
      stepsUntil(nothing, 'accepted', 'failed'),
      `${describePlace(
        reader.place,
      )} was deleted while the change was followed.`,
    );
  }
  const fresh = reader.asFresh(raw, { read: true, value: [] });
  return new DeploymentLook(input, handle, fresh).progress();
}
