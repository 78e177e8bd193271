import type { Integer } from '../../store/rows';

export interface ActionPlanRow {
  id: string;
  application_id: string;
  person: string;
  created_at: Integer;
  expires_at: Integer;
  request_json: string;
  plan_json: string;
  target_json: string;
}

export interface ActionRow {
  id: string;
  application_id: string;
  kind: string;
  status: string;
  origin: string;
  requested_by: string;
  requested_at: Integer;
  idempotency_key: string;
  reason: string | null;
  decided_by: string | null;
  decided_at: Integer | null;
  decision_reason: string | null;
  expires_at: Integer | null;
  request_json: string;
  plan_json: string;
  target_json: string;
  sent_at: Integer | null;
  ended_at: Integer | null;
  handle: string | null;
  progress_json: string;
  next_look_at: Integer | null;
  failed_looks: number;
  operation_id: string | null;
  supersedes: string | null;
  watch_at: Integer | null;
  watch_json: string | null;
  rev: Integer;
}

export interface ActionLockRow {
  application_id: string;
  action_id: string;
  taken_at: Integer;
}
