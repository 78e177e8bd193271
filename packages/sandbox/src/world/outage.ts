import type { Failure } from './failure';
import { hash32, uniform } from './noise';

/** A recurring unplanned restart: the k-th one is found by arithmetic, not by playing history back. */
export interface OutageSeries {
  readonly name: string;
  /** Epoch ms of the first one. */
  readonly firstMs: number;
  readonly intervalMs: number;
  /** Each start moves by up to this much; must stay below `intervalMs - longest duration`. */
  readonly jitterMs: number;
  readonly minDurationMs: number;
  readonly maxDurationMs: number;
  /** How many there are; endless by default. */
  readonly count?: number;
  readonly failure: Failure;
}

/** One unplanned restart. */
export interface Outage {
  readonly index: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly failure: Failure;
}

function outageOf(series: OutageSeries, index: number): Outage {
  const key = hash32(series.name);
  const startMs = Math.round(
    series.firstMs +
      index * series.intervalMs +
      (index === 0 ? 0 : uniform(key, index) * series.jitterMs),
  );
  const spreadMs = series.maxDurationMs - series.minDurationMs;
  const durationMs = series.minDurationMs + uniform(key + 7, index) * spreadMs;
  return {
    index,
    startMs,
    endMs: Math.round(startMs + durationMs),
    failure: series.failure,
  };
}

/** How many outages of the series began at or before the time. */
export function outagesBegunBy(series: OutageSeries, timeMs: number): number {
  if (timeMs < series.firstMs) {
    return 0;
  }
  const limit = series.count ?? Number.MAX_SAFE_INTEGER;
  const newest = Math.floor((timeMs - series.firstMs) / series.intervalMs);
  if (newest >= limit) {
    return limit;
  }
  return outageOf(series, newest).startMs <= timeMs ? newest + 1 : newest;
}

/** The newest outage that began at or before the time. */
export function newestOutage(
  series: OutageSeries,
  timeMs: number,
): Outage | undefined {
  const begun = outagesBegunBy(series, timeMs);
  return begun === 0 ? undefined : outageOf(series, begun - 1);
}

/** Outages that begin in [fromMs, toMs), oldest first. */
export function outagesBetween(
  series: OutageSeries,
  fromMs: number,
  toMs: number,
): Outage[] {
  const found: Outage[] = [];
  const end = outagesBegunBy(series, toMs - 1);
  for (
    let index = outagesBegunBy(series, fromMs - 1);
    index < end;
    index += 1
  ) {
    found.push(outageOf(series, index));
  }
  return found;
}
