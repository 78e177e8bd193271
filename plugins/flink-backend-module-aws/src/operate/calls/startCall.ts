import {
  StartApplicationCommand,
  type RunConfiguration,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { ManagedCall } from './ManagedCall';

/** From what an application is started. */
export interface StartFrom {
  readonly from: Extract<ActionRequest, { kind: 'start' }>['from'];
  /** Whether state that no operator takes is dropped. */
  readonly allowNonRestoredState: boolean;
}

/** The call that starts an application. */
export function startCall(
  ApplicationName: string,
  from: StartFrom,
): ManagedCall {
  const input = { ApplicationName, RunConfiguration: runConfiguration(from) };
  return {
    operation: 'StartApplication',
    input,
    send: async (client, options) => {
      const { OperationId: operationId } = await client.send(
        new StartApplicationCommand(input),
        options,
      );
      return { operationId };
    },
  };
}

/** Says how to restore in full, so that nothing that an earlier start left behind decides. */
function runConfiguration({
  from,
  allowNonRestoredState,
}: StartFrom): RunConfiguration {
  const restore = {
    latest: { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' },
    none: { ApplicationRestoreType: 'SKIP_RESTORE_FROM_SNAPSHOT' },
    snapshot: {
      ApplicationRestoreType: 'RESTORE_FROM_CUSTOM_SNAPSHOT',
      SnapshotName: from.type === 'snapshot' ? from.snapshotName : undefined,
    },
  } as const;
  return {
    ApplicationRestoreConfiguration: restore[from.type],
    FlinkRunConfiguration: {
      AllowNonRestoredState: allowNonRestoredState,
    },
  };
}
