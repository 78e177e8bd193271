export { FixedClock, SystemClock } from './clock';
export { createWorld, type SandboxWorld, type WorldOptions } from './world';
export { STORIES, storyNamed } from './stories';
export {
  outcomeRequest,
  PlannedOutcomes,
  type BadOutcome,
  type OutcomeRequest,
} from './plannedOutcomes';
export type { Pace } from './pace';
export type { Story } from './story';
export type { ManagedFleetMember } from './fleet/managedMember';
export {
  DENIED_ACCOUNT,
  PRODUCTION_ACCOUNT,
  STAGING_ACCOUNT,
} from './fleet/managedPlan';
export type { LivingJob } from './livingJob';
export type * from './types';
