import { ConflictError } from '@backstage/errors';
import { actionUrl } from './actionUrl';
import { auditedTool } from './auditedTool';
import type { AgentTools } from './AgentTools';
import { actionForAgents } from './describeForAgents';
import { Fence } from './Fence';
import { findApplication } from './findApplication';
import {
  actionRequestSchema,
  actionSchema,
  applicationIdSchema,
} from './toolSchemas';

const TOOL = 'request-action';

/** Registers `request-action`: asks a person to confirm an action. Nothing is sent. */
export function registerRequestAction(tools: AgentTools): void {
  tools.registry.register({
    name: TOOL,
    title: 'Request an action on a Flink application',
    description:
      'Plans an action on an Apache Flink application and leaves it for a person to confirm in the portal. Nothing is ever sent by this tool: the answer has the address where a person sees what would happen and confirms or rejects it. Give that address to the person and ask get-action for what became of it. Call it once for each wish; every call makes a request of its own.',
    attributes: { readOnly: false, destructive: false, idempotent: false },
    schema: {
      input: zod =>
        zod
          .object({
            applicationId: applicationIdSchema(zod),
            request: actionRequestSchema(zod),
            reason: zod
              .string()
              .max(2_000)
              .optional()
              .describe('Why, for the person who decides'),
          })
          .strict(),
      output: zod =>
        actionSchema(zod).extend({
          status: zod.literal('awaitingConfirmation'),
        }),
    },
    examples: [
      {
        title: 'Ask to restart a job',
        input: {
          applicationId: 'managed:111122223333/us-east-1/orders',
          request: { kind: 'restart' },
          reason: 'No checkpoint since 14:02, the sink is healthy again',
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const { applicationId, request, reason } = input;
      return auditedTool(
        tools.auditor,
        credentials,
        { tool: TOOL, applicationId, kind: request.kind },
        async () => {
          await findApplication(tools, credentials, applicationId);
          const action = await tools.actions.request(
            credentials,
            applicationId,
            request,
            reason,
          );
          const url = actionUrl(tools.portalUrl, applicationId, action.id);
          const answer = actionForAgents(action, url, new Fence());
          if (answer.status !== 'awaitingConfirmation') {
            throw new ConflictError(
              `The request did not end waiting for a person: it is ${answer.status}. See ${url}`,
            );
          }
          return { output: { ...answer, status: answer.status } };
        },
      );
    },
  });
}
