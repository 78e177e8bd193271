import {
  CreateApplicationSnapshotCommand,
  DeleteApplicationSnapshotCommand,
  RollbackApplicationCommand,
  StopApplicationCommand,
  UpdateApplicationCommand,
} from '@aws-sdk/client-kinesis-analytics-v2';
import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { FreshApplication } from '../target/FreshApplication';
import type { Binding } from './Binding';
import type { ManagedCall } from './ManagedCall';
import { startCall } from './startCall';
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
    case 'start':
      return startCall(ApplicationName, {
        from: request.from,
        allowNonRestoredState:
          request.allowNonRestoredState ?? fresh.allowsNonRestoredState,
      });
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
