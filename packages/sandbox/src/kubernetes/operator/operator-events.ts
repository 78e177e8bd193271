import { SimulatedException } from '../../world/types';
import { KubernetesObject } from '../store/objects';
import { Phase } from './deployment-phase';
import { EventRecorder } from './event-recorder';
import { ManagedResource } from './managed-resource';
import { CRASH_LOOP_MESSAGE, savepointError } from './reported-error';
import { REJECTED_SPEC_MESSAGE } from './story-phase';

const LIMIT_PER_RECONCILE = 10;
const STACK_LINES = 5;
const REPEAT_MS = 60_000;

/** Records what the operator says about a resource as time passes. */
export function recordObservations(
  events: EventRecorder,
  object: KubernetesObject,
  managed: ManagedResource,
  phase: Phase,
  nowMs: number,
): void {
  if (managed.deletingSinceMs !== undefined) return;
  recordExceptions(events, object, managed, nowMs);
  recordScaling(events, object, managed, nowMs);
  recordStatusChange(events, object, managed, phase, nowMs);
}

function recordExceptions(
  events: EventRecorder,
  object: KubernetesObject,
  managed: ManagedResource,
  nowMs: number,
): void {
  const { job } = managed;
  if (!job) return;
  const fresh = job.exceptions(managed.exceptionsUntilMs, nowMs);
  managed.exceptionsUntilMs = nowMs;
  // A process that dies takes its exceptions with it: the operator only sees the crash.
  if (managed.story === 'jobmanager-crash-loop') {
    fresh.forEach(exception => {
      events.record(object, {
        reason: 'CrashLoopBackOff',
        message: CRASH_LOOP_MESSAGE,
        type: 'Warning',
        component: 'JobManagerDeployment',
        atMs: exception.atMs,
      });
    });
    return;
  }
  for (const exception of withinLimit(fresh)) {
    events.record(object, {
      reason: 'JobException',
      message: shortStack(exception),
      type: 'Warning',
      component: 'Job',
      atMs: exception.atMs,
      annotations: {
        'exception-timestamp': new Date(exception.atMs).toISOString(),
        ...(exception.taskName ? { 'task-name': exception.taskName } : {}),
        ...(exception.endpoint ? { endpoint: exception.endpoint } : {}),
        ...(exception.taskManagerId
          ? { 'tm-id': exception.taskManagerId }
          : {}),
      },
    });
  }
}

/** At most ten per look; of the time before anybody looked, ten for each minute the operator would have. */
function withinLimit(fresh: SimulatedException[]): SimulatedException[] {
  const byLook = new Map<number, SimulatedException[]>();
  for (const exception of fresh) {
    const look = Math.floor(exception.atMs / REPEAT_MS);
    byLook.set(look, [...(byLook.get(look) ?? []), exception]);
  }
  return [...byLook.values()].flatMap(each => each.slice(-LIMIT_PER_RECONCILE));
}

function shortStack(exception: SimulatedException): string {
  const lines = exception.stackTrace.split('\n');
  const shown = lines.slice(0, STACK_LINES).join('\n');
  const left = lines.length - STACK_LINES;
  return left > 0 ? `${shown}\n\t... (${left} more lines)` : shown;
}

function recordScaling(
  events: EventRecorder,
  object: KubernetesObject,
  managed: ManagedResource,
  nowMs: number,
): void {
  const parallelism = managed.job?.at(nowMs).parallelism;
  const before = managed.lastParallelism;
  managed.lastParallelism = parallelism;
  if (managed.story !== 'autoscaled' || !managed.job) return;
  if (before === undefined || parallelism === undefined) return;
  if (before !== parallelism) {
    recordScalingAt(events, object, managed, before, parallelism, nowMs);
  }
}

function recordScalingAt(
  events: EventRecorder,
  object: KubernetesObject,
  managed: ManagedResource,
  before: number,
  after: number,
  atMs: number,
): void {
  const vertices = managed.job?.vertices ?? [];
  const changes = vertices
    .map(
      vertex =>
        `{ Vertex ID ${vertex.id} | Parallelism ${before} -> ${after} }`,
    )
    .join(' ');
  for (const reason of ['ScalingReport', 'Scaling']) {
    events.record(object, {
      reason,
      message: `Scaling execution enabled, begin scaling vertices:${changes}`,
      type: 'Normal',
      component: 'Operator',
      atMs,
    });
  }
}

function recordStatusChange(
  events: EventRecorder,
  object: KubernetesObject,
  managed: ManagedResource,
  phase: Phase,
  nowMs: number,
): void {
  const before = managed.lastJobStatus;
  managed.lastJobStatus = phase.jobState;
  if (before === undefined || before === phase.jobState || !phase.jobState) {
    return;
  }
  events.record(object, {
    reason: 'JobStatusChanged',
    message: `Job status changed from ${before} to ${phase.jobState}`,
    type: 'Normal',
    component: 'Job',
    atMs: nowMs,
  });
}

/** What happened in the last hour, for a fleet that existed before anybody looked. */
export function recordHistory(
  events: EventRecorder,
  object: KubernetesObject,
  managed: ManagedResource,
  deployedAtMs: number,
  nowMs: number,
): void {
  const recent = (atMs: number) => nowMs - atMs < 60 * 60_000;
  if (recent(deployedAtMs) && managed.story !== 'rejected-spec') {
    for (const [reason, message] of [
      ['SpecChanged', 'UPGRADE change(s) detected, starting reconciliation.'],
      ['Suspended', 'Suspending existing deployment.'],
      ['Submit', 'Starting deployment'],
    ]) {
      events.record(object, {
        reason,
        message,
        type: 'Normal',
        component: reason === 'Submit' ? 'JobManagerDeployment' : 'Operator',
        atMs: deployedAtMs,
      });
    }
  }
  recordStandingWarning(events, object, managed, {
    firstAtMs: deployedAtMs,
    atMs: nowMs - (nowMs % REPEAT_MS),
    count: Math.max(1, Math.floor((nowMs - deployedAtMs) / REPEAT_MS)),
  });
  if (managed.story === 'rolled-back') {
    events.record(object, {
      reason: 'Rollback',
      message: 'Rolling back failed deployment.',
      type: 'Normal',
      component: 'JobManagerDeployment',
      atMs: deployedAtMs + 6 * 60_000,
    });
  }
  if (managed.story === 'autoscaled' && managed.job) {
    let before = managed.job.at(nowMs - 6 * 60 * 60_000).parallelism;
    for (let ago = 6 * 60; ago >= 0; ago -= 5) {
      const atMs = nowMs - ago * 60_000;
      const after = managed.job.at(atMs).parallelism;
      if (after !== before) {
        recordScalingAt(events, object, managed, before, after, atMs);
      }
      before = after;
    }
  }
}

/** Repeats a standing warning, as each of the operator's retries does. */
export function recordStandingWarning(
  events: EventRecorder,
  object: KubernetesObject,
  managed: ManagedResource,
  when: { atMs: number; firstAtMs?: number; count?: number },
): void {
  const standing: Record<string, { reason: string; message: string }> = {
    'stuck-updating': {
      reason: 'SavepointError',
      message: savepointError(managed.name).text,
    },
    'rejected-spec': {
      reason: 'ValidationError',
      message: REJECTED_SPEC_MESSAGE,
    },
  };
  const warning = standing[managed.story];
  if (!warning || managed.transition) return;
  events.record(object, {
    ...warning,
    ...when,
    type: 'Warning',
    component: 'Operator',
  });
}
