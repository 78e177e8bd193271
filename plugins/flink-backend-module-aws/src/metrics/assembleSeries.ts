import {
  readMetricValue,
  type MetricPoint,
  type MetricSeries,
} from '@flink-portal/backstage-plugin-flink-common';
import type { PlannedMetric, PlannedSeries } from './planMetrics';

type Points = readonly MetricPoint[];

const MINUTE_SECONDS = 60;

/** How parts of an application become one value. */
const COMBINE_PARTS = {
  Maximum: Math.max,
  Minimum: Math.min,
  Sum: (a: number, b: number) => a + b,
  // Parts of one application weigh the same; their largest average is the one to look at.
  Average: Math.max,
} as const;

/**
 * Turns raw CloudWatch values into canonical series. Missing minutes stay missing.
 *
 * @param pointsOf - raw values of a planned series
 */
export function assembleSeries(
  plan: readonly PlannedMetric[],
  periodSecondsOf: (planned: PlannedMetric) => number,
  pointsOf: (series: PlannedSeries) => Points,
): MetricSeries[] {
  return plan.flatMap(planned => {
    const periodSeconds = periodSecondsOf(planned);
    const read = (series: PlannedSeries) =>
      inUnit(planned, series, pointsOf(series), periodSeconds);
    const byQuery = planned.alternatives.map(series =>
      combine(
        series.map(read),
        COMBINE_PARTS[series[0]?.query.statistic ?? 'Maximum'],
      ),
    );
    const points =
      planned.feed.combine === 'first'
        ? byQuery.find(candidate => candidate.length > 0) ?? []
        : combine(byQuery, Math.max);
    const parts = partSeriesOf(planned).flatMap(series => {
      const partPoints = read(series);
      const part = partOf(series);
      return part && partPoints.length > 0
        ? [{ metric: planned.metric, part, points: partPoints }]
        : [];
    });
    return [
      ...(points.length > 0 ? [{ metric: planned.metric, points }] : []),
      ...parts,
    ];
  });
}

/** Series that name a part: those planned as such, and finer ones that were asked for anyway. */
function partSeriesOf(planned: PlannedMetric): readonly PlannedSeries[] {
  return planned.parts.length > 0 ? planned.parts : planned.alternatives.flat();
}

function partOf({ query, values }: PlannedSeries): MetricSeries['part'] {
  switch (query.dimensions) {
    case 'source':
      return values.Id ? { kind: 'source', name: values.Id } : undefined;
    case 'task':
      return values.Task ? { kind: 'task', name: values.Task } : undefined;
    default:
      return undefined;
  }
}

function inUnit(
  { feed }: PlannedMetric,
  { query }: PlannedSeries,
  points: Points,
  periodSeconds: number,
): Points {
  // A sum over five minutes holds five minutes' readings.
  const scale =
    query.statistic === 'Sum'
      ? (query.scale * MINUTE_SECONDS) / periodSeconds
      : query.scale;
  return points.flatMap(([at, raw]): MetricPoint[] => {
    const value = readMetricValue(feed, raw, scale);
    return value === undefined ? [] : [[at, value]];
  });
}

function combine(
  series: readonly Points[],
  join: (a: number, b: number) => number,
): Points {
  if (series.length <= 1) {
    return series[0] ?? [];
  }
  const byTime = new Map<number, number>();
  for (const [at, value] of series.flat()) {
    const known = byTime.get(at);
    byTime.set(at, known === undefined ? value : join(known, value));
  }
  return [...byTime.entries()].sort(([a], [b]) => a - b);
}
