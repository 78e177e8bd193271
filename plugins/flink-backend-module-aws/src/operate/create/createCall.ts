import { CreateApplicationCommand } from '@aws-sdk/client-kinesis-analytics-v2';
import type { NewApplicationOrder } from '@flink-portal/backstage-plugin-flink-node';
import type { ManagedCall } from '../calls/ManagedCall';
import { createInput } from './createInput';

/** The call that makes an application. */
export function createCall(order: NewApplicationOrder): ManagedCall {
  const input = createInput(order);
  return {
    operation: 'CreateApplication',
    input,
    send: async (client, options) => {
      const { ApplicationDetail: detail } = await client.send(
        new CreateApplicationCommand(input),
        options,
      );
      return { versionId: detail?.ApplicationVersionId };
    },
  };
}
