import {
  feedFor,
  flinkLineOf,
  METRIC_NAMES,
  type KnownApplication,
  type MetricName,
  type MetricSeries,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkRuntime } from '@flink-portal/backstage-plugin-flink-node';
import { lastObservation } from '../../judge/lastObservation';
import type { MetricsResponse } from '../../schema/openapi/generated/models';
import { HOUR_MS, hourOf } from '../../store/metricHour';
import type { MetricStore, StoredRange } from '../../store/MetricStore';
import type { ApplicationRow } from '../../store/rows';
import type { Inventory } from '../Inventory';
import { downsample } from './downsample';
import { gridOf, type Grid, type Range } from './ranges';
import type { RuntimeMetrics } from './RuntimeMetrics';

/** Share of a range's hours that must be there for the store to answer alone. */
const COVERED = 0.9;

/** Answers what an application's metrics were over a range. */
export class ApplicationMetrics {
  constructor(
    private readonly metrics: MetricStore,
    private readonly inventory: Inventory,
    private readonly runtimeMetrics: RuntimeMetrics,
    private readonly runtimeOf: (
      runtime: KnownApplication['application']['runtime'],
    ) => FlinkRuntime | undefined,
    private readonly now: () => number,
  ) {}

  async read(row: ApplicationRow, range: Range): Promise<MetricsResponse> {
    const grid = gridOf(range, this.now());
    const [stored, operations] = await Promise.all([
      this.metrics.readRange(row.id, grid.fromMs, grid.toMs),
      this.inventory.readOperations(row.id, grid.fromMs),
    ]);
    const known: KnownApplication = JSON.parse(row.known_json);
    const answer = await this.answer(known, stored, grid);
    return {
      from: new Date(grid.fromMs).toISOString(),
      to: new Date(grid.toMs).toISOString(),
      resolutionSeconds: grid.resolutionSeconds,
      readFrom: answer.readFrom,
      series: answer.series.map(series => downsample(series, grid)),
      operations,
      messages: answer.messages,
    };
  }

  private async answer(
    known: KnownApplication,
    stored: StoredRange,
    grid: Grid,
  ): Promise<{
    readFrom: MetricsResponse['readFrom'];
    series: readonly MetricSeries[];
    messages: string[];
  }> {
    if (this.covers(stored, grid)) {
      return {
        readFrom: 'store',
        series: stored.series,
        messages: unreadableMessages(known),
      };
    }
    const runtime = this.runtimeOf(known.application.runtime);
    if (!runtime?.readMetrics) {
      return {
        readFrom: 'store',
        series: stored.series,
        messages: [...unreadableMessages(known), beginsAt(stored)],
      };
    }
    const result = await this.runtimeMetrics.read(
      { readMetrics: runtime.readMetrics.bind(runtime) },
      lastObservation(known),
      metricsOf(known),
      grid,
    );
    return result.ok
      ? {
          readFrom: 'runtime',
          series: result.answer.series,
          messages: [...result.answer.messages],
        }
      : {
          readFrom: 'store',
          series: stored.series,
          messages: [result.message, beginsAt(stored)],
        };
  }

  /** From the beginning and without larger holes; the hour that has just begun may be missing. */
  private covers({ firstHourMs, hours }: StoredRange, grid: Grid): boolean {
    const endMs = Math.min(grid.toMs, this.now());
    const expected = (hourOf(endMs) - hourOf(grid.fromMs)) / HOUR_MS;
    return (
      firstHourMs !== undefined &&
      firstHourMs <= hourOf(grid.fromMs) + HOUR_MS * (1 - COVERED) &&
      hours >= Math.max(1, Math.floor(expected * COVERED))
    );
  }
}

/** Every metric that the application's runtime and Flink version have. */
function metricsOf({
  application,
  configuration,
}: KnownApplication): MetricName[] {
  const value = configuration.lastGood?.value;
  const line = flinkLineOf(value?.flinkVersion, value?.workload);
  return METRIC_NAMES.filter(metric =>
    feedFor(metric, application.runtime, line),
  );
}

function unreadableMessages({ metrics }: KnownApplication): string[] {
  return metrics?.latest.status === 'unreadable'
    ? [`The newest values are missing: ${metrics.latest.message}`]
    : [];
}

function beginsAt({ firstHourMs }: StoredRange): string {
  return firstHourMs === undefined
    ? 'The portal has no values of this range'
    : `The portal's own values of this range begin at ${new Date(
        firstHourMs,
      ).toISOString()}`;
}
