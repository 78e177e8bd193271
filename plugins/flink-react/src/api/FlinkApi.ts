import { createApiRef } from '@backstage/core-plugin-api';
import type {
  flinkApi,
  PlatformStandards,
} from '@flink-portal/backstage-plugin-flink-common';

/** Filters, order and page of the fleet. @public */
export type FleetQuery = flinkApi.ListApplications['query'];

/** How far back metrics are shown. @public */
export type MetricRange = NonNullable<
  flinkApi.GetApplicationMetrics['query']['range']
>;

/** Every range a person can choose, shortest first. @public */
export const METRIC_RANGES: readonly MetricRange[] = [
  '1h',
  '6h',
  '24h',
  '7d',
  '30d',
];

/** How far back exceptions are looked for. @public */
export type ExceptionsRange = NonNullable<
  flinkApi.GetApplicationExceptions['query']['range']
>;

/** Range, kinds and page of a timeline. @public */
export type TimelineQuery = flinkApi.GetApplicationTimeline['query'];

/** Which actions of every application are listed. @public */
export type ActionsQuery = flinkApi.ListActions['query'];

/** A page of one application's actions. @public */
export type ApplicationActionsQuery = flinkApi.ListApplicationActions['query'];

/** What confirms a plan. The same idempotency key gives the same action, however often it is sent. @public */
export type StartActionInput = flinkApi.StartAction['body'];

/** What somebody decides about an action that waits for a person. @public */
export type DecideActionInput = flinkApi.DecideAction['body'];

/** The three parts that name an entity. @public */
export interface EntityName {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/**
 * What the screens ask of the Flink backend. Every method throws `ResponseError` when the backend
 * answers with an error, and the browser's own `TypeError` when it does not answer.
 *
 * @public
 */
export interface FlinkApi {
  /** One page of the fleet, with counts per verdict. */
  listApplications(query: FleetQuery): Promise<flinkApi.ApplicationPage>;
  /** One application with findings, operations and snapshots. */
  getApplication(id: string): Promise<flinkApi.ApplicationDetail>;
  /** Metrics of one application, at the range's fixed resolution. */
  getApplicationMetrics(
    id: string,
    range: MetricRange,
  ): Promise<flinkApi.MetricsResponse>;
  /** Exceptions of one application, grouped, with the first fault. */
  getApplicationExceptions(
    id: string,
    range: ExceptionsRange,
  ): Promise<flinkApi.ExceptionsResponse>;
  /** What happened to one application, newest first. */
  getApplicationTimeline(
    id: string,
    query: TimelineQuery,
  ): Promise<flinkApi.Timeline>;
  /** Time in each verdict over the last 24 hours, 7 and 30 days. */
  getApplicationAvailability(id: string): Promise<flinkApi.Availability>;
  /** The applications an entity's annotations name. */
  getEntityApplications(
    entity: EntityName,
  ): Promise<flinkApi.EntityApplications>;
  /** Every place that is scanned, with its last good read, error and next try. */
  listSources(): Promise<flinkApi.SourceList>;
  /** What one may do to an application now, and who claims it. */
  getAllowedActions(id: string): Promise<flinkApi.AllowedActions>;
  /** What an action would do, from a fresh reading. Sends nothing. */
  planAction(
    id: string,
    request: flinkApi.ActionRequest,
  ): Promise<flinkApi.ActionPlan>;
  /** Confirms a plan. */
  startAction(id: string, input: StartActionInput): Promise<flinkApi.Action>;
  /** Confirms, approves, rejects or withdraws an action that waits for a person. */
  decideAction(
    id: string,
    actionId: string,
    input: DecideActionInput,
  ): Promise<flinkApi.Action>;
  /** One action with its plan. */
  getAction(id: string, actionId: string): Promise<flinkApi.Action>;
  /** The actions of an application, newest first. */
  listApplicationActions(
    id: string,
    query: ApplicationActionsQuery,
  ): Promise<flinkApi.ActionList>;
  /** Actions of every application one may see, newest first. */
  listActions(query: ActionsQuery): Promise<flinkApi.ActionList>;
  /** Applications that entities claim without being confirmed, or that several claim. */
  listClaimConflicts(): Promise<flinkApi.ClaimConflictList>;
  /**
   * What the platform allows and offers in its templates.
   * @throws InputError when the backend's standards are of a version that this frontend does not know
   */
  getStandards(): Promise<PlatformStandards>;
  /** How long templates take to a job's first checkpoint. */
  getTemplateRuns(): Promise<flinkApi.TemplateRunReport>;
}

/** Gives access to the Flink backend. @public */
export const flinkApiRef = createApiRef<FlinkApi>({
  id: 'plugin.flink.client',
});
