import type { DeploymentSpec, FlinkStatus } from '../resources';

// Source: operator 1.15, CommonStatus#getLifecycleState: the texts that make a missing JobManager final.
const FINAL_ERRORS = [
  'Manual restore required.',
  'It is possible that the job has finished or terminally failed, or the configmaps have been deleted.',
  'HA metadata is not available',
];

/** Whether an error says that the metadata from which a job recovers is gone. */
export function saysHaMetadataLost(message: string | undefined): boolean {
  return (
    message !== undefined &&
    [...FINAL_ERRORS, 'HA metadata not available'].some(text =>
      message.includes(text),
    )
  );
}

/**
 * `status.lifecycleState`, derived where the operator is too old to write it.
 * Source: operator 1.15, CommonStatus#getLifecycleState.
 */
export function lifecycleOf(
  status: FlinkStatus | undefined,
): string | undefined {
  if (!status) return undefined;
  if (status.lifecycleState) return status.lifecycleState;
  const reconciliation = status.reconciliationStatus;
  const reconciled = reconciliation?.lastReconciledSpec;
  if (!reconciled?.raw) return status.error ? 'FAILED' : 'CREATED';
  if (reconciliation?.state === 'UPGRADING') return 'UPGRADING';
  if (reconciliation?.state === 'ROLLING_BACK') return 'ROLLING_BACK';
  if (isSuspended(reconciled.spec)) return 'SUSPENDED';
  if (status.jobStatus?.state === 'FAILED') return 'FAILED';
  const jobManager = status.jobManagerDeploymentStatus;
  if (
    (jobManager === 'MISSING' || jobManager === 'ERROR') &&
    FINAL_ERRORS.some(text => status.error?.message.includes(text))
  ) {
    return 'FAILED';
  }
  if (reconciliation?.state === 'ROLLED_BACK') return 'ROLLED_BACK';
  return reconciled.raw === reconciliation?.lastStableSpec.raw
    ? 'STABLE'
    : 'DEPLOYED';
}

function isSuspended(spec: DeploymentSpec | undefined): boolean {
  return spec?.job?.state === 'suspended';
}
