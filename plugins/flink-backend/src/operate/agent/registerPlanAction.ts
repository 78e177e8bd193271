import { auditedTool } from './auditedTool';
import type { AgentTools } from './AgentTools';
import { planForAgents } from './describeForAgents';
import { Fence } from './Fence';
import { findApplication } from './findApplication';
import {
  actionRequestSchema,
  applicationIdSchema,
  planSchema,
} from './toolSchemas';

const TOOL = 'plan-action';

/** Registers `plan-action`: what an action would do. Nothing is sent. */
export function registerPlanAction(tools: AgentTools): void {
  tools.registry.register({
    name: TOOL,
    title: 'Plan an action on a Flink application',
    description:
      'Reads an Apache Flink application fresh and says what an action would do: whether it is legal now and allowed to the caller and if not why, how long it takes, from which state the job goes on, what is lost, warnings, what a person has to bring to confirm it. Sends nothing and changes nothing.',
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod
          .object({
            applicationId: applicationIdSchema(zod),
            request: actionRequestSchema(zod),
          })
          .strict(),
      output: zod =>
        zod.object({ notice: zod.string(), plan: planSchema(zod) }),
    },
    examples: [
      {
        title: 'What doubling the parallelism would do',
        input: {
          applicationId: 'managed:111122223333/us-east-1/orders',
          request: { kind: 'rescale', parallelism: 8 },
        },
      },
    ],
    action: async ({ input: { applicationId, request }, credentials }) =>
      auditedTool(
        tools.auditor,
        credentials,
        { tool: TOOL, applicationId, kind: request.kind },
        async () => {
          await findApplication(tools, credentials, applicationId);
          const plan = await tools.actions.plan(
            credentials,
            applicationId,
            request,
          );
          const fence = new Fence();
          return {
            output: { notice: fence.notice, plan: planForAgents(plan, fence) },
          };
        },
      ),
  });
}
