import { randomUUID } from 'node:crypto';
import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { Answer, PortalClient } from '../portal/PortalClient';
import { until } from '../portal/until';

/** What a person brings to a confirmation. */
export interface Confirmation {
  readonly idempotencyKey?: string;
  readonly typedName?: string;
  readonly reason?: string;
}

const ENDED = [
  'succeeded',
  'failed',
  'rolledBack',
  'notSent',
  'rejected',
  'expired',
  'withdrawn',
  'superseded',
];

/** Acts on one application as one person does: plan, confirm, follow. */
export class ActionClient {
  /**
   * @param hurry - called while an action is followed; moves the far side's clock, so that nobody waits for it
   */
  constructor(
    private readonly portal: PortalClient,
    readonly applicationId: string,
    private readonly hurry: () => void = () => {},
  ) {}

  private get path() {
    return `/applications/${encodeURIComponent(this.applicationId)}`;
  }

  allowed(): Promise<flinkApi.AllowedActions> {
    return this.portal.get(`${this.path}/allowed-actions`);
  }

  plan(request: flinkApi.ActionRequest): Promise<flinkApi.ActionPlan> {
    return this.portal.post(`${this.path}/actions/plan`, { request });
  }

  /** The answer to planning, whatever its status. */
  tryPlan(request: flinkApi.ActionRequest): Promise<Answer> {
    return this.portal.request(`/api/flink${this.path}/actions/plan`, {
      request,
    });
  }

  start(
    plan: Pick<flinkApi.ActionPlan, 'id'>,
    confirmation: Confirmation = {},
  ): Promise<flinkApi.Action> {
    return this.portal.post(`${this.path}/actions`, body(plan, confirmation));
  }

  /** The answer to confirming, whatever its status. */
  tryStart(
    plan: Pick<flinkApi.ActionPlan, 'id'>,
    confirmation: Confirmation = {},
  ): Promise<Answer> {
    return this.portal.request(
      `/api/flink${this.path}/actions`,
      body(plan, confirmation),
    );
  }

  /** Plans and confirms with all that the plan asks for. */
  async run(
    request: flinkApi.ActionRequest,
    confirmation: Confirmation = {},
  ): Promise<flinkApi.Action> {
    const plan = await this.plan(request);
    if (!plan.allowed) {
      throw new Error(`${plan.title} is not allowed: ${plan.refusal}`);
    }
    return this.start(plan, {
      typedName: plan.needs.typedName,
      ...(plan.needs.reason ? { reason: 'A test of the whole portal' } : {}),
      ...confirmation,
    });
  }

  get(actionId: string): Promise<flinkApi.Action> {
    return this.portal.get(`${this.path}/actions/${actionId}`);
  }

  list(): Promise<flinkApi.ActionList> {
    return this.portal.get(`${this.path}/actions`);
  }

  decide(
    actionId: string,
    decision: 'confirm' | 'approve' | 'reject' | 'withdraw',
    confirmation: Omit<Confirmation, 'idempotencyKey'> = {},
  ): Promise<Answer> {
    return this.portal.request(
      `/api/flink${this.path}/actions/${actionId}/decision`,
      { decision, ...confirmation },
    );
  }

  /** Follows an action to its stated outcome. */
  outcome(actionId: string, withinMs = 240_000): Promise<flinkApi.Action> {
    return until(
      () => {
        this.hurry();
        return this.get(actionId);
      },
      ({ status }) => ENDED.includes(status),
      withinMs,
      1_000,
    );
  }
}

function body(plan: Pick<flinkApi.ActionPlan, 'id'>, given: Confirmation) {
  return {
    planId: plan.id,
    idempotencyKey: given.idempotencyKey ?? randomUUID(),
    ...(given.typedName === undefined ? {} : { typedName: given.typedName }),
    ...(given.reason === undefined ? {} : { reason: given.reason }),
  };
}
