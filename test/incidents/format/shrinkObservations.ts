import type {
  MetricSeries,
  Observation,
  Reading,
  UnreadableReason,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  PARTS,
  type Fixture,
  type FixtureStep,
  type Part,
} from './fixtureSchema';

const MINUTE_MS = 60_000;

/** What a runtime handed over, and when. */
export type Emitted =
  | { readonly atMs: number; readonly observation: Observation }
  | {
      readonly atMs: number;
      readonly failed: UnreadableReason;
      readonly message: string;
    };

/** The steps of a fixture: of each observation only what changed since the one before. */
export function shrinkObservations(
  startMs: number,
  emitted: readonly Emitted[],
): Pick<Fixture, 'columns' | 'steps'> {
  const columns = new Map<string, Fixture['columns'][number]>();
  for (const each of emitted) {
    if ('observation' in each) {
      seriesOf(each.observation).forEach(({ metric, part }) =>
        columns.set(keyOf({ metric, part }), {
          metric,
          ...(part ? { part } : {}),
        }),
      );
    }
  }
  const keys = [...columns.keys()];
  const known = new Map<string, number>();
  let before: Observation | undefined;
  const steps = emitted.map((each): FixtureStep => {
    const minute = minutesAfter(startMs, each.atMs);
    if (!('observation' in each)) {
      const { failed, message } = each;
      return { minute, source: { failed, message } };
    }
    const step = {
      minute,
      ...partsOf(startMs, minute, each.observation, before),
      ...metricsOf(startMs, minute, each.observation, keys, known),
    };
    before = each.observation;
    return step;
  });
  return { columns: [...columns.values()], steps };
}

function partsOf(
  startMs: number,
  minute: number,
  observation: Observation,
  before: Observation | undefined,
): Partial<FixtureStep> {
  const changed: Record<string, unknown> = {};
  const again: Part[] = [];
  for (const part of PARTS) {
    const reading = observation[part];
    const earlier = before?.[part];
    const sameWords = earlier && wordsOf(earlier) === wordsOf(reading);
    if (!sameWords) {
      changed[part] = shortReading(
        startMs,
        minute,
        reading,
        shortValue(valueOf(reading), earlier && valueOf(earlier)),
      );
    } else if (timeOf(reading) !== timeOf(earlier)) {
      if (
        timeOf(reading) ===
        new Date(Math.round(startMs + minute * MINUTE_MS)).toISOString()
      ) {
        again.push(part);
      } else {
        changed[part] = shortReading(
          startMs,
          minute,
          reading,
          shortValue(valueOf(reading), valueOf(earlier)),
        );
      }
    }
  }
  const unchanged = PARTS.filter(part => !(part in changed));
  const all =
    again.length > 0 &&
    unchanged.every(
      part =>
        again.includes(part) || observation[part].status === 'notApplicable',
    );
  return {
    ...changed,
    ...(again.length > 0 ? { again: all ? 'all' : again } : {}),
  };
}

/** Of an object the fields that changed; of a list that got longer at its beginning what is new there. */
function shortValue(value: unknown, earlier: unknown) {
  if (!value || !earlier) {
    return { value };
  }
  if (!Array.isArray(value) || !Array.isArray(earlier)) {
    const before = new Map(Object.entries(earlier));
    const now = Object.entries(value as object);
    const isWhole =
      now.every(([key]) => before.delete(key)) && before.size === 0;
    const changed = now.filter(
      ([key, each]) =>
        JSON.stringify(each) !==
        JSON.stringify((earlier as Record<string, unknown>)[key]),
    );
    return isWhole ? { but: Object.fromEntries(changed) } : { value };
  }
  const words = earlier.map(item => JSON.stringify(item));
  const places = value.map(item => words.indexOf(JSON.stringify(item)));
  const firstKept = places.findIndex(place => place >= 0);
  return firstKept >= 0 && places.slice(firstKept).every(place => place >= 0)
    ? { value: value.slice(0, firstKept), then: places.slice(firstKept) }
    : { value };
}

function metricsOf(
  startMs: number,
  minute: number,
  observation: Observation,
  keys: readonly string[],
  known: Map<string, number>,
): Pick<FixtureStep, 'metrics'> {
  const { metrics } = observation;
  if (!metrics) {
    return {};
  }
  const rows = new Map<number, (number | null)[]>();
  for (const { points, metric, part } of seriesOf(observation)) {
    const column = keys.indexOf(keyOf({ metric, part }));
    for (const [seconds, exact] of points) {
      const value = rounded(exact);
      const at = `${column}@${seconds}`;
      // A window reaches back over values that are there already.
      if (known.get(at) === value) {
        continue;
      }
      known.set(at, value);
      const values = rows.get(seconds) ?? keys.map(() => null);
      values[column] = value;
      rows.set(seconds, values);
    }
  }
  return {
    metrics: shortReading(startMs, minute, metrics, {
      rows: [...rows]
        .sort(([a], [b]) => a - b)
        .map(([seconds, values]): [number, ...(number | null)[]] => [
          minutesAfter(startMs, seconds * 1000),
          ...values,
        ]),
    }),
  };
}

function shortReading<V extends object>(
  startMs: number,
  minute: number,
  reading: Reading<unknown>,
  value: V,
) {
  if (reading.status === 'notApplicable') {
    return { notApplicable: reading.reason };
  }
  const at = minutesAfter(startMs, Date.parse(reading.at));
  const elsewhere = at === minute ? {} : { minute: at };
  return reading.status === 'read'
    ? { ...value, ...elsewhere }
    : {
        unreadable: reading.reason,
        message: reading.message,
        ...elsewhere,
      };
}

function seriesOf({ metrics }: Observation): readonly MetricSeries[] {
  return metrics?.status === 'read' ? metrics.value.series : [];
}

function keyOf({ metric, part }: Pick<MetricSeries, 'metric' | 'part'>) {
  return part ? `${metric} ${part.kind} ${part.name}` : metric;
}

function wordsOf(reading: Reading<unknown>): string {
  switch (reading.status) {
    case 'read':
      return JSON.stringify(reading.value);
    case 'unreadable':
      return `${reading.reason} ${reading.message}`;
    default:
      return reading.reason;
  }
}

function valueOf(reading: Reading<unknown>): unknown {
  return reading.status === 'read' ? reading.value : undefined;
}

function timeOf(reading: Reading<unknown>): string | undefined {
  return reading.status === 'notApplicable' ? undefined : reading.at;
}

function minutesAfter(startMs: number, atMs: number): number {
  return Number(((atMs - startMs) / MINUTE_MS).toFixed(5));
}

/** Counters and times stay whole; measurements keep five digits. */
function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(5));
}
