import type { Quantity } from '../model/Finding';
import type { Operation } from '../model/Operation';
import { formatDurationMs } from '../format/formatTime';
import { formatQuantity } from '../format/formatQuantity';
import { measurements } from '../health/measurements';
import { combine } from '../health/points';
import { countRestarts } from '../health/restarts';
import { METRIC_CATALOG } from '../metrics/metricCatalog';
import type { MetricName } from '../metrics/MetricName';
import type { MetricPoint, MetricSeries } from '../metrics/MetricSeries';

const MINUTE_MS = 60_000;

/** How long before a change is looked at, ms. @public */
export const WATCH_BEFORE_MS = 30 * MINUTE_MS;
/** How long after a change is looked at, ms. @public */
export const WATCH_AFTER_MS = 15 * MINUTE_MS;

/**
 * When a figure counts as worse. A job that was interrupted catches up first, so what it settles at counts: the
 * last five minutes of the fifteen.
 */
const SETTLED_MS = 5 * MINUTE_MS;
/** Lag that doubled and is of some size. The floors keep a lag of seconds from being called worse. */
const LAG_FACTOR = 2;
const LAG_FLOOR_RECORDS = 10_000;
const LAG_FLOOR_MS = 60_000;
/** A fifth less output, unless the input fell as much. */
const OUTPUT_SHARE = 0.8;
/** Checkpoints half as long again, and not just a second of noise. */
const CHECKPOINT_FACTOR = 1.5;
const CHECKPOINT_FLOOR_MS = 5_000;

/** A change, and what is known around it. @public */
export interface AroundChange {
  /** From before {@link WATCH_BEFORE_MS} to after {@link WATCH_AFTER_MS} at least. */
  readonly series: readonly MetricSeries[];
  readonly operations: readonly Operation[];
  /** Epoch ms: when the change was sent. */
  readonly startedMs: number;
  /** Epoch ms: when it was done. */
  readonly endedMs: number;
  readonly nowMs: number;
}

/** One figure before and after. Absent: not known for that time. @public */
export interface FigureAroundChange {
  readonly name: string;
  readonly unit: Quantity['unit'];
  readonly before?: number;
  readonly after?: number;
  readonly worse: boolean;
}

/** How the time after a change compares with the time before. @public */
export interface ChangeComparison {
  readonly status: 'fine' | 'worse' | 'unknown';
  readonly figures: readonly FigureAroundChange[];
  /** A sentence with the figures that are worse. */
  readonly message: string;
}

/**
 * Compares the 15 minutes after a change with the 30 minutes before: lag, output, checkpoint duration and
 * unplanned restarts. Without values on both sides nothing is said to be fine. Pure.
 *
 * @public
 */
export function compareAroundChange(around: AroundChange): ChangeComparison {
  const figures = [
    lag(around, 'pendingRecords', LAG_FLOOR_RECORDS),
    lag(around, 'millisBehindLatest', LAG_FLOOR_MS),
    output(around),
    checkpoints(around),
    restarts(around),
  ].filter(one => one !== undefined);
  const worse = figures.filter(one => one.worse);
  const compared = figures.filter(
    ({ before, after }) => before !== undefined && after !== undefined,
  );
  if (worse.length > 0) {
    return {
      status: 'worse',
      figures,
      message: `Worse than before the change: ${worse
        .map(describe)
        .join('; ')}.`,
    };
  }
  if (compared.length === 0) {
    return {
      status: 'unknown',
      figures,
      message:
        'Whether the change made anything worse is not known: there are no values from both before and after it.',
    };
  }
  return {
    status: 'fine',
    figures,
    message: `Nothing is worse than in the ${formatDurationMs(
      WATCH_BEFORE_MS,
    )} before the change. Compared: ${compared
      .map(({ name }) => name.toLocaleLowerCase('en'))
      .join(', ')}.`,
  };
}

function lag(
  around: AroundChange,
  metric: MetricName,
  floor: number,
): FigureAroundChange | undefined {
  return figure(around, metric, (before, after) => {
    return after > floor && after > before * LAG_FACTOR;
  });
}

function output(around: AroundChange): FigureAroundChange | undefined {
  const input = sides(around, 'numRecordsInPerSecond');
  const inputShare =
    input.before && input.after !== undefined ? input.after / input.before : 1;
  return figure(
    around,
    'numRecordsOutPerSecond',
    (before, after) =>
      before > 0 && after / before < OUTPUT_SHARE * Math.min(1, inputShare),
  );
}

function checkpoints(around: AroundChange): FigureAroundChange | undefined {
  return figure(
    around,
    'lastCheckpointDuration',
    (before, after) =>
      after > before * CHECKPOINT_FACTOR &&
      after - before > CHECKPOINT_FLOOR_MS,
  );
}

function figure(
  around: AroundChange,
  metric: MetricName,
  isWorse: (before: number, after: number) => boolean,
): FigureAroundChange | undefined {
  const { before, after } = sides(around, metric);
  if (before === undefined && after === undefined) {
    return undefined;
  }
  const { title, unit } = METRIC_CATALOG[metric];
  return {
    name: title,
    unit,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    worse:
      before !== undefined && after !== undefined && isWorse(before, after),
  };
}

function sides(around: AroundChange, metric: MetricName) {
  const points = pointsOf(around, metric);
  const { startedMs, endedMs } = around;
  const lastMs = endedMs + WATCH_AFTER_MS;
  return {
    before: median(within(points, startedMs - WATCH_BEFORE_MS, startedMs)),
    after: median(within(points, lastMs - SETTLED_MS, lastMs)),
  };
}

function restarts(around: AroundChange): FigureAroundChange | undefined {
  const { startedMs, endedMs, operations } = around;
  const points = pointsOf(around, 'numRestarts');
  const count = (fromMs: number, toMs: number) => {
    const inside = points.filter(
      ([at]) => at * 1000 >= fromMs && at * 1000 < toMs,
    );
    return inside.length < 2
      ? undefined
      : countRestarts(inside, operations).unplanned;
  };
  const before = count(startedMs - WATCH_BEFORE_MS, startedMs);
  const after = count(endedMs, endedMs + WATCH_AFTER_MS);
  if (before === undefined && after === undefined) {
    return undefined;
  }
  return {
    name: 'Unplanned restarts',
    unit: 'count',
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    // Half the time, so as many restarts are twice as often.
    worse: after !== undefined && after > 0 && after >= (before ?? 0),
  };
}

function pointsOf(
  { series, nowMs }: AroundChange,
  metric: MetricName,
): readonly MetricPoint[] {
  const all = series.filter(one => one.metric === metric);
  const whole = all.filter(({ part }) => part === undefined);
  return combine(
    (whole.length > 0 ? whole : all).map(({ points }) =>
      measurements(metric, points, nowMs),
    ),
    METRIC_CATALOG[metric].statistic,
  );
}

function within(
  points: readonly MetricPoint[],
  fromMs: number,
  toMs: number,
): number[] {
  return points
    .filter(([at]) => at * 1000 >= fromMs && at * 1000 < toMs)
    .map(([, value]) => value);
}

function median(values: readonly number[]): number | undefined {
  if (values.length === 0) {
    return undefined;
  }
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

function describe({ name, unit, before, after }: FigureAroundChange): string {
  const value = (number: number | undefined) =>
    number === undefined
      ? 'not known'
      : formatQuantity({ value: number, unit });
  return `${name.toLocaleLowerCase('en')} ${value(before)} before, ${value(
    after,
  )} after`;
}
