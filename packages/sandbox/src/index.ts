/**
 * A cloud in a box: the far side of the wire for development and tests.
 *
 * @packageDocumentation
 */
export {
  CLUSTER_TOKEN,
  GIT_CREDENTIALS,
  portsFrom,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxPorts,
} from './startSandbox';
export type { FaultPlan } from './faults/FaultPlan';
export type {
  FaultKind,
  FaultRequest,
  FaultTarget,
  PlannedFault,
} from './faults/Fault';
export type { Write } from './faults/WriteRecord';
export { createAwsListener, type AwsListenerOptions } from './aws';
export * from './kubernetes';
export {
  createWorld,
  DENIED_ACCOUNT,
  FixedClock,
  PRODUCTION_ACCOUNT,
  STAGING_ACCOUNT,
  STORIES,
  SystemClock,
  type BadOutcome,
  type ManagedFleetMember,
  type OutcomeRequest,
  type PlannedOutcomes,
  type SandboxWorld,
  type WorldOptions,
} from './world';
