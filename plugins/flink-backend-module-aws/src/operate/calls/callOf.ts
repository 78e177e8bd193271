import {
  CreateApplicationSnapshotCommand,
  DeleteApplicationSnapshotCommand,
  RollbackApplicationCommand,
  StartApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
  type RunConfiguration,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { FreshApplication } from '../target/FreshApplication';
import type { Binding } from './Binding';
import type { ManagedCall } from './ManagedCall';
import { updateInput, type UpdateRequest } from './updateInput';

/** The one call an action makes. */
export function callOf(
  request: ActionRequest,
  fresh: FreshApplication,
  binding: Binding,
): ManagedCall {
  const { name: ApplicationName } = fresh;
  switch (request.kind) {
    case 'snapshot': {
      const input = { ApplicationName, SnapshotName: binding.newSnapshotName };
      return {
        operation: 'CreateApplicationSnapshot',
        input,
        send: async (client, options) => {
          await client.send(
            new CreateApplicationSnapshotCommand(input),
            options,
          );
          return {};
        },
      };
    }
    case 'start': {
      const input = {
        ApplicationName,
        RunConfiguration: runConfiguration(request, fresh),
      };
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
    case 'stop':
    case 'forceStop': {
      const input = {
        ApplicationName,
        ...(request.kind === 'forceStop' ? { Force: true } : {}),
      };
      return {
        operation: 'StopApplication',
        input,
        send: async (client, options) => {
          const { OperationId: operationId } = await client.send(
            new StopApplicationCommand(input),
            options,
          );
          return { operationId };
        },
      };
    }
    case 'rollback': {
      const input = {
        ApplicationName,
        CurrentApplicationVersionId: binding.versionId,
      };
      return {
        operation: 'RollbackApplication',
        input,
        send: async (client, options) => {
          const answer = await client.send(
            new RollbackApplicationCommand(input),
            options,
          );
          return { operationId: answer.OperationId };
        },
      };
    }
    case 'deleteSnapshot': {
      const input = {
        ApplicationName,
        SnapshotName: request.snapshotName,
        SnapshotCreationTimestamp: fresh.named?.createdAt,
      };
      return {
        operation: 'DeleteApplicationSnapshot',
        input,
        send: async (client, options) => {
          await client.send(
            new DeleteApplicationSnapshotCommand(input),
            options,
          );
          return {};
        },
      };
    }
    default:
      return updateCall(request, fresh, binding);
  }
}

function updateCall(
  request: UpdateRequest,
  fresh: FreshApplication,
  binding: Binding,
): ManagedCall {
  const input = updateInput(request, fresh, binding);
  return {
    operation: 'UpdateApplication',
    input,
    send: async (client, options) => {
      const answer = await client.send(
        new UpdateApplicationCommand(input),
        options,
      );
      return {
        operationId: answer.OperationId,
        versionId: answer.ApplicationDetail?.ApplicationVersionId,
      };
    },
  };
}

/** Says how to restore in full, so that nothing that an earlier start left behind decides. */
function runConfiguration(
  { from, allowNonRestoredState }: Extract<ActionRequest, { kind: 'start' }>,
  fresh: FreshApplication,
): RunConfiguration {
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
      AllowNonRestoredState:
        allowNonRestoredState ?? fresh.allowsNonRestoredState,
    },
  };
}
