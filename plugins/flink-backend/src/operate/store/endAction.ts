import type { Knex } from 'knex';
import { unlockApplication } from './ActionLocks';
import type { ActionRow } from './actionRows';
import type { Ending } from './NewAction';

/**
 * Ends an action and gives its application back, in one transaction.
 *
 * @param select - the row under the condition that must still hold
 * @param supersedes - the action whose place it did not take after all
 * @returns false when the condition held no more
 */
export async function endAction(
  knex: Knex,
  id: string,
  ending: Ending,
  select: (trx: Knex) => Knex.QueryBuilder<ActionRow>,
  supersedes?: string,
): Promise<boolean> {
  return knex.transaction(async trx => {
    const ended = await select(trx).update({
      status: ending.status,
      progress_json: JSON.stringify(ending.progress),
      ended_at: ending.atMs,
      next_look_at: null,
      ...(ending.operationId === undefined
        ? {}
        : { operation_id: ending.operationId }),
      watch_at: ending.watchAtMs ?? null,
      watch_json: ending.watch ? JSON.stringify(ending.watch) : null,
      rev: ending.atMs,
    });
    if (Number(ended) === 0) {
      return false;
    }
    await unlockApplication(trx, id, supersedes);
    return true;
  });
}
