import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import { chunksOf } from './chunks';
import { toNumber, type VerdictTransitionRow } from './rows';
import type { VerdictTransition } from './VerdictTransition';

/** Written when an application vanished from its source: from then on it has no verdict. */
export const REMOVED = 'Removed';

/** A transition as it was stored; older rows know less. */
export interface StoredTransition {
  readonly atMs: number;
  readonly from?: Verdict;
  readonly to: Verdict | typeof REMOVED;
  readonly sinceMs?: number;
  readonly ruleId?: string;
  readonly reason?: string;
  readonly planned?: boolean;
}

/** An application that vanished, with the verdict it had. */
export interface Removal {
  readonly applicationId: string;
  readonly verdict: string;
}

const ROWS_PER_WRITE = 100;
const TABLE = 'flink_verdict_transitions';

/** Every change of a verdict, and when applications vanished. */
export class TransitionStore {
  constructor(private readonly knex: Knex) {}

  async write(
    transitions: readonly VerdictTransition[],
    trx: Knex = this.knex,
  ): Promise<void> {
    await this.insert(
      transitions.map(each => ({
        application_id: each.applicationId,
        at: each.atMs,
        from_verdict: each.from ?? null,
        to_verdict: each.to,
        since: each.sinceMs,
        rule_id: each.ruleId ?? null,
        reason: each.reason ?? null,
        planned: each.planned,
      })),
      trx,
    );
  }

  async writeRemovals(
    removals: readonly Removal[],
    atMs: number,
    trx: Knex = this.knex,
  ): Promise<void> {
    await this.insert(
      removals.map(({ applicationId, verdict }) => ({
        application_id: applicationId,
        at: atMs,
        from_verdict: verdict,
        to_verdict: REMOVED,
        since: atMs,
        rule_id: null,
        reason: null,
        planned: null,
      })),
      trx,
    );
  }

  /** Newest first, at most that many, from that time backwards. */
  async readBackwards(
    applicationId: string,
    untilMs: number,
    limit: number,
  ): Promise<StoredTransition[]> {
    const rows = await this.knex<VerdictTransitionRow>(TABLE)
      .where('application_id', applicationId)
      .andWhere('at', '<=', untilMs)
      .orderBy('at', 'desc')
      .limit(limit);
    return rows.map(fromRow);
  }

  /**
   * Those since that time, oldest first, and before them the newest earlier one: it says what the verdict
   * was when the time began. Without what explains them, as there may be tens of thousands.
   */
  async readSince(
    applicationId: string,
    fromMs: number,
  ): Promise<StoredTransition[]> {
    const columns = ['at', 'from_verdict', 'to_verdict'] as const;
    const [before, rows] = await Promise.all([
      this.knex<VerdictTransitionRow>(TABLE)
        .select(...columns)
        .where('application_id', applicationId)
        .andWhere('at', '<', fromMs)
        .orderBy('at', 'desc')
        .limit(1),
      this.knex<VerdictTransitionRow>(TABLE)
        .select(...columns)
        .where('application_id', applicationId)
        .andWhere('at', '>=', fromMs)
        .orderBy('at'),
    ]);
    return [...before, ...rows].map(fromRow);
  }

  private async insert(
    rows: readonly VerdictTransitionRow[],
    trx: Knex,
  ): Promise<void> {
    for (const chunk of chunksOf(rows, ROWS_PER_WRITE)) {
      await trx<VerdictTransitionRow>(TABLE)
        .insert(chunk)
        .onConflict(['application_id', 'at'])
        .merge();
    }
  }
}

function fromRow(
  row: Pick<VerdictTransitionRow, 'at' | 'from_verdict' | 'to_verdict'> &
    Partial<VerdictTransitionRow>,
): StoredTransition {
  return {
    atMs: toNumber(row.at),
    from: (row.from_verdict as Verdict | null) ?? undefined,
    to: row.to_verdict as StoredTransition['to'],
    sinceMs: toNumber(row.since),
    ruleId: row.rule_id ?? undefined,
    reason: row.reason ?? undefined,
    // SQLite has no booleans.
    planned:
      row.planned === null || row.planned === undefined
        ? undefined
        : Boolean(row.planned),
  };
}
