import type {
  ApplicationIdentity,
  Judgement,
  KnownApplication,
  Operation,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import type { JudgedApplication } from '../judge/JudgedApplication';
import { columnsOfCollection, toApplicationRow } from './applicationColumns';
import { chunksOf } from './chunks';
import { TransitionStore } from './TransitionStore';
import { toNumber, type ApplicationRow, type OperationRow } from './rows';

/** What is stored of an application, as a collection needs it. */
export interface StoredApplication {
  readonly id: string;
  readonly known: KnownApplication;
  readonly judgement: Judgement;
  readonly note?: string;
  readonly tier?: string;
  readonly firstSeenAtMs: number;
  readonly judgedAtMs: number;
  /** Changes with every write. */
  readonly rev: number;
  /** When somebody last looked at it. */
  readonly interestAtMs?: number;
  /** When its source no longer had it. */
  readonly removedAtMs?: number;
}

const ROWS_PER_WRITE = 20;

/** The inventory as collections write it. */
export class ApplicationStore {
  constructor(private readonly knex: Knex) {}

  /** One query, removed applications included: one that comes back goes on where it was. */
  async readSource(sourceId: string): Promise<StoredApplication[]> {
    const rows = await this.knex<ApplicationRow>('flink_applications').where(
      'source_id',
      sourceId,
    );
    return rows.map(fromRow);
  }

  /** Writes judged applications, 20 in one statement. */
  async write(
    judged: readonly JudgedApplication[],
    rev: number,
    trx: Knex,
  ): Promise<void> {
    for (const chunk of chunksOf(judged, ROWS_PER_WRITE)) {
      const rows = chunk.map(each => toApplicationRow(each, rev));
      await trx<ApplicationRow>('flink_applications')
        .insert(rows)
        .onConflict('id')
        .merge(columnsOfCollection(rows[0]));
    }
  }

  /**
   * Writes an application that was judged again without a new reading.
   *
   * @returns false when somebody else wrote it since it was read; what they wrote is newer and stays
   */
  async writeUnlessChanged(
    judged: JudgedApplication,
    revBefore: number,
    rev: number,
    trx: Knex = this.knex,
  ): Promise<boolean> {
    const row = toApplicationRow(judged, rev);
    const changed = Object.fromEntries(
      columnsOfCollection(row).map(column => [column, row[column]]),
    );
    const written = await trx<ApplicationRow>('flink_applications')
      .where({ id: row.id, rev: revBefore })
      .whereNull('removed_at')
      .update(changed);
    return written > 0;
  }

  /** Keeps operations beyond the time the runtime remembers them. */
  async writeOperations(
    operations: ReadonlyArray<{ applicationId: string; operation: Operation }>,
    trx: Knex,
  ): Promise<void> {
    const rows = new Map(
      operations.map(({ applicationId, operation }): [string, OperationRow] => [
        `${applicationId} ${operation.id}`,
        {
          application_id: applicationId,
          operation_id: operation.id,
          started_at: Date.parse(operation.startedAt),
          operation_json: JSON.stringify(operation),
        },
      ]),
    );
    for (const chunk of chunksOf([...rows.values()], 100)) {
      await trx<OperationRow>('flink_operations')
        .insert(chunk)
        .onConflict(['application_id', 'operation_id'])
        .merge(['started_at', 'operation_json']);
    }
  }

  /** Hides what the source no longer has. @returns the ids of what vanished */
  async removeMissing(
    sourceId: string,
    presentIds: readonly string[],
    nowMs: number,
  ): Promise<string[]> {
    const present = new Set(presentIds);
    return this.remove([sourceId], id => !present.has(id), nowMs);
  }

  /** Hides all applications of these sources. */
  async removeOfSources(
    sourceIds: readonly string[],
    nowMs: number,
  ): Promise<void> {
    await this.remove(sourceIds, () => true, nowMs);
  }

  private async remove(
    sourceIds: readonly string[],
    isGone: (id: string) => boolean,
    nowMs: number,
  ): Promise<string[]> {
    const rows = await this.knex<ApplicationRow>('flink_applications')
      .select('id', 'verdict')
      .whereNull('removed_at')
      .whereIn('source_id', sourceIds);
    const gone = rows.filter(({ id }) => isGone(id));
    if (gone.length === 0) {
      return [];
    }
    await this.knex.transaction(async trx => {
      for (const chunk of chunksOf(gone, 500)) {
        await trx<ApplicationRow>('flink_applications')
          .whereIn(
            'id',
            chunk.map(({ id }) => id),
          )
          .update({ removed_at: nowMs, rev: nowMs });
      }
      await new TransitionStore(trx).writeRemovals(
        gone.map(({ id, verdict }) => ({ applicationId: id, verdict })),
        nowMs,
      );
    });
    return gone.map(({ id }) => id);
  }

  /** Ids of the source's applications that somebody looked at since then. */
  async readInterest(sourceId: string, sinceMs: number): Promise<Set<string>> {
    const rows = await this.knex<ApplicationRow>('flink_applications')
      .select('id')
      .where('source_id', sourceId)
      .andWhere('interest_at', '>=', sinceMs);
    return new Set(rows.map(({ id }) => id));
  }

  /** What others judged or decided of a source's applications since then; all else is left out. */
  async readRejudged(
    sourceId: string,
    sinceMs: number,
  ): Promise<
    Array<Pick<StoredApplication, 'id' | 'judgement' | 'judgedAtMs' | 'tier'>>
  > {
    const rows = await this.knex<ApplicationRow>('flink_applications')
      .select('id', 'judgement_json', 'judged_at', 'tier')
      .where('source_id', sourceId)
      .andWhere('judged_at', '>=', sinceMs);
    return rows.map(row => ({
      id: row.id,
      judgement: JSON.parse(row.judgement_json),
      judgedAtMs: toNumber(row.judged_at),
      tier: row.tier ?? undefined,
    }));
  }

  async touchInterest(ids: readonly string[], nowMs: number): Promise<void> {
    await this.knex<ApplicationRow>('flink_applications')
      .whereIn('id', ids)
      .update({ interest_at: nowMs });
  }

  /** Identities of everything that is there, for matching with the catalog. */
  async readIdentities(): Promise<ApplicationIdentity[]> {
    const rows = await this.knex<ApplicationRow>('flink_applications')
      .select('identity_json')
      .whereNull('removed_at');
    return rows.map(row => JSON.parse(row.identity_json));
  }

  /** Applications of a source, not yet Unknown, whose state was last good before that time. */
  async readStale(
    sourceId: string,
    goodBeforeMs: number,
  ): Promise<StoredApplication[]> {
    const rows = await this.knex<ApplicationRow>('flink_applications')
      .where('source_id', sourceId)
      .whereNull('removed_at')
      .whereNot('verdict', 'Unknown')
      .andWhere(stale =>
        stale
          .whereNull('state_good_at')
          .orWhere('state_good_at', '<', goodBeforeMs),
      );
    return rows.map(fromRow);
  }

  /** Applications of a source that were last judged before that time. */
  async readJudgedBefore(
    sourceId: string,
    judgedBeforeMs: number,
  ): Promise<StoredApplication[]> {
    const rows = await this.knex<ApplicationRow>('flink_applications')
      .where('source_id', sourceId)
      .whereNull('removed_at')
      .andWhere('judged_at', '<', judgedBeforeMs);
    return rows.map(fromRow);
  }
}

function fromRow(row: ApplicationRow): StoredApplication {
  return {
    id: row.id,
    known: JSON.parse(row.known_json),
    judgement: JSON.parse(row.judgement_json),
    note: row.note ?? undefined,
    tier: row.tier ?? undefined,
    firstSeenAtMs: toNumber(row.first_seen_at),
    judgedAtMs: toNumber(row.judged_at),
    rev: toNumber(row.rev),
    interestAtMs: toNumber(row.interest_at),
    removedAtMs: toNumber(row.removed_at),
  };
}
