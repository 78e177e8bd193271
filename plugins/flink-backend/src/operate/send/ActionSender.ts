import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError, toError } from '@backstage/errors';
import { formatTime } from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkActionError,
  type ActionOrder,
  type RuntimePlan,
} from '@flink-portal/backstage-plugin-flink-node';
import type { Inventory } from '../../serve/Inventory';
import type { ApplicationRow } from '../../store/rows';
import type { OutcomeEffects } from '../OutcomeEffects';
import { PLAN_TIMEOUT_MS, type ActionPlanner } from '../plan/ActionPlanner';
import type { RuntimeCalls } from '../RuntimeCalls';
import type { ActionAudit } from '../serve/ActionAudit';
import type { ActionStore } from '../store/ActionStore';
import type { Ending } from '../store/NewAction';
import type { SendStore } from '../store/SendStore';
import type { StoredAction } from '../store/StoredAction';
import { describeChange } from './describeChange';

/** How long a runtime may take to answer a call, ms. */
export const SEND_TIMEOUT_MS = 60_000;
const MARGIN_MS = 15_000;
/** How long an action is left to who reads the application for it before the call, ms. */
export const CHECK_LEASE_MS = PLAN_TIMEOUT_MS + MARGIN_MS;
/** How long it is left to who makes the call, ms: longer than the call can last. */
export const SEND_LEASE_MS = SEND_TIMEOUT_MS + MARGIN_MS;
const FIRST_LOOK_MS = 2_000;

/** What an action is sent with. */
export interface SenderOptions {
  readonly planner: Pick<ActionPlanner, 'readFresh'>;
  readonly calls: RuntimeCalls;
  readonly actions: Pick<ActionStore, 'get'>;
  readonly store: SendStore;
  readonly inventory: Pick<Inventory, 'get'>;
  readonly audit: Pick<ActionAudit, 'execute'>;
  readonly effects: Pick<OutcomeEffects, 'changed' | 'ended' | 'quietly'>;
  readonly logger: LoggerService;
  readonly now: () => number;
}

/**
 * Sends an action that has its application: reads fresh, compares, says in the database that the call is being
 * made, makes it once. Whatever happens on the way, nothing here makes it a second time.
 */
export class ActionSender {
  private readonly sending = new Set<Promise<void>>();

  constructor(private readonly options: SenderOptions) {}

  /** Never rejects: what is left open is found out by following. */
  send(action: StoredAction): Promise<void> {
    const done: Promise<void> = this.check(action)
      .catch(error => {
        this.options.logger.warn(
          `Action ${action.id} is left to be followed: ${stringifyError(
            error,
          )}`,
        );
      })
      .finally(() => this.sending.delete(done));
    this.sending.add(done);
    return done;
  }

  /** Resolves when no call is being made any more. */
  async settled(): Promise<void> {
    await Promise.all(this.sending);
  }

  private async check(action: StoredAction): Promise<void> {
    const { inventory, planner, now } = this.options;
    const row = await inventory.get(action.applicationId);
    if (!row) {
      await this.endUnsent(
        action,
        'The application is no longer where it was. Nothing was sent.',
      );
      return;
    }
    let fresh: RuntimePlan;
    try {
      fresh = await planner.readFresh(row, action.request);
    } catch (error) {
      await this.endUnsent(
        action,
        withoutEffect(sentence(error), 'Nothing was sent. Review again.'),
      );
      return;
    }
    if (fresh.target.token !== action.target.token) {
      await this.endUnsent(
        action,
        describeChange(action.target, fresh.target, now()),
      );
    } else if (fresh.illegal !== undefined) {
      await this.endUnsent(
        action,
        withoutEffect(fresh.illegal, 'Nothing was sent.'),
      );
    } else {
      await this.call(action, row, fresh);
    }
  }

  private async call(
    action: StoredAction,
    row: ApplicationRow,
    fresh: RuntimePlan,
  ): Promise<void> {
    const { calls, store, audit, now } = this.options;
    const operable = calls.operable(row);
    const orderedAtMs = now();
    const mayCall =
      operable &&
      (await store.markSent(
        action,
        orderedAtMs,
        orderedAtMs + SEND_LEASE_MS,
        `${action.plan.title} took its place at ${formatTime(
          orderedAtMs,
        )}. It is not followed any more.`,
      ));
    if (!mayCall) {
      return;
    }
    const event = await audit.execute(action).catch(() => undefined);
    try {
      const { handle } = await calls.ask(
        operable,
        SEND_TIMEOUT_MS,
        'unsure',
        context =>
          operable.actions.send(
            operable.observation,
            orderOf({ ...action, sentAtMs: orderedAtMs }),
            context,
          ),
      );
      await this.keep(action, fresh, {
        handle,
        message: `Sent at ${formatTime(orderedAtMs)}.`,
      });
      await this.options.effects.quietly('A call is audited', async () =>
        event?.success(),
      );
    } catch (error) {
      await this.failed(action, fresh, error);
      await this.options.effects.quietly('A call is audited', async () =>
        event?.fail({ error: toError(error) }),
      );
    }
  }

  private async failed(
    action: StoredAction,
    fresh: RuntimePlan,
    error: unknown,
  ): Promise<void> {
    const { store, now } = this.options;
    if (error instanceof FlinkActionError && error.reason !== 'unsure') {
      const ended = await store.endRefused(
        action.id,
        notSent(
          action,
          withoutEffect(
            error.message,
            error.reason === 'conflict'
              ? 'Nothing was sent. Review again.'
              : 'Nothing took effect.',
          ),
          now(),
        ),
      );
      await this.tellEnd(action, ended);
      return;
    }
    await this.keep(action, fresh, {
      message:
        'The call was made and no usable answer came, so it may have taken effect. The portal finds out by reading; it does not call again.',
      followProblem: sentence(error),
    });
  }

  private async keep(
    action: StoredAction,
    fresh: RuntimePlan,
    {
      handle,
      ...told
    }: { handle?: string; message: string; followProblem?: string },
  ): Promise<void> {
    const nowMs = this.options.now();
    await this.options.store.keepSent(
      action.id,
      {
        handle,
        progress: { steps: fresh.steps.map(each => ({ ...each })), ...told },
        nextLookAtMs: nowMs + FIRST_LOOK_MS,
      },
      nowMs,
    );
    await this.options.effects.changed(action.applicationId);
  }

  private async endUnsent(
    action: StoredAction,
    message: string,
  ): Promise<void> {
    const { store, now } = this.options;
    const ended = await store.endUnsent(
      action,
      notSent(action, message, now()),
    );
    await this.tellEnd(action, ended);
  }

  private async tellEnd(action: StoredAction, ended: boolean): Promise<void> {
    const kept = await this.options.actions.get(
      action.applicationId,
      action.id,
    );
    if (ended && kept) {
      await this.options.effects.ended(kept);
    }
  }
}

/** An action as runtimes are told of it. Only one that is being sent has an order. */
export function orderOf(
  action: Pick<
    StoredAction,
    'id' | 'request' | 'requestedBy' | 'sentAtMs' | 'requestedAtMs' | 'target'
  >,
): ActionOrder {
  return {
    actionId: action.id,
    request: action.request,
    requestedBy: action.requestedBy,
    orderedAtMs: action.sentAtMs ?? action.requestedAtMs,
    token: action.target.token,
  };
}

/** The end of an action that had no effect. */
export function notSent(
  { progress }: Pick<StoredAction, 'progress'>,
  message: string,
  atMs: number,
): Ending {
  return {
    status: 'notSent',
    progress: { ...progress, message, followProblem: undefined },
    atMs,
  };
}

/** Runtimes say so themselves where they know it; twice is no surer. */
function withoutEffect(message: string, addition: string): string {
  return /Nothing (was sent|was changed|took effect)/.test(message)
    ? message
    : `${message} ${addition}`;
}

function sentence(error: unknown): string {
  const { message } = toError(error);
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
