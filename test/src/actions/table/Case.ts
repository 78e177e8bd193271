import type {
  ActionKind,
  ActionStatus,
  flinkApi,
} from '@flink-portal/backstage-plugin-flink-common';
import type { BadOutcome, FaultKind, FaultTarget } from '@flink-portal/sandbox';

export type Runtime = 'managed' | 'kubernetes';

/** What goes wrong on the way of an action. */
export type Trouble =
  | 'none'
  | FaultKind
  | BadOutcome
  /** Confirmed three times at once, twice with the same key. */
  | 'threeClicks'
  /** The backend is killed while it follows, and started again. */
  | 'killed';

/** One action under one trouble, on an application of its own. */
export interface Case {
  readonly runtime: Runtime;
  readonly kind: ActionKind;
  readonly trouble: Trouble;
  /** How the action must end. */
  readonly ends: ActionStatus;
  /** How often it must have taken effect, by the far side’s own record. */
  readonly effects: 0 | 1;
}

/** What the application is before the action. */
export type Before = 'running' | 'stopped' | 'changed';

const OUTCOMES: readonly Trouble[] = ['fails', 'rolledBack'];
const OURS: readonly Trouble[] = ['none', 'threeClicks', 'killed'];

export function nameOf({ kind, trouble }: Case): string {
  const short = `${kind}-${trouble}`.replace(
    /[A-Z]/g,
    letter => `-${letter.toLowerCase()}`,
  );
  return `t-${short}`.slice(0, 44);
}

export function applicationIdOf(one: Case): string {
  return one.runtime === 'managed'
    ? `managed:111122223333/us-east-1/${nameOf(one)}`
    : `kubernetes:eks-prod-eu/web/${nameOf(one)}`;
}

export function farSideNameOf(one: Case): string {
  return one.runtime === 'managed' ? nameOf(one) : `web/${nameOf(one)}`;
}

export function targetOf({ runtime }: Case): FaultTarget {
  return runtime === 'managed' ? 'aws' : 'eks-prod-eu';
}

/** The fault of the call, where the trouble is one. */
export function faultOf({ trouble }: Case): FaultKind | undefined {
  return OUTCOMES.includes(trouble) || OURS.includes(trouble)
    ? undefined
    : (trouble as FaultKind);
}

export function outcomeOf({ trouble }: Case): BadOutcome | undefined {
  return trouble === 'fails' || trouble === 'rolledBack' ? trouble : undefined;
}

export function beforeOf({ runtime, kind }: Case): Before {
  if (kind === 'start') {
    return 'stopped';
  }
  const needsHistory =
    kind === 'rollback' ||
    kind === 'restore' ||
    (kind === 'deleteSnapshot' && runtime === 'managed');
  return needsHistory ? 'changed' : 'running';
}

const MANAGED_CALLS: Readonly<Record<ActionKind, string>> = {
  snapshot: 'CreateApplicationSnapshot',
  start: 'StartApplication',
  stop: 'StopApplication',
  forceStop: 'StopApplication',
  restart: 'UpdateApplication',
  rescale: 'UpdateApplication',
  upgrade: 'UpdateApplication',
  restore: 'UpdateApplication',
  rollback: 'RollbackApplication',
  deleteSnapshot: 'DeleteApplicationSnapshot',
};

/** The call the action makes on the far side. */
export function callOf({ runtime, kind }: Case): string {
  if (runtime === 'managed') {
    return MANAGED_CALLS[kind];
  }
  switch (kind) {
    case 'snapshot':
      return 'POST flinkstatesnapshots';
    case 'deleteSnapshot':
      return 'DELETE flinkstatesnapshots';
    default:
      return 'PATCH flinkdeployments';
  }
}

/** What a person asks for; `snapshotName` is one the application has. */
export function requestOf(
  { runtime, kind }: Case,
  snapshotName: string,
): flinkApi.ActionRequest {
  switch (kind) {
    case 'start':
      return { kind, from: { type: 'latest' } };
    case 'rescale':
      return { kind, parallelism: 5 };
    case 'upgrade':
      return runtime === 'managed'
        ? { kind, artifact: 'next.jar' }
        : { kind, artifact: '1.20.4' };
    case 'restore':
    case 'deleteSnapshot':
      return { kind, snapshotName };
    default:
      return { kind };
  }
}
