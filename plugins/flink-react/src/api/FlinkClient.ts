import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  flinkApi,
  parseStandards,
} from '@flink-portal/backstage-plugin-flink-common';
import type {
  ActionsQuery,
  ApplicationActionsQuery,
  DecideActionInput,
  EntityName,
  ExceptionsRange,
  FleetQuery,
  FlinkApi,
  MetricRange,
  StartActionInput,
  TimelineQuery,
} from './FlinkApi';

/** What of a response the client needs, whatever its body's type. */
interface Answer<T> {
  readonly ok: boolean;
  json(): Promise<T>;
}

/**
 * Talks to the Flink backend over the generated client.
 *
 * @public
 */
export class FlinkClient implements FlinkApi {
  private readonly client: flinkApi.DefaultApiClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.client = new flinkApi.DefaultApiClient(options);
  }

  async listApplications(query: FleetQuery) {
    return bodyOf(await this.client.listApplications({ query }));
  }

  async getApplication(id: string) {
    return bodyOf(await this.client.getApplication({ path: { id } }));
  }

  async getApplicationMetrics(id: string, range: MetricRange) {
    return bodyOf(
      await this.client.getApplicationMetrics({
        path: { id },
        query: { range },
      }),
    );
  }

  async getApplicationExceptions(id: string, range: ExceptionsRange) {
    return bodyOf(
      await this.client.getApplicationExceptions({
        path: { id },
        query: { range },
      }),
    );
  }

  async getApplicationTimeline(id: string, query: TimelineQuery) {
    return bodyOf(
      await this.client.getApplicationTimeline({ path: { id }, query }),
    );
  }

  async getApplicationAvailability(id: string) {
    return bodyOf(
      await this.client.getApplicationAvailability({ path: { id } }),
    );
  }

  async getEntityApplications(entity: EntityName) {
    const { kind, namespace, name } = entity;
    return bodyOf(
      await this.client.getEntityApplications({
        path: { kind, namespace, name },
      }),
    );
  }

  async listSources() {
    return bodyOf(await this.client.listSources({}));
  }

  async getAllowedActions(id: string) {
    return bodyOf(await this.client.getAllowedActions({ path: { id } }));
  }

  async planAction(id: string, request: flinkApi.ActionRequest) {
    return bodyOf(
      await this.client.planAction({ path: { id }, body: { request } }),
    );
  }

  async startAction(id: string, input: StartActionInput) {
    return bodyOf(await this.client.startAction({ path: { id }, body: input }));
  }

  async decideAction(id: string, actionId: string, input: DecideActionInput) {
    return bodyOf(
      await this.client.decideAction({ path: { id, actionId }, body: input }),
    );
  }

  async getAction(id: string, actionId: string) {
    return bodyOf(await this.client.getAction({ path: { id, actionId } }));
  }

  async listApplicationActions(id: string, query: ApplicationActionsQuery) {
    return bodyOf(
      await this.client.listApplicationActions({ path: { id }, query }),
    );
  }

  async listActions(query: ActionsQuery) {
    return bodyOf(await this.client.listActions({ query }));
  }

  async listClaimConflicts() {
    return bodyOf(await this.client.listClaimConflicts({}));
  }

  async getStandards() {
    const { standards } = await bodyOf(await this.client.getStandards({}));
    return parseStandards(standards);
  }

  async getTemplateRuns() {
    return bodyOf(await this.client.getTemplateRuns({}));
  }
}

async function bodyOf<T>(response: flinkApi.TypedResponse<T>): Promise<T> {
  const answer: Answer<T> = response;
  if (!answer.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return answer.json();
}
