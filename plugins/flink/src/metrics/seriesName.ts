import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';

const STATISTIC_WORDS: Readonly<Record<string, string>> = {
  max: 'maximum',
  min: 'minimum',
  avg: 'average',
  sum: 'sum',
};

/** A line's name in legend, table and summary: the metric, and the part it is of. */
export function seriesName(series: flinkApi.MetricSeries): string {
  return series.part ? `${series.title}, ${series.part.name}` : series.title;
}

/** `maximum`, as charts state how several values became one. */
export function statisticWord(statistic: string): string {
  return STATISTIC_WORDS[statistic] ?? statistic;
}
