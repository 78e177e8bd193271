import { randomUUID } from 'node:crypto';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  formatTime,
  type ActionRequest,
  type ActionStatus,
} from '@flink-portal/backstage-plugin-flink-common';
import type { ApplicationRow } from '../../store/rows';
import type { LifecycleSettings } from '../config/LifecycleSettings';
import type { OutcomeEffects } from '../OutcomeEffects';
import type { ActionPlanner } from '../plan/ActionPlanner';
import { busySentence, supersededBy } from '../plan/busySentence';
import type { ActionRights } from '../rights/ActionRights';
import { needsOf } from '../rights/needsOf';
import { ApplicationBusy } from '../store/ActionLocks';
import type { ActionStore } from '../store/ActionStore';
import type { NewAction } from '../store/NewAction';
import type { PlanStore, StoredPlan } from '../store/PlanStore';
import type { StoredAction } from '../store/StoredAction';
import { CHECK_LEASE_MS, type ActionSender } from './ActionSender';
import { checkNeeds } from './checkNeeds';

/** What confirming a plan brings. */
export interface StartInput {
  readonly planId: string;
  readonly idempotencyKey: string;
  readonly typedName?: string;
  readonly reason?: string;
}

/** What actions are started with. */
export interface StarterOptions {
  readonly settings: LifecycleSettings;
  readonly rights: Pick<ActionRights, 'assert'>;
  readonly planner: Pick<ActionPlanner, 'plan'>;
  readonly plans: Pick<PlanStore, 'get' | 'keep'>;
  readonly actions: ActionStore;
  readonly sender: Pick<ActionSender, 'send'>;
  readonly effects: Pick<OutcomeEffects, 'changed'>;
  readonly now: () => number;
}

/** Turns a confirmed plan into an action, or an agent's wish into one that waits for a person. */
export class ActionStarter {
  constructor(private readonly options: StarterOptions) {}

  /**
   * @throws NotFoundError when the plan is not one of this person's; ConflictError when it expired, is not
   * allowed or another action is in flight; InputError, NotAllowedError
   */
  async start(
    credentials: BackstageCredentials,
    person: string,
    row: ApplicationRow,
    input: StartInput,
  ): Promise<StoredAction> {
    const { actions, plans, rights, settings, now } = this.options;
    const before = await actions.getByKey(row.id, person, input.idempotencyKey);
    if (before) {
      return before;
    }
    const stored = await plans.get(input.planId, row.id, person);
    if (!stored) {
      throw new NotFoundError(
        'There is no such plan of yours for this application. Review again.',
      );
    }
    await rights.assert(credentials, row.id, stored.request.kind);
    const nowMs = now();
    if (stored.expiresAtMs <= nowMs) {
      throw new ConflictError(
        `This plan expired at ${formatTime(
          stored.expiresAtMs,
        )}. Nothing was sent. Review again.`,
      );
    }
    if (!stored.plan.allowed) {
      throw new ConflictError(
        `${
          stored.plan.refusal ?? 'This is not possible now.'
        } Nothing was sent.`,
      );
    }
    const needs = needsOf(settings, {
      request: stored.request,
      applicationName: row.name,
      environment: row.environment ?? undefined,
      confirmedEnvironment: row.confirmed_environment ?? undefined,
    });
    checkNeeds(needs, input);
    if (needs.approval) {
      return this.wait(
        newAction(stored, nowMs, {
          idempotencyKey: input.idempotencyKey,
          reason: input.reason,
          status: 'awaitingApproval',
          message: needs.approval.message,
          expiresAtMs: nowMs + needs.approval.expiresAfterMs,
        }),
      );
    }
    return this.launch(
      newAction(stored, nowMs, {
        idempotencyKey: input.idempotencyKey,
        reason: input.reason,
        status: 'sending',
        message: 'The application is read again before anything is sent.',
      }),
    );
  }

  /** An agent's wish: planned, and left for a person. Sends nothing. */
  async request(
    credentials: BackstageCredentials,
    person: string,
    row: ApplicationRow,
    request: ActionRequest,
    reason: string | undefined,
  ): Promise<StoredAction> {
    const { planner, plans, rights, settings, now } = this.options;
    await rights.assert(credentials, row.id, request.kind);
    const stored = await planner.plan(credentials, person, row, request);
    await plans.keep(stored);
    if (!stored.plan.allowed) {
      throw new ConflictError(
        `${
          stored.plan.refusal ?? 'This is not possible now.'
        } Nothing was sent.`,
      );
    }
    const nowMs = now();
    return this.wait(
      newAction(stored, nowMs, {
        origin: 'agent',
        reason,
        status: 'awaitingConfirmation',
        message:
          'An agent asked for this. Nothing is sent before a person confirms it.',
        expiresAtMs: nowMs + settings.confirmationValidMs,
      }),
    );
  }

  private async wait(action: NewAction): Promise<StoredAction> {
    const { actions, effects } = this.options;
    try {
      await actions.insertWaiting(action);
    } catch (error) {
      return this.sameOrThrow(action, error);
    }
    await effects.changed(action.applicationId);
    return this.reread(action);
  }

  private async launch(action: NewAction): Promise<StoredAction> {
    const { actions, sender } = this.options;
    const { applicationId, request, requestedAtMs } = action;
    const inFlight = await actions.getInFlight(applicationId);
    try {
      await actions.insertAndLock(
        action,
        requestedAtMs + CHECK_LEASE_MS,
        supersededBy(request.kind, inFlight, requestedAtMs),
      );
    } catch (error) {
      return this.sameOrThrow(action, error);
    }
    const kept = await this.reread(action);
    await answeredSoon(sender.send(kept));
    return this.reread(action);
  }

  /** Of two clicks the second gets the first one's action. */
  private async sameOrThrow(
    action: NewAction,
    error: unknown,
  ): Promise<StoredAction> {
    const { actions, now } = this.options;
    const same = await actions.getByKey(
      action.applicationId,
      action.requestedBy,
      action.idempotencyKey,
    );
    if (same) {
      return same;
    }
    if (error instanceof ApplicationBusy) {
      throw await busy(actions, action.applicationId, error, now());
    }
    throw error;
  }

  private async reread(action: NewAction): Promise<StoredAction> {
    const kept = await this.options.actions.get(
      action.applicationId,
      action.id,
    );
    if (!kept) {
      throw new NotFoundError(`There is no action ${action.id} any more`);
    }
    return kept;
  }
}

/** How long a request waits for the runtime's answer, ms; after that the page follows by itself. */
const ANSWER_WITHIN_MS = 8_000;

/** Waits for what is being sent, but not for long. */
export async function answeredSoon(sending: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ANSWER_WITHIN_MS);
    timer.unref();
  });
  await Promise.race([sending, late]);
  clearTimeout(timer);
}

/** That another action has the application, as the API tells it. */
export async function busy(
  actions: Pick<ActionStore, 'get'>,
  applicationId: string,
  error: ApplicationBusy,
  nowMs: number,
): Promise<ConflictError> {
  const holder = await actions.get(applicationId, error.actionId);
  const why = holder
    ? busySentence(holder, nowMs)
    : 'Another action is in flight; one runs at a time.';
  return new ConflictError(`${why} Nothing was sent.`, error);
}

function newAction(
  { plan, request, target, person }: StoredPlan,
  nowMs: number,
  rest: {
    readonly idempotencyKey?: string;
    readonly origin?: 'agent';
    readonly reason?: string;
    readonly status: ActionStatus;
    readonly message: string;
    readonly expiresAtMs?: number;
  },
): NewAction {
  const id = randomUUID();
  return {
    id,
    applicationId: plan.applicationId,
    request,
    status: rest.status,
    origin: rest.origin ?? 'person',
    requestedBy: person,
    requestedAtMs: nowMs,
    idempotencyKey: rest.idempotencyKey ?? id,
    reason: rest.reason?.trim() || undefined,
    expiresAtMs: rest.expiresAtMs,
    plan,
    target,
    progress: { steps: [], message: rest.message },
  };
}
