/**
 * A cloud in a box: the far side of the wire for development and tests.
 *
 * @packageDocumentation
 */
export {
  CLUSTER_TOKEN,
  portsFrom,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxPorts,
} from './startSandbox';
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
  type ManagedFleetMember,
  type SandboxWorld,
  type WorldOptions,
} from './world';
