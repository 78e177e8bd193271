import type { Snapshot } from '@flink-portal/backstage-plugin-flink-common';
import type { FreshDeployment } from '../target/FreshDeployment';

/** What decides whether an action is legal, from the last observation or read fresh. */
export interface LegalityFacts {
  /** A session cluster: it has no job of its own. */
  readonly session: boolean;
  readonly deleting: boolean;
  /** What the spec asks for. */
  readonly desired: 'running' | 'suspended';
  /** `status.lifecycleState`. */
  readonly lifecycle?: string;
  /** `status.jobStatus.state`. */
  readonly jobState?: string;
  /** The operator has not taken up what the spec asks for: it refused it, waits, or has not looked yet. */
  readonly specAhead: boolean;
  /** Undefined when they could not be read. */
  readonly snapshots?: readonly Snapshot[];
  /** Why the snapshots could not be read. */
  readonly snapshotsUnreadable?: string;
}

/** The facts of a fresh reading. */
export function legalityFactsOf(fresh: FreshDeployment): LegalityFacts {
  const { view, deployment } = fresh;
  return {
    session: view.session,
    deleting: deployment.metadata.deletionTimestamp !== undefined,
    desired: view.wantsSuspended ? 'suspended' : 'running',
    specAhead: view.specAhead,
    ...(view.lifecycle ? { lifecycle: view.lifecycle } : {}),
    ...(view.jobState && !view.session ? { jobState: view.jobState } : {}),
    ...(fresh.snapshots ? { snapshots: fresh.snapshots } : {}),
    ...(fresh.snapshotsUnreadable
      ? { snapshotsUnreadable: fresh.snapshotsUnreadable.message }
      : {}),
  };
}
