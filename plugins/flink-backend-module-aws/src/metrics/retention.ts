import type { MetricsQuery } from '@flink-portal/backstage-plugin-flink-node';
import { floorTo } from './metricsWindow';

const DAY_MS = 24 * 60 * 60_000;

/** Source: CloudWatch API reference, GetMetricData: other periods yield nothing that far back. */
const RETENTION: ReadonlyArray<{ olderThanMs: number; stepSeconds: number }> = [
  { olderThanMs: 63 * DAY_MS, stepSeconds: 3600 },
  { olderThanMs: 15 * DAY_MS, stepSeconds: 300 },
  { olderThanMs: 0, stepSeconds: 60 },
];
const KEPT_MS = 455 * DAY_MS;

/** A range as CloudWatch can answer it. */
export interface MetricsRange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly periodSeconds: number;
  /** What differs from what was asked for. */
  readonly message?: string;
}

/**
 * Fits a range to what CloudWatch keeps: minutes for 15 days, five minutes for 63, hours for 455.
 *
 * @param shortestSeconds - the metric's own period
 */
export function rangeFor(
  { fromMs, toMs, resolutionSeconds }: MetricsQuery,
  shortestSeconds: number,
  nowMs: number,
): MetricsRange {
  const keptFromMs = Math.max(fromMs, nowMs - KEPT_MS);
  const ageMs = nowMs - keptFromMs;
  const step =
    RETENTION.find(({ olderThanMs }) => ageMs > olderThanMs)?.stepSeconds ?? 60;
  const unit = Math.max(step, shortestSeconds);
  const periodSeconds = Math.max(1, Math.ceil(resolutionSeconds / unit)) * unit;
  const periodMs = periodSeconds * 1000;
  const alignedFromMs = floorTo(keptFromMs, periodMs);
  return {
    fromMs: alignedFromMs,
    toMs: Math.max(alignedFromMs + periodMs, floorTo(toMs, periodMs)),
    periodSeconds,
    ...(step > resolutionSeconds
      ? {
          message: `CloudWatch keeps values of this age every ${step} seconds only.`,
        }
      : {}),
  };
}
