import type {
  MetricName,
  MetricPoint,
  MetricSeries,
} from '@flink-portal/backstage-plugin-flink-common';

export const HOUR_MS = 60 * 60_000;

/** Counters of which every change counts for days and not only the newest values. */
const KEPT_APART: readonly MetricName[] = [
  'numRestarts',
  'numberOfFailedCheckpoints',
];

/** One series of one hour: seconds after the hour's start, and the values at them. */
interface HourSeries {
  m: MetricName;
  k?: NonNullable<MetricSeries['part']>['kind'];
  n?: string;
  t: number[];
  v: number[];
}

/** The start of the hour an instant lies in. */
export function hourOf(epochMs: number): number {
  return Math.floor(epochMs / HOUR_MS) * HOUR_MS;
}

/** Series cut at full hours, by the hour's start. */
export function splitByHour(
  series: readonly MetricSeries[],
): Map<number, MetricSeries[]> {
  const hours = new Map<number, MetricSeries[]>();
  for (const { points, ...identity } of series) {
    const byHour = new Map<number, MetricPoint[]>();
    for (const point of points) {
      const hour = hourOf(point[0] * 1000);
      const inHour = byHour.get(hour);
      if (inHour) {
        inHour.push(point);
      } else {
        byHour.set(hour, [point]);
      }
    }
    for (const [hour, inHour] of byHour) {
      hours.set(hour, [
        ...(hours.get(hour) ?? []),
        { ...identity, points: inHour },
      ]);
    }
  }
  return hours;
}

/** Joins values to those that are there; a value read again replaces the older reading of it. */
export function mergeSeries(
  stored: readonly MetricSeries[],
  added: readonly MetricSeries[],
): MetricSeries[] {
  const merged = new Map<string, MetricSeries>();
  for (const series of [...stored, ...added]) {
    const key = keyOf(series);
    const before = merged.get(key);
    merged.set(
      key,
      before ? { ...series, points: joinPoints(before, series) } : series,
    );
  }
  return [...merged.values()];
}

/** Joins hours that follow each other: cheaper than merging, as no value can be there twice. */
export function appendHours(
  hours: ReadonlyArray<readonly MetricSeries[]>,
): MetricSeries[] {
  const joined = new Map<
    string,
    Omit<MetricSeries, 'points'> & { points: MetricPoint[] }
  >();
  for (const series of hours.flat()) {
    const key = keyOf(series);
    const before = joined.get(key);
    if (before) {
      before.points.push(...series.points);
    } else {
      joined.set(key, { ...series, points: [...series.points] });
    }
  }
  return [...joined.values()];
}

function joinPoints(
  before: MetricSeries,
  after: MetricSeries,
): readonly MetricPoint[] {
  const last = before.points.at(-1);
  const first = after.points.at(0);
  if (!last || !first || last[0] < first[0]) {
    return [...before.points, ...after.points];
  }
  const byTime = new Map([...before.points, ...after.points]);
  return [...byTime].sort(([left], [right]) => left - right);
}

function keyOf({ metric, part }: MetricSeries): string {
  return part ? JSON.stringify([metric, part.kind, part.name]) : metric;
}

/** The text an hour's series are stored as. */
export function encodeHour(
  hourStartMs: number,
  series: readonly MetricSeries[],
): string {
  const start = hourStartMs / 1000;
  return JSON.stringify(
    series.map(
      ({ metric, part, points }): HourSeries => ({
        m: metric,
        ...(part ? { k: part.kind, n: part.name } : {}),
        t: points.map(([seconds]) => seconds - start),
        v: points.map(([, value]) => storedValue(value)),
      }),
    ),
  );
}

/** Eight digits of a measured share or rate say enough; a counter, a size and a time are kept whole. */
function storedValue(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(8));
}

/** Reads what `encodeHour` wrote. */
export function decodeHour(hourStartMs: number, text: string): MetricSeries[] {
  const start = hourStartMs / 1000;
  const stored: HourSeries[] = JSON.parse(text);
  return stored.map(({ m, k, n, t, v }) => ({
    metric: m,
    ...(k && n !== undefined ? { part: { kind: k, name: n } } : {}),
    points: t.map((offset, index): MetricPoint => [start + offset, v[index]]),
  }));
}

/**
 * The counters of restarts and of failed checkpoints of an hour, reduced to the points that say something:
 * the first, the last, and those around a change. Twenty-four hours of them are read at every judgement.
 */
export function countersOf(series: readonly MetricSeries[]): MetricSeries[] {
  return series
    .filter(({ metric }) => KEPT_APART.includes(metric))
    .map(each => ({
      ...each,
      points: each.points.filter(
        ([, value], index, all) =>
          index === 0 ||
          index === all.length - 1 ||
          value !== all[index - 1][1] ||
          value !== all[index + 1][1],
      ),
    }));
}
