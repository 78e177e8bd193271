import type { ActionStatus } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionRow } from './actionRows';
import type { StoredAction, StoredProgress } from './StoredAction';

/** An action that is not in the database yet. */
export type NewAction = Pick<
  StoredAction,
  | 'id'
  | 'applicationId'
  | 'request'
  | 'status'
  | 'origin'
  | 'requestedBy'
  | 'requestedAtMs'
  | 'idempotencyKey'
  | 'reason'
  | 'expiresAtMs'
  | 'plan'
  | 'target'
  | 'progress'
>;

/** What somebody decided about an action that waited. */
export interface Decision {
  /** Entity ref. */
  readonly by: string;
  readonly atMs: number;
  readonly reason?: string;
}

/** How an action ended. */
export interface Ending {
  readonly status: ActionStatus;
  readonly progress: StoredProgress;
  readonly atMs: number;
  readonly operationId?: string;
  /** When the time after it is compared with the time before; absent: it is not. */
  readonly watchAtMs?: number;
  readonly watch?: StoredAction['watch'];
}

/** The row of an action that nothing happened to yet. */
export function toNewRow(action: NewAction): ActionRow {
  return {
    id: action.id,
    application_id: action.applicationId,
    kind: action.request.kind,
    status: action.status,
    origin: action.origin,
    requested_by: action.requestedBy,
    requested_at: action.requestedAtMs,
    idempotency_key: action.idempotencyKey,
    reason: action.reason ?? null,
    decided_by: null,
    decided_at: null,
    decision_reason: null,
    expires_at: action.expiresAtMs ?? null,
    request_json: JSON.stringify(action.request),
    plan_json: JSON.stringify(action.plan),
    target_json: JSON.stringify(action.target),
    sent_at: null,
    ended_at: null,
    handle: null,
    progress_json: JSON.stringify(action.progress),
    next_look_at: null,
    failed_looks: 0,
    operation_id: null,
    supersedes: null,
    watch_at: null,
    watch_json: null,
    rev: action.requestedAtMs,
  };
}

/** Columns that a decision writes. */
export function decided({ by, atMs, reason }: Decision): Partial<ActionRow> {
  return {
    decided_by: by,
    decided_at: atMs,
    decision_reason: reason ?? null,
    rev: atMs,
  };
}
