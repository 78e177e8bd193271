import type {
  ObservedState,
  RuntimeCondition,
} from '@flink-portal/backstage-plugin-flink-common';
import { changeKindOf } from './applicationStatus';
import { lastChangeOf } from './failedChange';
import { readyPhase } from './readyPhase';
import type { ManagedOperation } from './toOperation';

/** What the state is derived from. */
export interface StateFacts {
  /** ApplicationStatus, as the service wrote it. */
  readonly status: string;
  /** Newest first; undefined when they could not be read. */
  readonly operations?: readonly ManagedOperation[];
  /** ISO 8601: when this status was first seen. */
  readonly statusFirstSeenAt: string;
  /** True when the status was seen to change, so that the time above says when. */
  readonly statusChangeSeen: boolean;
  /** ApplicationVersionRolledBackFrom. */
  readonly rolledBackFrom?: number;
}

/**
 * Puts a status into the words all runtimes share. RUNNING says nothing about the job, and READY is
 * neither fine nor broken by itself: there the operations decide.
 */
export function toState(facts: StateFacts): ObservedState {
  const { status, operations = [] } = facts;
  const verbatim = [{ label: 'Application status', value: status }];
  const seenSince = facts.statusChangeSeen
    ? { since: facts.statusFirstSeenAt }
    : {};
  const kind = changeKindOf(status);

  if (kind) {
    const running = operations.find(
      ({ operation }) =>
        operation.status === 'inProgress' && operation.kind === kind,
    )?.operation;
    const startedAt = running?.startedAt ?? facts.statusFirstSeenAt;
    return {
      phase: 'changing',
      verbatim,
      since: startedAt,
      change: { kind, startedAt, verbatim: status },
      conditions:
        kind === 'rollback' ? lastChangeOf(operations)?.conditions ?? [] : [],
    };
  }

  switch (status) {
    case 'RUNNING': {
      const since = lastInterruptionEndOf(operations);
      return {
        phase: 'running',
        verbatim,
        ...(since ? { since } : seenSince),
        conditions: facts.operations
          ? lastChangeOf(operations)?.conditions ?? []
          : rolledBackByVersion(facts),
      };
    }
    case 'READY': {
      const { phase, since, change, conditions } = readyPhase(operations);
      return {
        phase,
        verbatim,
        ...(since ? { since } : seenSince),
        ...(change ? { change } : {}),
        conditions,
      };
    }
    case 'ROLLED_BACK': {
      const known = lastChangeOf(operations)?.conditions ?? [];
      return {
        phase: 'failed',
        verbatim,
        ...seenSince,
        conditions: known.length > 0 ? known : [rolledBackByStatus(facts)],
      };
    }
    default:
      return { phase: 'unrecognized', verbatim, ...seenSince, conditions: [] };
  }
}

/** When the newest operation that restarts the job ended: since then it runs. */
function lastInterruptionEndOf(
  operations: readonly ManagedOperation[],
): string | undefined {
  return operations.find(
    ({ operation }) =>
      operation.status === 'succeeded' &&
      ['start', 'update', 'rollback', 'autoscale', 'maintenance'].includes(
        operation.kind,
      ),
  )?.operation.endedAt;
}

/** Without operations nobody can tell a person's rollback from the service's; the fact remains. */
function rolledBackByVersion({
  rolledBackFrom,
}: StateFacts): RuntimeCondition[] {
  return rolledBackFrom === undefined
    ? []
    : [
        {
          code: 'rolledBack',
          message: `Version ${rolledBackFrom} was rolled back; its operations could not be read`,
          evidence: `ApplicationVersionRolledBackFrom = ${rolledBackFrom}`,
        },
      ];
}

function rolledBackByStatus({ rolledBackFrom }: StateFacts): RuntimeCondition {
  return {
    code: 'rolledBack',
    message:
      rolledBackFrom === undefined
        ? 'The service rolled the application back'
        : `The service rolled version ${rolledBackFrom} back`,
    evidence: 'ApplicationStatus = ROLLED_BACK',
  };
}
