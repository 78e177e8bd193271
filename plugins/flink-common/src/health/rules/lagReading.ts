import { formatPercent } from '../../format';
import type { MetricPoint } from '../../metrics/MetricSeries';
import { newest } from '../points';
import type { RuleContext } from '../RuleContext';

/** Lag in one of its two units. */
export interface LagReading {
  readonly metric: 'pendingRecords' | 'millisBehindLatest';
  readonly points: readonly MetricPoint[];
  readonly limit: number;
}

/** Lag in every unit that is known. */
export function lagReadings(context: RuleContext): LagReading[] {
  const { thresholds } = context;
  return (
    [
      ['pendingRecords', thresholds.lagRecords],
      ['millisBehindLatest', thresholds.lagMs],
    ] as const
  ).flatMap(([metric, limit]) => {
    // -1 is "not reported" and never "ahead".
    const points = context.metric(metric)?.filter(([, value]) => value >= 0);
    return points && points.length > 0 ? [{ metric, points, limit }] : [];
  });
}

/** The busiest part, where parts are known. */
export function bottleneck(
  context: RuleContext,
): { name: string; busyPercent: number } | undefined {
  let worst: { name: string; busyPercent: number } | undefined;
  for (const { part, points } of context.parts('busyTimeMsPerSecond')) {
    const last = newest(points);
    if (part?.kind === 'task' && last && Number.isFinite(last[1])) {
      const busyPercent = Math.min(last[1] / 10, 100);
      if (!worst || busyPercent > worst.busyPercent) {
        worst = { name: part.name, busyPercent };
      }
    }
  }
  return worst;
}

/** Names the busiest part after a semicolon, or nothing. */
export function bottleneckWords(context: RuleContext): string {
  const busiest = bottleneck(context);
  return busiest
    ? `; busiest: ${busiest.name}, busy ${formatPercent(busiest.busyPercent)}`
    : '';
}
