import {
  ACTION_STATUSES,
  isWaiting,
  type ActionStatus,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import { IN_FLIGHT, lockApplication } from './ActionLocks';
import type { ActionRow } from './actionRows';
import { decided, toNewRow, type Decision, type NewAction } from './NewAction';
import {
  toStoredAction,
  type StoredAction,
  type StoredProgress,
} from './StoredAction';

const TABLE = 'flink_actions';
const WAITING = ACTION_STATUSES.filter(isWaiting);

/**
 * Actions until they are sent. Every step is a conditional write: of two who try the same, one gets `false`.
 */
export class ActionStore {
  constructor(private readonly knex: Knex) {}

  async get(
    applicationId: string,
    id: string,
  ): Promise<StoredAction | undefined> {
    const row = await this.knex<ActionRow>(TABLE)
      .where({ id, application_id: applicationId })
      .first();
    return row && toStoredAction(row);
  }

  /** The action that the same person asked for with the same key before. */
  async getByKey(
    applicationId: string,
    requestedBy: string,
    idempotencyKey: string,
  ): Promise<StoredAction | undefined> {
    const row = await this.knex<ActionRow>(TABLE)
      .where({
        application_id: applicationId,
        requested_by: requestedBy,
        idempotency_key: idempotencyKey,
      })
      .first();
    return row && toStoredAction(row);
  }

  /** The action that has the application now. */
  async getInFlight(applicationId: string): Promise<StoredAction | undefined> {
    const row = await this.knex<ActionRow>(TABLE)
      .where('application_id', applicationId)
      .whereIn('status', IN_FLIGHT)
      .orderBy('requested_at', 'desc')
      .first();
    return row && toStoredAction(row);
  }

  /** Keeps an action that takes no application: it waits for a person. */
  async insertWaiting(action: NewAction): Promise<void> {
    await this.knex<ActionRow>(TABLE).insert(toNewRow(action));
  }

  /**
   * Keeps an action that is about to be sent and takes the application for it.
   *
   * @param supersede - the action whose place it may take
   * @throws ApplicationBusy when another action has the application
   */
  async insertAndLock(
    action: NewAction,
    leaseUntilMs: number,
    supersede?: string,
  ): Promise<void> {
    const { id: actionId, applicationId, requestedAtMs } = action;
    await this.knex.transaction(async trx => {
      await lockApplication(
        trx,
        { applicationId, actionId },
        requestedAtMs,
        supersede,
      );
      await trx<ActionRow>(TABLE).insert({
        ...toNewRow(action),
        supersedes: supersede ?? null,
        next_look_at: leaseUntilMs,
      });
    });
  }

  /**
   * Takes the application for an action that waited, once it may be sent.
   *
   * @returns false when it does not wait any more
   * @throws ApplicationBusy when another action has the application
   */
  async lockWaiting(
    action: Pick<StoredAction, 'id' | 'applicationId' | 'status'>,
    decision: Decision,
    leaseUntilMs: number,
    supersede?: string,
  ): Promise<boolean> {
    const { id: actionId, applicationId, status } = action;
    return this.knex.transaction(async trx => {
      const moved = await trx<ActionRow>(TABLE)
        .where({ id: actionId, status })
        .update({
          ...decided(decision),
          status: 'sending',
          expires_at: null,
          supersedes: supersede ?? null,
          next_look_at: leaseUntilMs,
        });
      if (moved === 0) {
        return false;
      }
      await lockApplication(
        trx,
        { applicationId, actionId },
        decision.atMs,
        supersede,
      );
      return true;
    });
  }

  /** Ends or moves on an action that waits. @returns false when it does not wait any more */
  async decideWaiting(
    action: Pick<StoredAction, 'id' | 'status'>,
    status: ActionStatus,
    decision: Decision,
    message: string,
    expiresAtMs?: number,
  ): Promise<boolean> {
    const progress: StoredProgress = { steps: [], message };
    const moved = await this.knex<ActionRow>(TABLE)
      .where({ id: action.id, status: action.status })
      .update({
        ...decided(decision),
        status,
        expires_at: expiresAtMs ?? null,
        ended_at: isWaiting(status) ? null : decision.atMs,
        progress_json: JSON.stringify(progress),
      });
    return moved > 0;
  }

  /** What waits for a person for too long. */
  async readExpired(nowMs: number, limit: number): Promise<StoredAction[]> {
    const rows = await this.knex<ActionRow>(TABLE)
      .whereIn('status', WAITING)
      .andWhere('expires_at', '<=', nowMs)
      .orderBy('expires_at')
      .limit(limit);
    return rows.map(toStoredAction);
  }

  /** Ends an action that waited too long. @returns false when somebody decided it meanwhile */
  async expire(
    action: Pick<StoredAction, 'id' | 'status'>,
    message: string,
    nowMs: number,
  ): Promise<boolean> {
    const progress: StoredProgress = { steps: [], message };
    const expired = await this.knex<ActionRow>(TABLE)
      .where({ id: action.id, status: action.status })
      .update({
        status: 'expired',
        ended_at: nowMs,
        progress_json: JSON.stringify(progress),
        rev: nowMs,
      });
    return expired > 0;
  }
}
