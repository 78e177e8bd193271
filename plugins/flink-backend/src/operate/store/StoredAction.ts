import type {
  ActionRequest,
  ActionStatus,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ActionTarget } from '@flink-portal/backstage-plugin-flink-node';
import type {
  ActionAlternative,
  ActionPlan,
  ActionStep,
  ChangeWatch,
} from '../../schema/openapi/generated/models';
import { toNumber } from '../../store/rows';
import type { ActionRow } from './actionRows';

/** How far an action got, as following it found. */
export interface StoredProgress {
  readonly steps: readonly ActionStep[];
  /** What is true now or in the end, in a sentence. */
  readonly message: string;
  /** The runtime's own words, redacted. */
  readonly failure?: string;
  readonly alternatives?: readonly ActionAlternative[];
  /** Why it could not be followed at the newest attempt. */
  readonly followProblem?: string;
  readonly versionAfter?: string;
}

/** An action as the database has it. */
export interface StoredAction {
  readonly id: string;
  readonly applicationId: string;
  readonly request: ActionRequest;
  readonly status: ActionStatus;
  readonly origin: 'person' | 'agent';
  /** Entity ref. */
  readonly requestedBy: string;
  readonly requestedAtMs: number;
  readonly idempotencyKey: string;
  readonly reason?: string;
  readonly decidedBy?: string;
  readonly decidedAtMs?: number;
  readonly decisionReason?: string;
  readonly expiresAtMs?: number;
  readonly plan: ActionPlan;
  readonly target: ActionTarget;
  /** When the call was made; absent: certain that none was. */
  readonly sentAtMs?: number;
  readonly endedAtMs?: number;
  readonly handle?: string;
  readonly progress: StoredProgress;
  /** When it is to be followed again, or when the lease of who follows it ends. */
  readonly nextLookAtMs?: number;
  readonly failedLooks: number;
  /** The runtime's operation. */
  readonly operationId?: string;
  /** The action whose place it takes once it is sent. */
  readonly supersedes?: string;
  readonly watchAtMs?: number;
  readonly watch?: ChangeWatch;
}

/** Reads a row. */
export function toStoredAction(row: ActionRow): StoredAction {
  return {
    id: row.id,
    applicationId: row.application_id,
    request: JSON.parse(row.request_json),
    status: row.status as ActionStatus,
    origin: row.origin as StoredAction['origin'],
    requestedBy: row.requested_by,
    requestedAtMs: toNumber(row.requested_at),
    idempotencyKey: row.idempotency_key,
    reason: row.reason ?? undefined,
    decidedBy: row.decided_by ?? undefined,
    decidedAtMs: toNumber(row.decided_at),
    decisionReason: row.decision_reason ?? undefined,
    expiresAtMs: toNumber(row.expires_at),
    plan: JSON.parse(row.plan_json),
    target: JSON.parse(row.target_json),
    sentAtMs: toNumber(row.sent_at),
    endedAtMs: toNumber(row.ended_at),
    handle: row.handle ?? undefined,
    progress: JSON.parse(row.progress_json),
    nextLookAtMs: toNumber(row.next_look_at),
    failedLooks: row.failed_looks,
    operationId: row.operation_id ?? undefined,
    supersedes: row.supersedes ?? undefined,
    watchAtMs: toNumber(row.watch_at),
    watch: row.watch_json ? JSON.parse(row.watch_json) : undefined,
  };
}
