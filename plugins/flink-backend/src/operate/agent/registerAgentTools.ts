import type { AgentTools } from './AgentTools';
import { registerGetAction } from './registerGetAction';
import { registerGetHealth } from './registerGetHealth';
import { registerGetTimeline } from './registerGetTimeline';
import { registerListApplications } from './registerListApplications';
import { registerPlanAction } from './registerPlanAction';
import { registerRequestAction } from './registerRequestAction';

/**
 * Registers what agents may read and ask for. Each tool asks for the caller's own permissions; none changes an
 * application.
 */
export function registerAgentTools(tools: AgentTools): void {
  registerListApplications(tools);
  registerGetHealth(tools);
  registerGetTimeline(tools);
  registerPlanAction(tools);
  registerRequestAction(tools);
  registerGetAction(tools);
}
