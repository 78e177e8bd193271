import type {
  Runtime,
  UnreadableReason,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkSource } from '@flink-portal/backstage-plugin-flink-node';
import type { Knex } from 'knex';
import { toNumber, type SourceRow } from './rows';

/** Why a source could not be read. */
export interface SourceFailure {
  readonly reason: UnreadableReason;
  /** A sentence for a person, without secrets. */
  readonly message: string;
}

/** A source and how reading it goes. */
export interface StoredSource {
  readonly id: string;
  readonly runtime: Runtime;
  readonly title: string;
  readonly mode: FlinkSource['mode'];
  readonly pollIntervalMs: number;
  readonly budgetUsdPerMonth?: number;
  readonly status: 'pending' | 'ok' | 'failing';
  readonly lastAttemptAtMs?: number;
  readonly lastGoodAtMs?: number;
  readonly nextTryAtMs?: number;
  /** Failed collections in a row. */
  readonly failures: number;
  readonly error?: SourceFailure;
  /** When configuration stopped naming it. */
  readonly goneAtMs?: number;
}

/** The places that are scanned. */
export class SourceStore {
  constructor(private readonly knex: Knex) {}

  async list(): Promise<StoredSource[]> {
    const rows = await this.knex<SourceRow>('flink_sources').orderBy('id');
    return rows.map(fromRow);
  }

  async get(id: string): Promise<StoredSource | undefined> {
    const row = await this.knex<SourceRow>('flink_sources')
      .where({ id })
      .first();
    return row && fromRow(row);
  }

  /** Writes the sources a runtime names now and marks those it no longer names. */
  async replaceOfRuntime(
    runtime: Runtime,
    sources: readonly FlinkSource[],
    nowMs: number,
  ): Promise<void> {
    if (sources.length > 0) {
      await this.knex<SourceRow>('flink_sources')
        .insert(sources.map(toNewRow))
        .onConflict('id')
        .merge([
          'runtime',
          'title',
          'mode',
          'poll_interval_ms',
          'budget_usd',
          'gone_at',
        ]);
    }
    await this.knex<SourceRow>('flink_sources')
      .where({ runtime })
      .whereNull('gone_at')
      .whereNotIn(
        'id',
        sources.map(({ id }) => id),
      )
      .update({
        gone_at: nowMs,
        status: 'failing',
        next_try_at: null,
        error_reason: 'unreachable',
        error_message:
          'The configuration no longer names this source; its applications are forgotten a day after that',
      });
  }

  async markAttempt(id: string, atMs: number): Promise<void> {
    await this.knex<SourceRow>('flink_sources')
      .where({ id })
      .update({ last_attempt_at: atMs });
  }

  async markGood(id: string, atMs: number, nextTryAtMs: number): Promise<void> {
    await this.knex<SourceRow>('flink_sources').where({ id }).update({
      status: 'ok',
      last_good_at: atMs,
      next_try_at: nextTryAtMs,
      failures: 0,
      error_reason: null,
      error_message: null,
    });
  }

  async markFailing(
    id: string,
    failure: SourceFailure,
    failures: number,
    nextTryAtMs: number,
  ): Promise<void> {
    await this.knex<SourceRow>('flink_sources').where({ id }).update({
      status: 'failing',
      failures,
      next_try_at: nextTryAtMs,
      error_reason: failure.reason,
      error_message: failure.message,
    });
  }
}

function toNewRow(source: FlinkSource): SourceRow {
  return {
    id: source.id,
    runtime: source.runtime,
    title: source.title,
    mode: source.mode,
    poll_interval_ms: source.pollIntervalMs,
    budget_usd: source.budgetUsdPerMonth ?? null,
    status: 'pending',
    last_attempt_at: null,
    last_good_at: null,
    next_try_at: null,
    failures: 0,
    error_reason: null,
    error_message: null,
    gone_at: null,
  };
}

function fromRow(row: SourceRow): StoredSource {
  return {
    id: row.id,
    runtime: row.runtime as Runtime,
    title: row.title,
    mode: row.mode as FlinkSource['mode'],
    pollIntervalMs: row.poll_interval_ms,
    budgetUsdPerMonth: row.budget_usd ?? undefined,
    status: row.status as StoredSource['status'],
    lastAttemptAtMs: toNumber(row.last_attempt_at),
    lastGoodAtMs: toNumber(row.last_good_at),
    nextTryAtMs: toNumber(row.next_try_at),
    failures: row.failures,
    ...(row.error_reason && row.error_message
      ? {
          error: {
            reason: row.error_reason as UnreadableReason,
            message: row.error_message,
          },
        }
      : {}),
    goneAtMs: toNumber(row.gone_at),
  };
}
