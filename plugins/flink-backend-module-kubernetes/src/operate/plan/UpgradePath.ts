import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import { forceStopMode } from '../patch/intentionOf';
import type { FreshDeployment } from '../target/FreshDeployment';

/** How a job is ended, and with what it goes on. */
export type UpgradeMode = 'savepoint' | 'last-state' | 'stateless';

/** The way the operator ends the running job for an action; undefined when the job is not touched. */
export function endsJobBy(
  fresh: FreshDeployment,
  request: ActionRequest,
): UpgradeMode | undefined {
  switch (request.kind) {
    case 'snapshot':
    case 'deleteSnapshot':
    case 'start':
      return undefined;
    case 'restore':
      // Source: operator, AbstractJobReconciler: a redeploy by savepointRedeployNonce cancels without a savepoint.
      return 'stateless';
    case 'forceStop':
      return forceStopMode(fresh);
    default:
      return fresh.view.session ? undefined : modeOf(fresh);
  }
}

/** `spec.job.upgradeMode`, stateless when it is not said. */
export function modeOf({ view }: FreshDeployment): UpgradeMode {
  const mode = view.spec.job?.upgradeMode;
  return mode === 'savepoint' || mode === 'last-state' ? mode : 'stateless';
}

/** Whether the change of an action ends what runs and deploys it anew. */
export function interrupts(
  fresh: FreshDeployment,
  request: ActionRequest,
): boolean {
  if (request.kind === 'snapshot' || request.kind === 'deleteSnapshot')
    return false;
  return !fresh.view.wantsSuspended && request.kind !== 'start';
}
