import type { ApplicationIdentity } from '@flink-portal/backstage-plugin-flink-common';

/** Whether an application is a pair of FlinkDeployments that one FlinkBlueGreenDeployment runs. */
export function isBlueGreen({ externalId }: ApplicationIdentity): boolean {
  return externalId.startsWith('FlinkBlueGreenDeployment/');
}

/**
 * Why nothing is offered for a pair. Its two FlinkDeployments belong to the operator, which makes and deletes
 * them from the template: a change to one of them is undone or ends both.
 */
export function blueGreenReason(): string {
  return 'This is a FlinkBlueGreenDeployment: the operator makes its two FlinkDeployments from one template and would undo a change to either. Change spec.template of the FlinkBlueGreenDeployment where it is kept; the portal only reads it.';
}
