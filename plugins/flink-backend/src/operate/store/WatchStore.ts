import type { Knex } from 'knex';
import type { ChangeWatch } from '../../schema/openapi/generated/models';
import type { ActionRow } from './actionRows';
import { toStoredAction, type StoredAction } from './StoredAction';

const TABLE = 'flink_actions';

/** Changes whose time after them is still to be compared with the time before. */
export class WatchStore {
  constructor(private readonly knex: Knex) {}

  async readDue(nowMs: number, limit: number): Promise<StoredAction[]> {
    const rows = await this.knex<ActionRow>(TABLE)
      .where('watch_at', '<=', nowMs)
      .orderBy('watch_at')
      .limit(limit);
    return rows.map(toStoredAction);
  }

  /** Takes a comparison until the lease ends. @returns false when another replica took it */
  async claim(
    { id, watchAtMs }: Pick<StoredAction, 'id' | 'watchAtMs'>,
    leaseUntilMs: number,
  ): Promise<boolean> {
    const claimed = await this.knex<ActionRow>(TABLE)
      .where({ id, watch_at: watchAtMs })
      .update({ watch_at: leaseUntilMs });
    return claimed > 0;
  }

  /** Keeps the outcome, once. @returns false when the lease was lost */
  async keep(
    id: string,
    leaseUntilMs: number,
    watch: ChangeWatch,
    atMs: number,
  ): Promise<boolean> {
    const kept = await this.knex<ActionRow>(TABLE)
      .where({ id, watch_at: leaseUntilMs })
      .update({ watch_at: null, watch_json: JSON.stringify(watch), rev: atMs });
    return kept > 0;
  }
}
