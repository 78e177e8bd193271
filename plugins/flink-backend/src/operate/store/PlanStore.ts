import type { ActionRequest } from '@flink-portal/backstage-plugin-flink-common';
import type { ActionTarget } from '@flink-portal/backstage-plugin-flink-node';
import type { Knex } from 'knex';
import type { ActionPlan } from '../../schema/openapi/generated/models';
import { toNumber } from '../../store/rows';
import type { ActionPlanRow } from './actionRows';

/** A plan with the application as it was when it was made. */
export interface StoredPlan {
  readonly plan: ActionPlan;
  readonly request: ActionRequest;
  readonly target: ActionTarget;
  /** Entity ref of whom it was made for. */
  readonly person: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

const TABLE = 'flink_action_plans';

/** Plans that people were shown. */
export class PlanStore {
  constructor(private readonly knex: Knex) {}

  async keep(stored: StoredPlan): Promise<void> {
    await this.knex<ActionPlanRow>(TABLE).insert({
      id: stored.plan.id,
      application_id: stored.plan.applicationId,
      person: stored.person,
      created_at: stored.createdAtMs,
      expires_at: stored.expiresAtMs,
      request_json: JSON.stringify(stored.request),
      plan_json: JSON.stringify(stored.plan),
      target_json: JSON.stringify(stored.target),
    });
  }

  /** The plan if it was made for this person and application. */
  async get(
    id: string,
    applicationId: string,
    person: string,
  ): Promise<StoredPlan | undefined> {
    const row = await this.knex<ActionPlanRow>(TABLE)
      .where({ id, application_id: applicationId, person })
      .first();
    return (
      row && {
        plan: JSON.parse(row.plan_json),
        request: JSON.parse(row.request_json),
        target: JSON.parse(row.target_json),
        person: row.person,
        createdAtMs: toNumber(row.created_at),
        expiresAtMs: toNumber(row.expires_at),
      }
    );
  }
}
