import {
  deploymentSpecSchema,
  lastSpecWrite,
  type DeploymentSpec,
  type FlinkDeployment,
  type FlinkStatus,
  type KubernetesEvent,
  type Pod,
  type StatusError,
} from '../resources';
import { itemsOf, type ApplicationFacts } from './ApplicationFacts';
import { lifecycleOf } from './lifecycle';

/** One FlinkDeployment as the rules look at it: defaults filled in, old shapes made new. */
export interface DeploymentView {
  readonly facts: ApplicationFacts;
  readonly deployment: FlinkDeployment;
  readonly nowMs: number;
  /** What was asked for. */
  readonly spec: DeploymentSpec;
  /** What runs: differs from `spec` when that was rejected or rolled back. */
  readonly effectiveSpec: DeploymentSpec;
  readonly status?: FlinkStatus;
  /** A session cluster: no job of its own. */
  readonly session: boolean;
  readonly wantsSuspended: boolean;
  readonly lifecycle?: string;
  readonly jobManager?: string;
  readonly jobState?: string;
  readonly error?: StatusError;
  /** Epoch ms of the last transition of the spec, else of the creation. */
  readonly transitionAtMs: number;
  /** Epoch ms of the last write to the spec, where the API server says. */
  readonly specWrittenAtMs?: number;
  /** The operator has not taken up the newest spec. */
  readonly specAhead: boolean;
  /** Newest first; of this FlinkDeployment alone. */
  readonly events: readonly KubernetesEvent[];
  readonly pods: readonly Pod[];
}

const EMPTY_SPEC = deploymentSpecSchema.parse({});

/** Looks at a deployment; undefined when there is none. */
export function viewOf(facts: ApplicationFacts): DeploymentView | undefined {
  const { deployment } = facts;
  if (!deployment) return undefined;
  const { metadata, status } = deployment;
  const reconciliation = status?.reconciliationStatus;
  const reconciled = reconciliation?.lastReconciledSpec.spec;
  const spec = deployment.spec ?? reconciled ?? EMPTY_SPEC;
  const lifecycle = lifecycleOf(status);
  const specAhead =
    metadata.generation !== undefined &&
    status?.observedGeneration !== undefined &&
    metadata.generation > status.observedGeneration;
  let effectiveSpec = spec;
  if (lifecycle === 'ROLLED_BACK' || lifecycle === 'ROLLING_BACK') {
    effectiveSpec = reconciliation?.lastStableSpec.spec ?? spec;
  } else if (specAhead) {
    effectiveSpec = reconciled ?? spec;
  }
  return {
    facts,
    deployment,
    nowMs: facts.nowMs,
    spec,
    effectiveSpec,
    status,
    session: spec.job === undefined,
    wantsSuspended: spec.job?.state === 'suspended',
    lifecycle,
    jobManager: status?.jobManagerDeploymentStatus,
    jobState: status?.jobStatus?.state,
    error: status?.error,
    transitionAtMs:
      reconciliation?.reconciliationTimestamp ??
      metadata.creationTimestamp ??
      facts.nowMs,
    specWrittenAtMs: lastSpecWrite(metadata)?.atMs,
    specAhead,
    events: itemsOf(facts.events)
      .filter(
        ({ involvedObject }) =>
          involvedObject.kind === 'FlinkDeployment' &&
          involvedObject.name === metadata.name &&
          (!involvedObject.uid ||
            !metadata.uid ||
            involvedObject.uid === metadata.uid),
      )
      .sort((a, b) => b.atMs - a.atMs),
    pods: itemsOf(facts.pods).filter(
      pod => pod.metadata.labels.app === metadata.name,
    ),
  };
}

/** The newest event with one of these reasons, at most so old. */
export function newestEvent(
  view: DeploymentView,
  reasons: readonly string[],
  withinMs: number = Number.POSITIVE_INFINITY,
): KubernetesEvent | undefined {
  return view.events.find(
    event =>
      reasons.includes(event.reason) && view.nowMs - event.atMs <= withinMs,
  );
}

/** Epoch ms since when the job's state is what it is, as far as anybody knows. */
export function jobStateSinceMs(view: DeploymentView): number {
  const sinceMs = reportedSinceMs(view);
  // A job that is out of sight since before its newest deployment is another job than the one that was deployed.
  return view.jobState === 'RECONCILING' && !view.wantsSuspended
    ? Math.max(sinceMs, view.transitionAtMs)
    : sinceMs;
}

function reportedSinceMs(view: DeploymentView): number {
  const { jobState, status, facts } = view;
  const running = status?.conditions.find(({ type }) => type === 'Running');
  // The condition changes its time only when its status flips, which is what is asked here.
  if (
    running?.lastTransitionTime &&
    (running.status === 'True') === (jobState === 'RUNNING')
  ) {
    return running.lastTransitionTime;
  }
  // The operator does not touch updateTime when it merely loses sight of the job.
  if (jobState !== 'RECONCILING' && status?.jobStatus?.updateTime) {
    return status.jobStatus.updateTime;
  }
  const seen = facts.seen.jobState;
  return seen?.value === jobState && seen ? seen.sinceMs : view.nowMs;
}

/** Epoch ms since when the JobManager is as it is. */
export function jobManagerSinceMs(view: DeploymentView): number {
  const seen = view.facts.seen.jobManager;
  return seen && seen.value === view.jobManager ? seen.sinceMs : view.nowMs;
}
