import { METRIC_CATALOG } from '../metrics/metricCatalog';
import type { MetricName } from '../metrics/MetricName';
import type { MetricPoint, MetricSeries } from '../metrics/MetricSeries';
import type { KnownApplication } from '../model/KnownApplication';
import type * as flinkApi from '../schema/openapi/generated';
import { newestCheckpoint, withFirstOfRun, type PointsOf } from './checkpoints';
import { combine, newest, timeMs } from './points';
import { plannedWindows } from './plannedWindows';
import { runningSinceMsOf } from './runningSince';
import { restartSteps, total, type RestartStep } from './restarts';
import { sparkOf, stepOf } from './spark';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What the figures of a card are made of. @public */
export interface FiguresInput {
  readonly known: KnownApplication;
  /** Stored values of at least the last hour. */
  readonly series: readonly MetricSeries[];
  /** Values of `numRestarts` over the last 24 hours, as far as they are stored. */
  readonly restarts: readonly MetricPoint[];
  readonly nowMs: number;
}

/**
 * The four figures of a card. A figure nobody reported within the last hour is absent, never zero. A
 * batch job and a notebook have no lag and no checkpoints of which to speak, so they have no such figures.
 *
 * @public
 */
export function figuresOf(input: FiguresInput): flinkApi.Figures {
  const recordsIn = figureOf(input, 'numRecordsInPerSecond');
  const recordsOut = figureOf(input, 'numRecordsOutPerSecond');
  // Records say more than time where both are known.
  const lag =
    figureOf(input, 'pendingRecords') ?? figureOf(input, 'millisBehindLatest');
  const lastCheckpoint = checkpointFigure(input);
  const restarts24h = restartsFigure(input);
  return {
    ...(lag ? { lag } : {}),
    ...(recordsIn ? { recordsIn } : {}),
    ...(recordsOut ? { recordsOut } : {}),
    ...(lastCheckpoint ? { lastCheckpoint } : {}),
    ...(restarts24h ? { restarts24h } : {}),
  };
}

function figureOf(
  { series, nowMs }: FiguresInput,
  name: MetricName,
): flinkApi.Figure | undefined {
  const points = pointsOf(series, name).filter(
    ([, value]) => Number.isFinite(value) && value >= 0,
  );
  const last = newest(points);
  if (!last || nowMs - timeMs(last) > HOUR_MS) {
    return undefined;
  }
  return {
    value: last[1],
    unit: METRIC_CATALOG[name].unit,
    at: new Date(timeMs(last)).toISOString(),
    spark: sparkOf(points, nowMs, HOUR_MS),
  };
}

function checkpointFigure({
  known,
  series,
  nowMs,
}: FiguresInput): flinkApi.CheckpointFigure | undefined {
  const gauges: PointsOf = name => pointsOf(series, name);
  const state = known.state.lastGood?.value;
  const runningSinceMs = state && runningSinceMsOf(known, state);
  const checkpoint = withFirstOfRun(
    newestCheckpoint(known.jobs.lastGood?.value, gauges),
    gauges,
    {
      runningSinceMs,
      // A value bears the beginning of its minute. Those of a run before would have begun earlier.
      gaugesFromMs:
        runningSinceMs === undefined
          ? undefined
          : Math.floor(runningSinceMs / MINUTE_MS) * MINUTE_MS,
      watchedMs: HOUR_MS,
      nowMs,
    },
  );
  if (checkpoint.known !== 'time') {
    return undefined;
  }
  const { durationMs, sizeBytes } = checkpoint;
  return {
    at: new Date(checkpoint.atMs).toISOString(),
    inferred: checkpoint.inferred,
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    spark: sparkOf(pointsOf(series, 'lastCheckpointDuration'), nowMs, HOUR_MS),
  };
}

function restartsFigure({
  known,
  restarts,
  nowMs,
}: FiguresInput): flinkApi.RestartsFigure | undefined {
  const points = restarts.filter(point => timeMs(point) >= nowMs - DAY_MS);
  const first = points[0];
  if (!first) {
    return undefined;
  }
  const windows = plannedWindows(known.operations.lastGood?.value ?? []);
  const steps = restartSteps(points, windows);
  return {
    ...total(steps),
    since: new Date(timeMs(first)).toISOString(),
    spark: restartSpark(points, steps, nowMs),
  };
}

/** Restarts per hour: zero where the counter was read and stood still, null where it was not read. */
function restartSpark(
  points: readonly MetricPoint[],
  steps: readonly RestartStep[],
  nowMs: number,
): (number | null)[] {
  const spark = sparkOf(points, nowMs, DAY_MS).map((value): number | null =>
    value === null ? null : 0,
  );
  for (const step of steps) {
    const hour = stepOf(step.atMs, nowMs, DAY_MS);
    if (hour !== undefined) {
      spark[hour] = (spark[hour] ?? 0) + step.planned + step.unplanned;
    }
  }
  return spark;
}

function pointsOf(
  series: readonly MetricSeries[],
  name: MetricName,
): readonly MetricPoint[] {
  const all = series.filter(one => one.metric === name);
  const whole = all.filter(one => one.part === undefined);
  const used = whole.length > 0 ? whole : all;
  return combine(
    used.map(one => one.points),
    name === 'pendingRecords' ? 'sum' : METRIC_CATALOG[name].statistic,
  );
}
