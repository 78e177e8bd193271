import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  formatTime,
  isWaiting,
} from '@flink-portal/backstage-plugin-flink-common';
import type {
  ActionMayEnum,
  ActionNeeds,
} from '../../schema/openapi/generated/models';
import type { ApplicationRow } from '../../store/rows';
import type { LifecycleSettings } from '../config/LifecycleSettings';
import type { OutcomeEffects } from '../OutcomeEffects';
import { supersededBy } from '../plan/busySentence';
import type { ActionRights } from '../rights/ActionRights';
import { needsOf } from '../rights/needsOf';
import { ApplicationBusy } from '../store/ActionLocks';
import type { ActionStore } from '../store/ActionStore';
import type { Decision } from '../store/NewAction';
import type { StoredAction } from '../store/StoredAction';
import { CHECK_LEASE_MS, type ActionSender } from './ActionSender';
import { answeredSoon, busy } from './ActionStarter';
import { checkNeeds } from './checkNeeds';
import { mayDecide } from './mayDecide';

/** What somebody decides about an action that waits. */
export interface DecisionInput {
  readonly decision: ActionMayEnum;
  readonly typedName?: string;
  readonly reason?: string;
}

/** What decisions are made with. */
export interface DeciderOptions {
  readonly settings: LifecycleSettings;
  readonly rights: Pick<
    ActionRights,
    'assert' | 'of' | 'mayApprove' | 'person'
  >;
  readonly actions: ActionStore;
  readonly sender: Pick<ActionSender, 'send'>;
  readonly effects: Pick<OutcomeEffects, 'changed' | 'ended'>;
  readonly now: () => number;
}

/** Confirms, approves, rejects or withdraws an action that waits for a person. */
export class ActionDecider {
  constructor(private readonly options: DeciderOptions) {}

  /**
   * @throws ConflictError when it waits no more or another action is in flight; NotAllowedError, InputError
   */
  async decide(
    credentials: BackstageCredentials,
    person: string,
    row: ApplicationRow,
    action: StoredAction,
    input: DecisionInput,
  ): Promise<void> {
    const { rights, now } = this.options;
    if (!isWaiting(action.status)) {
      throw noLongerWaits(action);
    }
    if ((action.expiresAtMs ?? Infinity) <= now()) {
      throw new ConflictError(
        `This request expired at ${formatTime(
          action.expiresAtMs ?? now(),
        )}. Nothing was sent. Review again.`,
      );
    }
    const may = await mayDecide(rights, credentials, action);
    if (!may.includes(input.decision)) {
      if (
        input.decision === 'confirm' &&
        action.status === 'awaitingConfirmation'
      ) {
        await rights.assert(credentials, row.id, action.request.kind);
      }
      throw new NotAllowedError(denial(input.decision, action, person));
    }
    const decision: Decision = {
      by: person,
      atMs: now(),
      reason: input.reason?.trim() || undefined,
    };
    switch (input.decision) {
      case 'confirm':
        return this.confirm(row, action, input, decision);
      case 'approve':
        // Who approves looks as closely as who asked: the name again, the reason is there.
        checkNeeds(
          { typedName: this.needs(row, action).typedName, reason: false },
          input,
        );
        return this.launch(action, decision);
      case 'reject':
        return this.end(action, 'rejected', decision, 'Rejected');
      default:
        return this.end(action, 'withdrawn', decision, 'Withdrawn');
    }
  }

  private needs(row: ApplicationRow, action: StoredAction): ActionNeeds {
    return needsOf(this.options.settings, {
      request: action.request,
      applicationName: row.name,
      environment: row.environment ?? undefined,
      confirmedEnvironment: row.confirmed_environment ?? undefined,
    });
  }

  private async confirm(
    row: ApplicationRow,
    action: StoredAction,
    input: DecisionInput,
    decision: Decision,
  ): Promise<void> {
    const { actions, effects } = this.options;
    const needs = this.needs(row, action);
    checkNeeds(needs, input);
    if (!needs.approval) {
      await this.launch(action, decision);
      return;
    }
    const moved = await actions.decideWaiting(
      action,
      'awaitingApproval',
      decision,
      `Confirmed by ${decision.by}. ${needs.approval.message}`,
      decision.atMs + needs.approval.expiresAfterMs,
    );
    if (!moved) {
      throw noLongerWaits(action);
    }
    await effects.changed(action.applicationId);
  }

  private async launch(
    action: StoredAction,
    decision: Decision,
  ): Promise<void> {
    const { actions, sender } = this.options;
    const { applicationId, id, request } = action;
    const inFlight = await actions.getInFlight(applicationId);
    let locked: boolean;
    try {
      locked = await actions.lockWaiting(
        action,
        decision,
        decision.atMs + CHECK_LEASE_MS,
        supersededBy(request.kind, inFlight, decision.atMs),
      );
    } catch (error) {
      throw error instanceof ApplicationBusy
        ? await busy(actions, applicationId, error, decision.atMs)
        : error;
    }
    const kept = locked ? await actions.get(applicationId, id) : undefined;
    if (!kept) {
      throw noLongerWaits(action);
    }
    await answeredSoon(sender.send(kept));
  }

  private async end(
    action: StoredAction,
    status: 'rejected' | 'withdrawn',
    decision: Decision,
    word: string,
  ): Promise<void> {
    const { actions, effects } = this.options;
    const why = decision.reason ? `: ${decision.reason}` : '';
    const moved = await actions.decideWaiting(
      action,
      status,
      decision,
      `${word} by ${decision.by} at ${formatTime(
        decision.atMs,
      )}${why}. Nothing was sent.`,
    );
    const kept = await actions.get(action.applicationId, action.id);
    if (!moved || !kept) {
      throw noLongerWaits(kept ?? action);
    }
    await effects.ended(kept);
  }
}

function noLongerWaits({ status }: StoredAction): ConflictError {
  return new ConflictError(
    isWaiting(status)
      ? 'Somebody else decided this meanwhile. Look again.'
      : `This action waits for nobody: it is ${status}.`,
  );
}

function denial(
  decision: ActionMayEnum,
  action: StoredAction,
  person: string,
): string {
  if (decision === 'withdraw') {
    return `Only ${action.requestedBy}, who asked for this, may withdraw it.`;
  }
  if (decision === 'confirm') {
    return 'This was confirmed already; a second person has to approve it.';
  }
  if (decision === 'approve' && action.status === 'awaitingConfirmation') {
    return 'This has to be confirmed by a person before it can be approved.';
  }
  if (action.requestedBy === person || action.decidedBy === person) {
    return `A second person has to ${decision} this: you asked for it or confirmed it yourself.`;
  }
  return `You may not ${decision} actions on this application.`;
}
