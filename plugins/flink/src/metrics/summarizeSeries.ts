import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { shortMoment } from '@flink-portal/backstage-plugin-flink-react';
import { formatMetricValue } from './formatMetricValue';
import { seriesName } from './seriesName';

/** Less than this share of the larger value is "stayed near". */
const SAME_SHARE = 0.1;

/** One sentence for who cannot see the line: "Lag rose from 20 k to 1.4 M between 14:02 and 14:40." */
export function summarizeSeries(
  series: flinkApi.MetricSeries,
  now: Date,
): string {
  const points = series.points.filter(
    (point): point is [number, number] =>
      typeof point[0] === 'number' && typeof point[1] === 'number',
  );
  const name = seriesName(series);
  if (points.length === 0) {
    return `${name}: no values in this range.`;
  }
  const text = (value: number) => formatMetricValue(value, series.unit);
  const time = ([at]: [number, number]) =>
    shortMoment(new Date(at * 1000), now);
  const first = points[0];
  const last = points[points.length - 1];
  const top = points.reduce((a, b) => (b[1] > a[1] ? b : a));
  const gaps = series.points.length - points.length;

  const change = last[1] - first[1];
  const isSame =
    Math.abs(change) <=
    SAME_SHARE * Math.max(Math.abs(first[1]), Math.abs(last[1]));
  const course = isSame
    ? `stayed near ${text(last[1])}`
    : `${change > 0 ? 'rose' : 'fell'} from ${text(first[1])} to ${text(
        last[1],
      )}`;
  return [
    `${name} ${course} between ${time(first)} and ${time(last)}`,
    `highest ${text(top[1])} at ${time(top)}`,
    ...(gaps > 0 ? [`${gaps} values missing`] : []),
  ]
    .join('; ')
    .concat('.');
}
