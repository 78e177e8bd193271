import {
  feedFor,
  type CloudWatchQuery,
  type FlinkLine,
  type ManagedFeed,
  type MetricName,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Discovery, DiscoveredSeries } from './Discovery';

/** One series to ask CloudWatch for; each costs one metric. */
export interface PlannedSeries {
  readonly query: CloudWatchQuery;
  /** Dimensions besides Application. */
  readonly values: Readonly<Record<string, string>>;
}

/** How one canonical metric is read for one application. */
export interface PlannedMetric {
  readonly metric: MetricName;
  readonly feed: ManagedFeed;
  /** In the feed's order of preference; each holds the series of one query. */
  readonly alternatives: ReadonlyArray<readonly PlannedSeries[]>;
  /** Finer series by which a part can be named. */
  readonly parts: readonly PlannedSeries[];
}

/** What the plan is made from. */
export interface PlanInput {
  readonly metrics: readonly MetricName[];
  readonly line: FlinkLine;
  readonly discovery?: Discovery;
  /** Names of input streams, for the time before CloudWatch lists them. */
  readonly streamNames: readonly string[];
  /** How many parts per metric may be asked for besides what is asked for anyway. */
  readonly maxParts: number;
}

/**
 * Chooses what to ask CloudWatch for. Each series costs money, so where discovery says which
 * alternative an application has, only that one is asked for; until then all that might exist are.
 */
export function planMetrics(input: PlanInput): PlannedMetric[] {
  return input.metrics.flatMap(metric => {
    const feed = feedFor(metric, 'managed', input.line);
    if (feed?.kind !== 'cloudWatch') {
      return [];
    }
    const alternatives = chooseAlternatives(feed, input);
    const parts =
      feed.parts && input.maxParts > 0
        ? seriesOf(feed.parts, input).slice(0, input.maxParts)
        : [];
    return alternatives.length + parts.length > 0
      ? [{ metric, feed, alternatives, parts }]
      : [];
  });
}

/** Every series of a plan once. */
export function seriesOfPlan(plan: readonly PlannedMetric[]): PlannedSeries[] {
  const unique = new Map<string, PlannedSeries>();
  for (const { alternatives, parts } of plan) {
    for (const series of [...alternatives.flat(), ...parts]) {
      unique.set(seriesKey(series), series);
    }
  }
  return [...unique.values()];
}

/** Tells series of one application apart. */
export function seriesKey({ query, values }: PlannedSeries): string {
  const dimensions = Object.entries(values)
    .map(([name, value]) => `${name}=${value}`)
    .sort((a, b) => a.localeCompare(b));
  return [query.metricName, query.statistic, ...dimensions].join('|');
}

function chooseAlternatives(
  feed: ManagedFeed,
  input: PlanInput,
): PlannedSeries[][] {
  const all = feed.queries
    .map(query => ({ query, series: seriesOf(query, input) }))
    .filter(({ series }) => series.length > 0);
  const listed = all.filter(({ query }) => isListed(query, input.discovery));

  if (feed.combine === 'first' && listed.length > 0) {
    // Only the best one that exists; while others might still appear, what is listed is enough.
    return [listed[0].series];
  }
  const chosen = input.discovery?.decisive ? listed : all;
  return chosen.map(({ series }) => series);
}

function isListed(
  query: CloudWatchQuery,
  discovery: Discovery | undefined,
): boolean {
  return discovered(query, discovery).length > 0;
}

function discovered(
  query: CloudWatchQuery,
  discovery: Discovery | undefined,
): DiscoveredSeries[] {
  return (discovery?.series ?? []).filter(
    series =>
      series.metricName === query.metricName &&
      series.dimensions === query.dimensions,
  );
}

function seriesOf(query: CloudWatchQuery, input: PlanInput): PlannedSeries[] {
  const listed = discovered(query, input.discovery).map(({ values }) => ({
    query,
    values,
  }));
  if (listed.length > 0) {
    return listed;
  }
  switch (query.dimensions) {
    case 'application':
      return [{ query, values: {} }];
    case 'source':
      return input.streamNames.map(name => ({
        query,
        values: { Id: name, Flow: 'Input' },
      }));
    default:
      // The value of Flow and names of tasks cannot be guessed.
      return [];
  }
}
