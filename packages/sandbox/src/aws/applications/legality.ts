import { AwsError } from '../wire/awsError';
import type { Status } from './applicationTypes';

/** Lifecycle calls whose legality depends on the application's status. */
export type LifecycleCall =
  | 'StartApplication'
  | 'StopApplication'
  | 'ForceStop'
  | 'UpdateApplication'
  | 'CreateApplicationSnapshot'
  | 'RollbackApplication'
  | 'DeleteApplication'
  | 'CreateApplicationPresignedUrl'
  | 'UpdateApplicationMaintenanceConfiguration';

/** Statuses in which a call is documented as legal (KinesisAnalyticsV2 API reference). */
export const LEGAL: Readonly<Record<LifecycleCall, readonly Status[]>> = {
  StartApplication: ['READY'],
  StopApplication: ['RUNNING'],
  ForceStop: ['STARTING', 'RUNNING', 'UPDATING', 'AUTOSCALING', 'STOPPING'],
  UpdateApplication: ['READY', 'RUNNING'],
  CreateApplicationSnapshot: ['RUNNING'],
  RollbackApplication: ['RUNNING', 'UPDATING', 'AUTOSCALING'],
  DeleteApplication: ['READY'],
  CreateApplicationPresignedUrl: ['RUNNING'],
  UpdateApplicationMaintenanceConfiguration: ['READY', 'RUNNING'],
};

/** @throws AwsError `ResourceInUseException` when the status does not allow the call. */
export function checkLegal(
  call: LifecycleCall,
  status: Status,
  arn: string,
): void {
  if (!LEGAL[call].includes(status)) {
    const name = call === 'ForceStop' ? 'StopApplication with Force' : call;
    throw new AwsError(
      'ResourceInUseException',
      `Application ${arn} is in ${status} status: ${name} is not available for this operation. It needs one of ${LEGAL[
        call
      ].join(', ')}.`,
    );
  }
}
