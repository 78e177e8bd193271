import type { ApplicationDetail } from '@aws-sdk/client-kinesis-analytics-v2';
import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import { runtimeOf } from '../calls/updateInput';

/**
 * What of the request is not there in a description; undefined when all of it is. How it was restored is
 * checked as well: AWS has been seen to restore otherwise than asked.
 */
export function notAsWanted(
  request: ActionRequest,
  detail: ApplicationDetail,
): string | undefined {
  const flink =
    detail.ApplicationConfigurationDescription
      ?.FlinkApplicationConfigurationDescription
      ?.ParallelismConfigurationDescription;
  switch (request.kind) {
    case 'rescale':
      return (
        differs('Parallelism', flink?.Parallelism, request.parallelism) ??
        differs(
          'ParallelismPerKPU',
          flink?.ParallelismPerKPU,
          request.parallelismPerKpu,
        )
      );
    case 'upgrade':
      return (
        differs(
          'RuntimeEnvironment',
          detail.RuntimeEnvironment,
          request.flinkVersion === undefined
            ? undefined
            : runtimeOf(request.flinkVersion),
        ) ??
        differs(
          'FileKey',
          detail.ApplicationConfigurationDescription
            ?.ApplicationCodeConfigurationDescription?.CodeContentDescription
            ?.S3ApplicationCodeLocationDescription?.FileKey,
          request.artifact,
        )
      );
    case 'restart':
      return restoredOtherwise(detail, 'RESTORE_FROM_LATEST_SNAPSHOT');
    case 'restore':
      return restoredOtherwise(
        detail,
        'RESTORE_FROM_CUSTOM_SNAPSHOT',
        request.snapshotName,
      );
    case 'start':
      switch (request.from.type) {
        case 'snapshot':
          return restoredOtherwise(
            detail,
            'RESTORE_FROM_CUSTOM_SNAPSHOT',
            request.from.snapshotName,
          );
        case 'none':
          return restoredOtherwise(detail, 'SKIP_RESTORE_FROM_SNAPSHOT');
        default:
          return restoredOtherwise(detail, 'RESTORE_FROM_LATEST_SNAPSHOT');
      }
    default:
      return undefined;
  }
}

/** AWS does not always say how it restored; silence contradicts nothing. */
function restoredOtherwise(
  detail: ApplicationDetail,
  type: string,
  snapshotName?: string,
): string | undefined {
  const restored =
    detail.ApplicationConfigurationDescription?.RunConfigurationDescription
      ?.ApplicationRestoreConfigurationDescription;
  return restored?.ApplicationRestoreType === undefined
    ? undefined
    : differs(
        'ApplicationRestoreType',
        restored.ApplicationRestoreType,
        type,
      ) ?? differs('SnapshotName', restored.SnapshotName, snapshotName);
}

type Value = string | number | undefined;

function differs(field: string, is: Value, wanted: Value): string | undefined {
  return wanted === undefined || is === wanted
    ? undefined
    : `${field} is ${is ?? 'not said'}, not ${wanted}`;
}
