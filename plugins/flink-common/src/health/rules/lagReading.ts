import { formatDurationMs, formatPercent } from '../../format';
import type { MetricPoint } from '../../metrics/MetricSeries';
import { steadyGrowth, type Growth } from '../growth';
import { newest } from '../points';
import type { RuleContext } from '../RuleContext';

/** Lag in one of its two units. */
export interface LagReading {
  readonly metric: 'pendingRecords' | 'millisBehindLatest';
  readonly points: readonly MetricPoint[];
  readonly limit: number;
}

// Growth below a fifth is the breathing of a source, not a trend.
const GROWTH_FACTOR = 1.2;
// Lag below this share of its limit is the size of a batch.
const NOISE_SHARE = 0.005;

/** Whether the lag only grew for the time that makes a finding. */
export function lagGrowth(
  { thresholds, held }: RuleContext,
  { points, limit }: LagReading,
): Growth | undefined {
  return steadyGrowth(points, thresholds.lagGrowingForMs, {
    factor: GROWTH_FACTOR,
    atLeast: limit * NOISE_SHARE,
    held,
  });
}

/** A duration in whole minutes, as finer would be more than is known. */
export function inMinutes(durationMs: number): string {
  return formatDurationMs(Math.round(durationMs / 60_000) * 60_000);
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
