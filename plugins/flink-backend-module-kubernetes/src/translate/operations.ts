import {
  redactText,
  type Operation,
  type OperationKind,
  type OperationStatus,
} from '@flink-portal/backstage-plugin-flink-common';
import { lastSpecWrite, type KubernetesEvent } from '../resources';
import { itemsOf, type ApplicationFacts } from './ApplicationFacts';
import { kindOfSpecChange } from './change';
import type { DeploymentView } from './DeploymentView';
import { iso } from './iso';

const MOST_OPERATIONS = 100;
const NEAR_MS = 10 * 60_000;
const LONGEST_CHANGE = 300;

interface OperationRow {
  readonly kind: (message: string) => OperationKind;
  readonly planned: boolean;
  readonly failed?: true;
}

const always = (kind: OperationKind) => () => kind;

/**
 * The operator's events that are operations. What it does by itself after a failure is not planned.
 * Source: operator 1.15, EventRecorder.Reason.
 */
const OPERATION_EVENTS: Readonly<Record<string, OperationRow>> = {
  SpecChanged: { kind: kindOfSpecChange, planned: true },
  Suspended: { kind: always('stop'), planned: true },
  Submit: { kind: always('start'), planned: true },
  Rollback: { kind: always('rollback'), planned: false },
  Scaling: { kind: always('autoscale'), planned: true },
  ScalingReport: { kind: always('autoscale'), planned: true },
  RecoverDeployment: { kind: always('restart'), planned: false },
  RestartUnhealthyJob: { kind: always('restart'), planned: false },
  SavepointError: { kind: always('snapshot'), planned: true, failed: true },
  CheckpointError: { kind: always('snapshot'), planned: true, failed: true },
  UpgradeFailed: { kind: always('update'), planned: true, failed: true },
  RestoreFailed: { kind: always('restore'), planned: true, failed: true },
};

/**
 * Changes of the application, newest first. Events live an hour in a cluster, so what was known before
 * is kept.
 */
export function operationsOf(
  view: DeploymentView | undefined,
  facts: ApplicationFacts,
  before: readonly Operation[],
): Operation[] {
  const known = new Map<string, Operation>();
  for (const operation of before) known.set(operation.id, operation);
  for (const operation of [
    ...(view ? fromEvents(view) : []),
    ...fromSnapshots(facts),
  ]) {
    known.set(operation.id, operation);
  }
  const transition = view && fromTransition(view, [...known.values()]);
  if (transition) known.set(transition.id, transition);
  return [...known.values()]
    .map(operation => settle(operation, view))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt))
    .slice(0, MOST_OPERATIONS);
}

function fromEvents(view: DeploymentView): Operation[] {
  const oldestFirst = [...view.events].reverse();
  return oldestFirst.flatMap(event => {
    const row = OPERATION_EVENTS[event.reason];
    if (!row || isPartOfAnother(event, oldestFirst)) return [];
    const end = row.failed
      ? { status: 'failed' as const, endedAt: iso(event.atMs) }
      : endOf(
          event,
          oldestFirst.filter(
            other =>
              other.atMs > event.atMs ||
              (other.atMs === event.atMs && other.reason === 'Submit'),
          ),
          view,
        );
    const writer = lastSpecWrite(view.deployment.metadata);
    // Only the newest write is known; it belongs to an event that follows it at once.
    const byWriter =
      event.reason === 'SpecChanged' &&
      writer?.manager &&
      event.atMs >= writer.atMs &&
      event.atMs - writer.atMs < 2 * 60_000
        ? { initiatedBy: writer.manager }
        : {};
    const text = redactText(event.message).slice(0, LONGEST_CHANGE);
    return [
      {
        id: `${event.reason}-${event.atMs}`,
        kind: row.kind(event.message),
        verbatim: event.reason,
        startedAt: iso(event.atMs),
        planned: row.planned,
        ...end,
        ...byWriter,
        ...(text && (row.failed ? { failure: text } : { change: text })),
      },
    ];
  });
}

// A submit ends the change before it; suspending is a step of an upgrade. Times of events are whole seconds,
// so what happened in the same second may come in any order.
function isPartOfAnother(
  event: KubernetesEvent,
  all: readonly KubernetesEvent[],
): boolean {
  if (event.reason !== 'Submit' && event.reason !== 'Suspended') return false;
  return all.some(
    candidate =>
      [
        'SpecChanged',
        'Rollback',
        'RecoverDeployment',
        'RestartUnhealthyJob',
      ].includes(candidate.reason) &&
      event.atMs >= candidate.atMs &&
      event.atMs - candidate.atMs < NEAR_MS,
  );
}

function endOf(
  event: KubernetesEvent,
  later: readonly KubernetesEvent[],
  view: DeploymentView,
): { status: OperationStatus; endedAt?: string } {
  const next = later.find(
    candidate =>
      candidate.reason in OPERATION_EVENTS &&
      candidate.reason !== 'Submit' &&
      candidate.reason !== 'Suspended',
  );
  if (next) {
    const failed =
      next.reason === 'Rollback' || OPERATION_EVENTS[next.reason].failed;
    return {
      status: failed ? 'failed' : 'succeeded',
      endedAt: iso(
        later.find(({ reason }) => reason === 'Submit')?.atMs ?? next.atMs,
      ),
    };
  }
  const status = statusByLifecycle(view);
  const submitted = later.find(({ reason }) => reason === 'Submit');
  return status === 'inProgress'
    ? { status }
    : {
        status,
        endedAt: iso(
          submitted?.atMs ?? Math.max(event.atMs, view.transitionAtMs),
        ),
      };
}

function statusByLifecycle(view: DeploymentView): OperationStatus {
  switch (view.lifecycle) {
    case 'STABLE':
    case 'SUSPENDED':
      return 'succeeded';
    case 'FAILED':
    case 'ROLLED_BACK':
      return 'failed';
    default:
      return 'inProgress';
  }
}

/** Where no event tells of the last transition of the spec, its time alone still does. */
function fromTransition(
  view: DeploymentView,
  known: readonly Operation[],
): Operation | undefined {
  const atMs =
    view.status?.reconciliationStatus?.reconciliationTimestamp ?? undefined;
  if (atMs === undefined) return undefined;
  const told = known.some(operation => {
    const startedAtMs = Date.parse(operation.startedAt);
    const endedAtMs = Date.parse(operation.endedAt ?? operation.startedAt);
    return (
      operation.kind !== 'snapshot' &&
      atMs >= startedAtMs - NEAR_MS &&
      atMs <= endedAtMs + NEAR_MS
    );
  });
  if (told) return undefined;
  const status = statusByLifecycle(view);
  return {
    id: `transition-${atMs}`,
    kind: view.lifecycle === 'SUSPENDED' ? 'stop' : 'update',
    verbatim: view.status?.reconciliationStatus?.state ?? 'reconciled',
    status,
    startedAt: iso(atMs),
    ...(status === 'inProgress' ? {} : { endedAt: iso(atMs) }),
    planned: true,
    change: `generation ${view.status?.observedGeneration ?? 'unknown'}`,
  };
}

function fromSnapshots(facts: ApplicationFacts): Operation[] {
  return itemsOf(facts.snapshots).flatMap(({ metadata, status }) => {
    // Periodic ones would bury everything else.
    if (metadata.labels['snapshot.trigger-type'] === 'PERIODIC') return [];
    const startedAtMs = status?.triggerTimestamp ?? metadata.creationTimestamp;
    if (startedAtMs === undefined) return [];
    const failed = status?.state === 'FAILED' || status?.state === 'ABANDONED';
    const done = failed || status?.state === 'COMPLETED';
    const requestedBy = metadata.annotations['backstage.io/requested-by'];
    const finished: OperationStatus = failed ? 'failed' : 'succeeded';
    return [
      {
        id: `snapshot-${metadata.name}`,
        kind: 'snapshot' as const,
        verbatim: 'FlinkStateSnapshot',
        status: done ? finished : ('inProgress' as const),
        startedAt: iso(startedAtMs),
        ...(done
          ? { endedAt: iso(status?.resultTimestamp ?? startedAtMs) }
          : {}),
        planned: true,
        change: metadata.name,
        ...(requestedBy ? { initiatedBy: requestedBy } : {}),
        ...(failed && status?.error
          ? { failure: redactText(status.error) }
          : {}),
      },
    ];
  });
}

/** An operation whose events have expired must not stay "in progress" for ever. */
function settle(
  operation: Operation,
  view: DeploymentView | undefined,
): Operation {
  if (
    operation.status !== 'inProgress' ||
    operation.kind === 'snapshot' ||
    !view
  ) {
    return operation;
  }
  const status = statusByLifecycle(view);
  return status === 'inProgress'
    ? operation
    : {
        ...operation,
        status,
        endedAt: iso(
          Math.max(Date.parse(operation.startedAt), view.transitionAtMs),
        ),
      };
}
