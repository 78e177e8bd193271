import type { ActionStatus } from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import { IN_FLIGHT } from './ActionLocks';
import type { ActionRow } from './actionRows';
import { endAction } from './endAction';
import type { Ending } from './NewAction';
import {
  toStoredAction,
  type StoredAction,
  type StoredProgress,
} from './StoredAction';

/** What a look at an action found. */
export interface Look {
  readonly status: ActionStatus;
  readonly progress: StoredProgress;
  readonly nextLookAtMs: number;
  /** Failed looks in a row. */
  readonly failedLooks: number;
  readonly handle?: string;
  readonly operationId?: string;
}

const TABLE = 'flink_actions';

/**
 * Actions while they are followed. The time of the next look is the lease as well: who claims moves it on, and
 * writes only while it is where they put it.
 */
export class FollowStore {
  constructor(private readonly knex: Knex) {}

  /** What is to be looked at now, and what was left while being sent. */
  async readDue(nowMs: number, limit: number): Promise<StoredAction[]> {
    const rows = await this.knex<ActionRow>(TABLE)
      .whereIn('status', IN_FLIGHT)
      .andWhere('next_look_at', '<=', nowMs)
      .orderBy('next_look_at')
      .limit(limit);
    return rows.map(toStoredAction);
  }

  /** Takes an action to look at it until the lease ends. @returns false when another replica took it */
  async claim(
    { id, nextLookAtMs }: Pick<StoredAction, 'id' | 'nextLookAtMs'>,
    leaseUntilMs: number,
  ): Promise<boolean> {
    if (nextLookAtMs === undefined) {
      return false;
    }
    const claimed = await this.knex<ActionRow>(TABLE)
      .where({ id, next_look_at: nextLookAtMs })
      .whereIn('status', IN_FLIGHT)
      .update({ next_look_at: leaseUntilMs });
    return claimed > 0;
  }

  /** Keeps what a look found. @returns false when the lease was lost: somebody else follows it */
  async keepLook(
    id: string,
    leaseUntilMs: number,
    look: Look,
    atMs: number,
  ): Promise<boolean> {
    const kept = await this.held(this.knex, id, leaseUntilMs).update({
      status: look.status,
      progress_json: JSON.stringify(look.progress),
      next_look_at: look.nextLookAtMs,
      failed_looks: look.failedLooks,
      ...(look.handle === undefined ? {} : { handle: look.handle }),
      ...(look.operationId === undefined
        ? {}
        : { operation_id: look.operationId }),
      rev: atMs,
    });
    return kept > 0;
  }

  /** Ends an action that the caller follows. @returns false when the lease was lost */
  async end(
    id: string,
    leaseUntilMs: number,
    ending: Ending,
  ): Promise<boolean> {
    return endAction(this.knex, id, ending, trx =>
      this.held(trx, id, leaseUntilMs),
    );
  }

  /** Ends an action that was left before its call was made, and whose lease the caller has. */
  async endLeft(
    { id, supersedes }: Pick<StoredAction, 'id' | 'supersedes'>,
    leaseUntilMs: number,
    ending: Ending,
  ): Promise<boolean> {
    return endAction(
      this.knex,
      id,
      ending,
      trx =>
        this.held(trx, id, leaseUntilMs)
          .andWhere('status', 'sending')
          .whereNull('sent_at'),
      supersedes,
    );
  }

  private held(knex: Knex, id: string, leaseUntilMs: number) {
    return knex<ActionRow>(TABLE)
      .where({ id, next_look_at: leaseUntilMs })
      .whereIn('status', IN_FLIGHT);
  }
}
