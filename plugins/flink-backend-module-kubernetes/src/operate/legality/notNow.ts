import {
  actionVerb,
  type ActionKind,
} from '@flink-portal/backstage-plugin-flink-common';
import type { LegalityFacts } from './LegalityFacts';

const SESSION_JOBS =
  'Session jobs are not acted on from here: each is a FlinkSessionJob of its own, and an action names the application, not one of its jobs. Change the FlinkSessionJob where it is kept.';

/** A sentence why the action is not legal now, and when or how it would be; undefined when it is. */
export function notNow(
  kind: ActionKind,
  facts: LegalityFacts,
): string | undefined {
  const why = facts.deleting
    ? 'the FlinkDeployment is being deleted. The API server would take the change, and the operator would not act on it'
    : undefined;
  if (why) return `${cannot(kind)}: ${why}.`;
  if (facts.session) return onSessionCluster(kind);
  return inDesiredState(kind, facts) ?? forWantOfState(kind, facts);
}

function onSessionCluster(kind: ActionKind): string | undefined {
  switch (kind) {
    case 'restart':
      return undefined;
    case 'upgrade':
      return `Cannot upgrade: this is a session cluster, and an upgrade ends every job on it. Change the FlinkDeployment where it is kept. ${SESSION_JOBS}`;
    default:
      // Writing spec.job to a session cluster would make it another kind of cluster, which the operator refuses.
      return `${cannot(
        kind,
      )}: this is a session cluster, which has no job and no state of its own. ${SESSION_JOBS}`;
  }
}

function inDesiredState(
  kind: ActionKind,
  { desired, lifecycle }: LegalityFacts,
): string | undefined {
  const suspended = desired === 'suspended';
  switch (kind) {
    case 'start':
      return suspended
        ? undefined
        : 'Cannot start: the spec asks for a running job already (spec.job.state = running). Restart it instead.';
    case 'stop':
      return suspended
        ? 'Cannot stop: it is suspended already (spec.job.state = suspended).'
        : undefined;
    case 'forceStop':
      return suspended && (lifecycle === 'SUSPENDED' || lifecycle === 'CREATED')
        ? 'Cannot force-stop: it is suspended, and there is nothing to stop.'
        : undefined;
    case 'restart':
    case 'rescale':
      return suspended
        ? `${cannot(kind)}: it is suspended. Start it first.`
        : undefined;
    case 'restore':
      return suspended
        ? 'Cannot restore: it is suspended. Start it from that snapshot instead.'
        : undefined;
    default:
      return undefined;
  }
}

function forWantOfState(
  kind: ActionKind,
  facts: LegalityFacts,
): string | undefined {
  switch (kind) {
    case 'snapshot':
      return facts.jobState === 'RUNNING'
        ? undefined
        : `Cannot take a snapshot now: the operator abandons snapshots of a job that is not RUNNING, and this one is ${
            facts.jobState ?? 'in no state the operator reports'
          }. It is offered again once the job is RUNNING.`;
    case 'restore':
      return (
        snapshotsUnreadable(kind, facts) ??
        (facts.snapshots?.some(({ status }) => status === 'ready')
          ? undefined
          : 'Cannot restore: there is no complete snapshot of this application. Take one first.')
      );
    case 'deleteSnapshot':
      return (
        snapshotsUnreadable(kind, facts) ??
        (facts.snapshots?.length
          ? undefined
          : 'Cannot delete a snapshot: there is none of this application.')
      );
    case 'rollback':
      // Source: operator, CommonStatus#getLifecycleState: STABLE means that the newest spec is the stable one; a
      // suspended spec is called stable at once.
      return !facts.specAhead &&
        (facts.lifecycle === 'STABLE' || facts.lifecycle === 'SUSPENDED')
        ? `Cannot roll back: the operator keeps one earlier spec, the last stable one, and that is the spec in force (${facts.lifecycle}). To go further back, upgrade to the earlier tag or apply the earlier manifest.`
        : undefined;
    default:
      return undefined;
  }
}

function snapshotsUnreadable(
  kind: ActionKind,
  { snapshots, snapshotsUnreadable: why }: LegalityFacts,
): string | undefined {
  return snapshots
    ? undefined
    : `${cannot(kind)} while the snapshots cannot be read. ${why ?? ''}`.trim();
}

function cannot(kind: ActionKind): string {
  switch (kind) {
    case 'snapshot':
      return 'Cannot take a snapshot';
    case 'deleteSnapshot':
      return 'Cannot delete a snapshot';
    default:
      return `Cannot ${actionVerb(kind).toLowerCase()}`;
  }
}
