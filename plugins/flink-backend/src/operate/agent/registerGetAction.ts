import { actionUrl } from './actionUrl';
import { auditedTool } from './auditedTool';
import type { AgentTools } from './AgentTools';
import { actionForAgents } from './describeForAgents';
import { Fence } from './Fence';
import { findApplication } from './findApplication';
import { actionSchema, applicationIdSchema } from './toolSchemas';

const TOOL = 'get-action';

/** Registers `get-action`: where an action stands. */
export function registerGetAction(tools: AgentTools): void {
  tools.registry.register({
    name: TOOL,
    title: 'Get an action on a Flink application',
    description:
      'Says where an action on an Apache Flink application stands: waiting for a person, underway with its steps, or ended with its outcome. underway and overdue are no outcome yet; only succeeded is success.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod
          .object({
            applicationId: applicationIdSchema(zod),
            actionId: zod.string().max(64),
          })
          .strict(),
      output: actionSchema,
    },
    examples: [
      {
        title: 'What became of a request',
        input: {
          applicationId: 'managed:111122223333/us-east-1/orders',
          actionId: '0c9f6f0e-5f0a-4a77-9a4e-0d5f3b0c7c11',
        },
      },
    ],
    action: async ({ input: { applicationId, actionId }, credentials }) =>
      auditedTool(
        tools.auditor,
        credentials,
        { tool: TOOL, applicationId, actionId },
        async () => {
          await findApplication(tools, credentials, applicationId);
          const action = await tools.actions.get(
            credentials,
            applicationId,
            actionId,
          );
          const url = actionUrl(tools.portalUrl, applicationId, actionId);
          return { output: actionForAgents(action, url, new Fence()) };
        },
      ),
  });
}
