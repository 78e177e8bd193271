import type { Reading } from '@flink-portal/backstage-plugin-flink-common';

/** How old each part may become while nothing seems to change, ms. */
export const MAX_AGE_MS = {
  description: 10 * 60_000,
  operations: 10 * 60_000,
  snapshots: 30 * 60_000,
  tags: 60 * 60_000,
  discovery: 6 * 60 * 60_000,
} as const;

/** What decides whether a part is read again. */
export interface Staleness {
  readonly nowMs: number;
  /** Status or version differ from last time. */
  readonly changed: boolean;
  /** The service is changing the application now. */
  readonly transitional: boolean;
  /** Somebody looks, or something is wrong. */
  readonly close: boolean;
}

/**
 * Whether a part is read now. A part that failed last time is always tried again.
 *
 * @param readAtMs - epoch ms of the last good read; undefined when there is none
 */
export function isDue(
  readAtMs: number | undefined,
  maxAgeMs: number,
  { nowMs, changed, transitional, close }: Staleness,
): boolean {
  return (
    readAtMs === undefined ||
    changed ||
    transitional ||
    close ||
    nowMs - readAtMs >= maxAgeMs
  );
}

/** A reading that may stand until it is due; one that failed may not. */
export function keptReading<T>(
  reading: Reading<T> | undefined,
): Reading<T> | undefined {
  return reading?.status === 'unreadable' ? undefined : reading;
}
