import { ManagedResource } from './managed-resource';
import { Phase, phaseOf } from './deployment-phase';
import {
  crashLoopError,
  savepointError,
  startError,
  validationError,
} from './reported-error';

type Projection = (
  managed: ManagedResource,
  nowMs: number,
  plain: Phase,
) => Partial<Phase>;

/** Why the story's newest spec is refused. */
export const REJECTED_SPEC_MESSAGE =
  'Job could not be upgraded with savepoint while config key[execution.checkpointing.savepoint-dir] is not set';

/** How a story looks through the operator's eyes, where it differs from a plain deployment. */
const PROJECTIONS: Record<string, Projection> = {
  // The status that fools dashboards: STABLE while the JobManager's process keeps dying.
  'jobmanager-crash-loop': (_managed, _nowMs, plain) =>
    plain.jobState === 'RUNNING'
      ? {}
      : {
          lifecycleState: 'STABLE',
          jobManager: 'ERROR',
          jobState: 'RECONCILING',
          error: crashLoopError(),
        },
  'stuck-updating': managed => ({
    lifecycleState: 'UPGRADING',
    reconciliation: 'UPGRADING',
    jobManager: 'MISSING',
    jobState: 'RECONCILING',
    error: savepointError(managed.name).json,
  }),
  'failed-upgrade': managed => ({
    lifecycleState: 'FAILED',
    jobManager: 'READY',
    jobState: 'FAILED',
    error: startError(managed.name),
  }),
  // The operator tries again and again; the job runs on meanwhile.
  'savepoint-fails': managed => ({
    lifecycleState: 'UPGRADING',
    reconciliation: 'UPGRADING',
    jobManager: 'READY',
    jobState: 'RUNNING',
    error: savepointError(managed.name).json,
  }),
  'rolled-back': (_managed, _nowMs, plain) =>
    plain.jobState === 'RUNNING'
      ? { lifecycleState: 'ROLLED_BACK', reconciliation: 'ROLLED_BACK' }
      : { lifecycleState: 'ROLLING_BACK', reconciliation: 'ROLLING_BACK' },
  'rejected-spec': () => ({
    error: validationError(REJECTED_SPEC_MESSAGE),
  }),
};

/** The phase of a resource, its story included. */
export function storyPhaseOf(managed: ManagedResource, nowMs: number): Phase {
  const plain = phaseOf(managed, nowMs);
  const project = PROJECTIONS[managed.story];
  const busy = managed.transition || managed.deletingSinceMs !== undefined;
  if (!project || busy) return plain;
  return { ...plain, ...project(managed, nowMs, plain) };
}
