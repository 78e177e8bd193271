import {
  METRIC_RANGES,
  type MetricRange,
} from '@flink-portal/backstage-plugin-flink-react';

const HOUR_MS = 60 * 60_000;

const RANGE_MS: Readonly<Record<MetricRange, number>> = {
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '30d': 30 * 24 * HOUR_MS,
};

/** What was before shows what changed: this share of the time since, and five minutes at least. */
const LEAD_SHARE = 0.1;
const LEAD_MINIMUM_MS = 5 * 60_000;

/** What the charts show. */
export interface MetricWindow {
  /** What is asked of the backend. */
  readonly range: MetricRange;
  /** Where the charts begin, epoch ms, when later than the range. */
  readonly fromMs?: number;
}

/**
 * The smallest fixed range that covers everything since a moment, with a little of what was before.
 * Fixed ranges are read once for everybody; a range of one's own would be read for one.
 */
export function windowSince(sinceMs: number, nowMs: number): MetricWindow {
  const leadMs = Math.max(LEAD_MINIMUM_MS, LEAD_SHARE * (nowMs - sinceMs));
  const needsMs = nowMs - sinceMs + leadMs;
  const range = METRIC_RANGES.find(known => RANGE_MS[known] >= needsMs);
  return range === undefined
    ? { range: '30d' }
    : { range, fromMs: sinceMs - leadMs };
}
