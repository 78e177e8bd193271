import type { FetchWindow } from './fetchSeries';

const MINUTE_MS = 60_000;
/** How far back the first read goes; within it CloudWatch keeps its fastest rate. */
export const FIRST_READ_MS = 3 * 60 * MINUTE_MS;
/** Values of the newest minutes still arrive and change, so they are read again. */
export const PROVISIONAL_MS = 3 * MINUTE_MS;

/**
 * The minutes since the last read, plus those that were provisional then. Of a run that nothing is known of yet,
 * the minute that still runs as well: what there is of it is true (a completed checkpoint stays one), it is read
 * again once it is over, and somebody waits for the first sign of life.
 *
 * @param runningSinceMs - epoch ms; undefined when it does not run, or nobody knows since when
 */
export function windowSince(
  readToMs: number | undefined,
  runningSinceMs: number | undefined,
  nowMs: number,
): FetchWindow {
  const closedMs = floorTo(nowMs, MINUTE_MS);
  const toMs = isUnread(readToMs, runningSinceMs, nowMs)
    ? closedMs + MINUTE_MS
    : closedMs;
  const earliest = closedMs - FIRST_READ_MS;
  const fromMs =
    readToMs === undefined
      ? earliest
      : Math.max(earliest, floorTo(readToMs, MINUTE_MS) - PROVISIONAL_MS);
  return { fromMs: Math.min(fromMs, toMs - MINUTE_MS), toMs };
}

/** Whether a run is so young that no whole minute of it was read; those of an older one are there to be read. */
function isUnread(
  readToMs: number | undefined,
  runningSinceMs: number | undefined,
  nowMs: number,
): boolean {
  if (runningSinceMs === undefined) {
    return false;
  }
  const firstOverMs = floorTo(runningSinceMs, MINUTE_MS) + 2 * MINUTE_MS;
  return (
    nowMs < firstOverMs + PROVISIONAL_MS &&
    (readToMs === undefined || readToMs < firstOverMs)
  );
}

/**
 * Whether it is an application's turn. A poll never comes exactly on time, so a quarter of its interval
 * early is on time: else every second turn would be missed.
 */
export function isMetricsDue(
  attemptedAtMs: number | undefined,
  cadenceMs: number,
  pollIntervalMs: number,
  nowMs: number,
): boolean {
  return (
    attemptedAtMs === undefined ||
    nowMs - attemptedAtMs >= cadenceMs - pollIntervalMs / 4
  );
}

/** The largest multiple of a step that is not larger. */
export function floorTo(valueMs: number, stepMs: number): number {
  return Math.floor(valueMs / stepMs) * stepMs;
}
