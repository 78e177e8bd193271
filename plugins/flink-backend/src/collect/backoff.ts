const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait after a number of failures in a row: doubling from the base to five minutes, minus up
 * to a quarter by chance so that sources which failed together do not come back together. Never more than
 * the base after the first failure: a scheduled run at the usual time is then not missed.
 */
export function backoffMs(
  failures: number,
  baseMs: number,
  random: () => number = Math.random,
): number {
  const doublings = Math.min(Math.max(failures - 1, 0), 16);
  const fullMs = Math.min(
    baseMs * 2 ** doublings,
    Math.max(LONGEST_MS, baseMs),
  );
  return Math.round(fullMs * (0.75 + 0.25 * random()));
}
