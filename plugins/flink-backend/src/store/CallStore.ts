import type { Knex } from 'knex';
import { HOUR_MS, hourOf } from './metricHour';
import { toNumber, type SourceCallRow } from './rows';

/** Calls and money of one operation, not yet written. */
export interface CountedCalls {
  readonly operation: string;
  readonly calls: number;
  readonly usd: number;
}

/** What a source's calls amount to. */
export interface CallSummary {
  /**
   * Calls in the last hour by operation. The hour is counted in full clock hours; the share of the last
   * one that still counts is estimated.
   */
  readonly lastHour: Record<string, number>;
  /** What this month's paid reads are on course to cost; absent when nothing was paid. */
  readonly estimatedUsdPerMonth?: number;
}

/** Calls to the far side and what they cost, by source and hour. */
export class CallStore {
  constructor(private readonly knex: Knex) {}

  async add(
    sourceId: string,
    counted: readonly CountedCalls[],
    nowMs: number,
  ): Promise<void> {
    for (const { operation, calls, usd } of counted) {
      await this.knex<SourceCallRow>('flink_source_calls')
        .insert({
          source_id: sourceId,
          hour_start: hourOf(nowMs),
          operation: operation.slice(0, 128),
          calls,
          usd,
        })
        .onConflict(['source_id', 'hour_start', 'operation'])
        .merge({
          calls: this.knex.raw('?? + ?', ['flink_source_calls.calls', calls]),
          usd: this.knex.raw('?? + ?', ['flink_source_calls.usd', usd]),
        });
    }
  }

  /** Two queries for all sources. */
  async summarize(nowMs: number): Promise<Map<string, CallSummary>> {
    const hour = hourOf(nowMs);
    const monthStartMs = monthStart(nowMs);
    const recent = await this.knex<SourceCallRow>('flink_source_calls').where(
      'hour_start',
      '>=',
      hour - HOUR_MS,
    );
    const paid = await this.knex<SourceCallRow>('flink_source_calls')
      .select('source_id')
      .sum({ usd: 'usd' })
      .min({ first: 'hour_start' })
      .where('hour_start', '>=', monthStartMs)
      .andWhere('usd', '>', 0)
      .groupBy('source_id');

    const shareOfPrevious = 1 - (nowMs - hour) / HOUR_MS;
    const lastHour = new Map<string, Record<string, number>>();
    for (const row of recent) {
      const share = toNumber(row.hour_start) === hour ? 1 : shareOfPrevious;
      const calls = lastHour.get(row.source_id) ?? {};
      calls[row.operation] = (calls[row.operation] ?? 0) + row.calls * share;
      lastHour.set(row.source_id, calls);
    }

    const money = new Map(
      paid.map(row => [
        row.source_id,
        project(Number(row.usd), Number(row.first), nowMs),
      ]),
    );
    return new Map(
      [...new Set([...lastHour.keys(), ...money.keys()])].map(id => [
        id,
        {
          lastHour: roundAll(lastHour.get(id) ?? {}),
          estimatedUsdPerMonth: money.get(id),
        },
      ]),
    );
  }
}

function roundAll(calls: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(calls)
      .map(([operation, count]) => [operation, Math.round(count)] as const)
      .filter(([, count]) => count > 0),
  );
}

/** Spreads what was paid since the first paid call of the month over the whole month. */
function project(usd: number, firstHourMs: number, nowMs: number): number {
  const paidForMs = Math.max(nowMs - firstHourMs, HOUR_MS);
  const monthMs = monthStart(nowMs, 1) - monthStart(nowMs);
  return Math.round(usd * (monthMs / paidForMs) * 100) / 100;
}

function monthStart(nowMs: number, monthsLater = 0): number {
  const now = new Date(nowMs);
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + monthsLater, 1);
}
