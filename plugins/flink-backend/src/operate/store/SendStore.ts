import type { Knex } from 'knex';
import { IN_FLIGHT } from './ActionLocks';
import type { ActionRow } from './actionRows';
import { endAction } from './endAction';
import type { Ending } from './NewAction';
import type { StoredAction, StoredProgress } from './StoredAction';

const TABLE = 'flink_actions';

/** Actions while they are sent: what makes a call happen at most once. */
export class SendStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Says that the call is being made now: from here on it may have taken effect. The action whose place this
   * one takes is superseded in the same transaction.
   *
   * @returns false when the action was ended meanwhile, or the call was made: it must not be made
   */
  async markSent(
    { id, supersedes }: Pick<StoredAction, 'id' | 'supersedes'>,
    atMs: number,
    leaseUntilMs: number,
    supersededMessage: string,
  ): Promise<boolean> {
    return this.knex.transaction(async trx => {
      const marked = await trx<ActionRow>(TABLE)
        .where({ id, status: 'sending' })
        .whereNull('sent_at')
        .update({ sent_at: atMs, next_look_at: leaseUntilMs, rev: atMs });
      if (marked > 0 && supersedes !== undefined) {
        await supersede(trx, supersedes, supersededMessage, atMs);
      }
      return marked > 0;
    });
  }

  /** Keeps what became of the call, unless the action is not being sent any more. */
  async keepSent(
    id: string,
    change: { handle?: string; progress: StoredProgress; nextLookAtMs: number },
    atMs: number,
  ): Promise<boolean> {
    const kept = await this.knex<ActionRow>(TABLE)
      .where({ id, status: 'sending' })
      .update({
        ...(change.handle === undefined
          ? {}
          : { status: 'underway', handle: change.handle }),
        progress_json: JSON.stringify(change.progress),
        next_look_at: change.nextLookAtMs,
        rev: atMs,
      });
    return kept > 0;
  }

  /** Ends an action before its call was made. @returns false when it may have been made */
  async endUnsent(
    { id, supersedes }: Pick<StoredAction, 'id' | 'supersedes'>,
    ending: Ending,
  ): Promise<boolean> {
    return endAction(
      this.knex,
      id,
      ending,
      trx =>
        trx<ActionRow>(TABLE)
          .where({ id, status: 'sending' })
          .whereNull('sent_at'),
      supersedes,
    );
  }

  /** Ends an action whose call is certain to have had no effect. */
  async endRefused(id: string, ending: Ending): Promise<boolean> {
    return endAction(this.knex, id, ending, trx =>
      trx<ActionRow>(TABLE).where({ id, status: 'sending' }),
    );
  }
}

async function supersede(
  trx: Knex,
  id: string,
  message: string,
  atMs: number,
): Promise<void> {
  const row = await trx<ActionRow>(TABLE)
    .where({ id })
    .whereIn('status', IN_FLIGHT)
    .first();
  if (!row) {
    return;
  }
  const before: StoredProgress = JSON.parse(row.progress_json);
  await trx<ActionRow>(TABLE)
    .where({ id })
    .whereIn('status', IN_FLIGHT)
    .update({
      status: 'superseded',
      ended_at: atMs,
      next_look_at: null,
      progress_json: JSON.stringify({ ...before, message }),
      rev: atMs,
    });
}
