import {
  notApplicable,
  read,
  unreadable,
  type MetricPoint,
  type MetricSeries,
  type MetricWindow,
  type Observation,
  type Reading,
  type UnreadableReason,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  PARTS,
  type Fixture,
  type FixtureReading,
  type FixtureStep,
  type Part,
} from './fixtureSchema';

const MINUTE_MS = 60_000;

/** What came in at a moment. */
export type Incoming =
  | {
      readonly kind: 'observation';
      readonly atMs: number;
      readonly observation: Observation;
    }
  | { readonly kind: 'alive'; readonly atMs: number }
  | {
      readonly kind: 'failed';
      readonly atMs: number;
      readonly reason: UnreadableReason;
      readonly message: string;
    };

type Parts = Pick<Observation, Part>;

/** The moment a minute of a fixture stands for, epoch ms. */
export function minuteMs({ start }: Pick<Fixture, 'start'>, minute: number) {
  return Math.round(Date.parse(start) + minute * MINUTE_MS);
}

/** Everything that came in, with whole observations. The inverse of `shrinkObservations`. */
export function expandFixture(fixture: Fixture): Incoming[] {
  let before: Partial<Parts> = {};
  return fixture.steps.map(step => {
    const atMs = minuteMs(fixture, step.minute);
    if (step.source === 'alive') {
      return { kind: 'alive', atMs };
    }
    if (step.source) {
      const { failed, message } = step.source;
      return { kind: 'failed', atMs, reason: failed, message };
    }
    const parts = partsOf(fixture, step, before);
    before = parts;
    const metrics = metricsOf(fixture, step);
    return {
      kind: 'observation',
      atMs,
      observation: {
        application: fixture.application,
        observedAt: iso(atMs),
        ...parts,
        ...(metrics ? { metrics } : {}),
      },
    };
  });
}

function partsOf(
  fixture: Fixture,
  step: FixtureStep,
  before: Partial<Parts>,
): Parts {
  const parts: Record<string, Reading<unknown>> = {};
  for (const part of PARTS) {
    const given = step[part];
    const earlier: Reading<unknown> | undefined = before[part];
    if (given) {
      parts[part] = readingOf(fixture, step, given, valueOf(given, earlier));
    } else if (earlier) {
      parts[part] = isAgain(step, part)
        ? movedTo(earlier, minuteMs(fixture, step.minute))
        : earlier;
    }
  }
  // The schema has checked every value, and that the first step names every part.
  return parts as unknown as Parts;
}

function valueOf(
  { value, but, then }: FixtureReading,
  earlier: Reading<unknown> | undefined,
): unknown {
  const before: unknown =
    earlier?.status === 'read' ? earlier.value : undefined;
  if (but) {
    return { ...(before as object), ...but };
  }
  return then && Array.isArray(value)
    ? [...value, ...following(before, then)]
    : value;
}

/** Items of the list before, by their places in it. */
function following(items: unknown, places: readonly number[]): unknown[] {
  return Array.isArray(items) ? places.map(place => items[place]) : [];
}

function isAgain({ again }: FixtureStep, part: Part): boolean {
  return again === 'all' || (again?.includes(part) ?? false);
}

function movedTo<T>(reading: Reading<T>, atMs: number): Reading<T> {
  return reading.status === 'notApplicable'
    ? reading
    : { ...reading, at: iso(atMs) };
}

function readingOf<T>(
  fixture: Fixture,
  step: FixtureStep,
  given: {
    readonly unreadable?: UnreadableReason;
    readonly message?: string;
    readonly notApplicable?: string;
    readonly minute?: number;
  },
  value: T,
): Reading<T> {
  const at = iso(minuteMs(fixture, given.minute ?? step.minute));
  if (given.notApplicable !== undefined) {
    return notApplicable(given.notApplicable);
  }
  return given.unreadable
    ? unreadable(given.unreadable, given.message ?? '', at)
    : read(value, at);
}

function metricsOf(
  fixture: Fixture,
  step: FixtureStep,
): Reading<MetricWindow> | undefined {
  if (!step.metrics) {
    return undefined;
  }
  const rows = step.metrics.rows ?? [];
  const minutes = rows.map(([minute]) => minute);
  return readingOf(fixture, step, step.metrics, {
    from: iso(minuteMs(fixture, Math.min(step.minute, ...minutes))),
    to: iso(minuteMs(fixture, Math.max(step.minute, ...minutes) + 1)),
    resolutionSeconds: 60,
    series: seriesOf(fixture, rows),
  });
}

function seriesOf(
  fixture: Fixture,
  rows: NonNullable<NonNullable<FixtureStep['metrics']>['rows']>,
): MetricSeries[] {
  return fixture.columns.flatMap((column, index): MetricSeries[] => {
    const points = rows.flatMap(([minute, ...values]): MetricPoint[] => {
      const value = values[index];
      return value === null || value === undefined
        ? []
        : [[minuteMs(fixture, minute) / 1000, value]];
    });
    return points.length > 0 ? [{ ...column, points }] : [];
  });
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
