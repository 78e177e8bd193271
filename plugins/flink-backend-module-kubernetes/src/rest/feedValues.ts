import {
  readMetricValue,
  type MetricStatistic,
  type RestFeed,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkMetrics } from './answers';

/** The names of a feed that a scope really has, in the feed's order of preference. */
export function namesForFeed(
  feed: RestFeed,
  available: readonly string[],
): string[] {
  const groups = feed.names.map(name => {
    const pattern = /^\/(.*)\/$/.exec(name);
    if (!pattern) return available.filter(candidate => candidate === name);
    const regExp = new RegExp(pattern[1]);
    return available.filter(candidate => regExp.test(candidate));
  });
  if (feed.combine === 'max') return groups.flat();
  return groups.find(group => group.length > 0) ?? [];
}

/**
 * The value of a feed in one scope: several operators of a vertex are joined like its subtasks. A gap
 * (undefined) where nothing was measured.
 */
export function feedValue(
  feed: RestFeed,
  names: readonly string[],
  answers: FlinkMetrics,
): number | undefined {
  const byName = new Map(answers.map(answer => [answer.id, answer]));
  const pick = (name: string): number | undefined => {
    const answer = byName.get(name);
    return answer?.[feed.partAggregation] ?? answer?.value;
  };
  const divisor = feed.dividedBy ? pick(feed.dividedBy) : 1;
  // Flink says -1 for a maximum that is not defined.
  if (divisor === undefined || !(divisor > 0)) return undefined;

  const values = names
    .map(pick)
    .map(raw =>
      raw === undefined
        ? undefined
        : readMetricValue(feed, raw, feed.scale / divisor),
    )
    .filter((value): value is number => value !== undefined);
  return aggregate(
    values,
    feed.combine === 'max' ? 'max' : feed.partAggregation,
  );
}

/** Joins values; undefined when there are none. */
export function aggregate(
  values: readonly number[],
  statistic: MetricStatistic,
): number | undefined {
  if (values.length === 0) return undefined;
  switch (statistic) {
    case 'max':
      return Math.max(...values);
    case 'min':
      return Math.min(...values);
    case 'sum':
      return values.reduce((sum, value) => sum + value, 0);
    default:
      return values.reduce((sum, value) => sum + value, 0) / values.length;
  }
}
