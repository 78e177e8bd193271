import type { MetricSeries } from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import { chunksOf } from './chunks';
import {
  appendHours,
  countersOf,
  decodeHour,
  encodeHour,
  HOUR_MS,
  hourOf,
  mergeSeries,
  splitByHour,
} from './metricHour';
import { toNumber, type MetricHourRow } from './rows';

/** What a judgement needs of an application's history. */
export interface RecentHistory {
  /** All values of the last hours, in time order. */
  readonly series: readonly MetricSeries[];
  /** Restart counters of the last 25 hours, reduced to their changes. */
  readonly restartCounters: readonly MetricSeries[];
}

/** How much of an asked range the store has. */
export interface StoredRange {
  readonly series: MetricSeries[];
  /** Start of the oldest stored hour within the range, epoch ms. */
  readonly firstHourMs?: number;
  /** Hours of the range of which something is stored. */
  readonly hours: number;
}

const JUDGED_HISTORY_MS = 2 * 60 * 60_000;
const RESTART_HISTORY_MS = 25 * 60 * 60_000;
const IDS_PER_QUERY = 200;
const ROWS_PER_WRITE = 100;

/** Metric values, one row per application and hour. */
export class MetricStore {
  constructor(private readonly knex: Knex) {}

  /** Two queries per 200 applications. */
  async readRecent(
    applicationIds: readonly string[],
    nowMs: number,
  ): Promise<Map<string, RecentHistory>> {
    const result = new Map<string, RecentHistory>();
    for (const ids of chunksOf(applicationIds, IDS_PER_QUERY)) {
      const values = await this.knex<MetricHourRow>('flink_metric_hours')
        .select('application_id', 'hour_start', 'values_json')
        .whereIn('application_id', ids)
        .andWhere('hour_start', '>=', hourOf(nowMs - JUDGED_HISTORY_MS))
        .orderBy('hour_start');
      const counters = await this.knex<MetricHourRow>('flink_metric_hours')
        .select('application_id', 'hour_start', 'counters_json')
        .whereIn('application_id', ids)
        .andWhere('hour_start', '>=', hourOf(nowMs - RESTART_HISTORY_MS))
        .orderBy('hour_start');
      for (const id of ids) {
        result.set(id, {
          series: joinHours(
            values
              .filter(row => row.application_id === id)
              .map(row => [row.hour_start, row.values_json]),
          ),
          restartCounters: joinHours(
            counters
              .filter(row => row.application_id === id)
              .map(row => [row.hour_start, row.counters_json]),
          ).filter(({ metric }) => metric === 'numRestarts'),
        });
      }
    }
    return result;
  }

  /**
   * Counters of restarts and of failed checkpoints, reduced to their changes, from the hour before the
   * range on: what a first value rose from lies there.
   */
  async readCounters(
    applicationId: string,
    fromMs: number,
    toMs: number,
  ): Promise<MetricSeries[]> {
    const rows = await this.knex<MetricHourRow>('flink_metric_hours')
      .select('hour_start', 'counters_json')
      .where('application_id', applicationId)
      .andWhere('hour_start', '>=', hourOf(fromMs) - HOUR_MS)
      .andWhere('hour_start', '<', toMs)
      .orderBy('hour_start');
    return appendHours(
      rows.map(row => decodeHour(Number(row.hour_start), row.counters_json)),
    );
  }

  async readRange(
    applicationId: string,
    fromMs: number,
    toMs: number,
  ): Promise<StoredRange> {
    const rows = await this.knex<MetricHourRow>('flink_metric_hours')
      .select('hour_start', 'values_json')
      .where('application_id', applicationId)
      .andWhere('hour_start', '>=', hourOf(fromMs))
      .andWhere('hour_start', '<', toMs)
      .orderBy('hour_start');
    const series = joinHours(
      rows.map(row => [row.hour_start, row.values_json]),
    ).map(each => ({
      ...each,
      points: each.points.filter(
        ([seconds]) => seconds * 1000 >= fromMs && seconds * 1000 < toMs,
      ),
    }));
    return {
      series: series.filter(({ points }) => points.length > 0),
      firstHourMs: toNumber(rows.at(0)?.hour_start),
      hours: rows.length,
    };
  }

  /** Joins newly read values to the stored hours. */
  async merge(
    added: ReadonlyMap<string, readonly MetricSeries[]>,
    trx: Knex = this.knex,
  ): Promise<void> {
    const pending = [...added].flatMap(([applicationId, series]) =>
      [...splitByHour(series)].map(([hourStartMs, inHour]) => ({
        applicationId,
        hourStartMs,
        inHour,
      })),
    );
    for (const chunk of chunksOf(pending, ROWS_PER_WRITE)) {
      const stored = await this.readHours(chunk, trx);
      const rows: MetricHourRow[] = chunk.map(
        ({ applicationId, hourStartMs, inHour }) => {
          const before = stored.get(`${hourStartMs} ${applicationId}`) ?? [];
          const series = mergeSeries(before, inHour);
          return {
            application_id: applicationId,
            hour_start: hourStartMs,
            values_json: encodeHour(hourStartMs, series),
            counters_json: encodeHour(hourStartMs, countersOf(series)),
          };
        },
      );
      await trx<MetricHourRow>('flink_metric_hours')
        .insert(rows)
        .onConflict(['application_id', 'hour_start'])
        .merge();
    }
  }

  private async readHours(
    wanted: ReadonlyArray<{ applicationId: string; hourStartMs: number }>,
    trx: Knex,
  ): Promise<Map<string, MetricSeries[]>> {
    const rows = await trx<MetricHourRow>('flink_metric_hours')
      .select('application_id', 'hour_start', 'values_json')
      .whereIn('application_id', [
        ...new Set(wanted.map(({ applicationId }) => applicationId)),
      ])
      .whereIn('hour_start', [
        ...new Set(wanted.map(({ hourStartMs }) => hourStartMs)),
      ]);
    return new Map(
      rows.map(row => {
        const hourStartMs = toNumber(row.hour_start);
        return [
          `${hourStartMs} ${row.application_id}`,
          decodeHour(hourStartMs, row.values_json),
        ];
      }),
    );
  }
}

function joinHours(
  hours: ReadonlyArray<readonly [number | string, string]>,
): MetricSeries[] {
  return hours.reduce<MetricSeries[]>(
    (joined, [start, text]) =>
      mergeSeries(joined, decodeHour(Number(start), text)),
    [],
  );
}
