/**
 * Rows as the database gives them. PostgreSQL hands bigints over as text, SQLite as numbers; `Integer`
 * says so, and `toNumber` ends it.
 */
export type Integer = number | string;

export interface SourceRow {
  id: string;
  runtime: string;
  title: string;
  mode: string;
  poll_interval_ms: number;
  budget_usd: number | null;
  status: string;
  last_attempt_at: Integer | null;
  last_good_at: Integer | null;
  next_try_at: Integer | null;
  failures: number;
  error_reason: string | null;
  error_message: string | null;
  gone_at: Integer | null;
}

export interface ApplicationRow {
  id: string;
  runtime: string;
  source_id: string;
  external_id: string;
  name: string;
  name_sort: string;
  owner: string | null;
  environment: string | null;
  tier: string | null;
  confirmed_owner: string | null;
  confirmed_environment: string | null;
  entity_refs_json: string;
  verdict: string;
  verdict_rank: number;
  verdict_since: Integer;
  top_finding_text: string | null;
  search: string;
  lag: number | null;
  records_out: number | null;
  last_checkpoint_at: Integer | null;
  restarts: number | null;
  flink_version: string | null;
  flink_version_sort: number | null;
  last_change_at: Integer | null;
  identity_json: string;
  known_json: string;
  judgement_json: string;
  summary_json: string;
  note: string | null;
  observed_at: Integer;
  state_good_at: Integer | null;
  judged_at: Integer;
  first_seen_at: Integer;
  interest_at: Integer | null;
  removed_at: Integer | null;
  rev: Integer;
  first_fault_json: string | null;
}

export interface FaultRow {
  application_id: string;
  begun_at: Integer;
  status: string;
  attempts: number;
  next_try_at: Integer;
  ended_at: Integer | null;
  fault_at: Integer | null;
  fault_json: string | null;
}

export interface EntityLinkRow {
  entity_ref: string;
  application_id: string;
  annotation: string;
  value: string;
  owner: string | null;
  confirmed_by: string | null;
  message: string | null;
}

export interface OperationRow {
  application_id: string;
  operation_id: string;
  started_at: Integer;
  operation_json: string;
}

export interface VerdictTransitionRow {
  application_id: string;
  at: Integer;
  from_verdict: string | null;
  to_verdict: string;
  reason: string | null;
  since: Integer | null;
  rule_id: string | null;
  planned: boolean | number | null;
}

export interface RuntimeEventRow {
  application_id: string;
  event_id: string;
  first_at: Integer;
  last_at: Integer;
  event_json: string;
}

export interface NotificationStateRow {
  application_id: string;
  verdict: string;
  verdict_at: Integer;
  level: string;
  episode: string | null;
  version: number;
}

export interface NotificationRow {
  id: Integer;
  application_id: string;
  episode: string;
  kind: string;
  owner: string;
  payload_json: string;
  status: string;
  created_at: Integer;
  next_try_at: Integer;
  attempts: number;
  ended_at: Integer | null;
}

export interface MetricHourRow {
  application_id: string;
  hour_start: Integer;
  values_json: string;
  counters_json: string;
}

export interface SourceCallRow {
  source_id: string;
  hour_start: Integer;
  operation: string;
  calls: number;
  usd: number;
}

export function toNumber(value: Integer): number;
export function toNumber(value: Integer | null | undefined): number | undefined;
export function toNumber(
  value: Integer | null | undefined,
): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}

/** Epoch ms as ISO 8601. */
export function toIso(value: Integer): string;
export function toIso(value: Integer | null | undefined): string | undefined;
export function toIso(value: Integer | null | undefined): string | undefined {
  return value === null || value === undefined
    ? undefined
    : new Date(Number(value)).toISOString();
}
