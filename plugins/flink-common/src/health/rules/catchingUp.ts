import { newest, pointsSince, timeMs } from '../points';
import { windowsWithin } from '../plannedWindows';
import type { RuleContext } from '../RuleContext';
import type { LagReading } from './lagReading';

// Over so long it is seen whether lag falls.
const SPAN_MS = 10 * 60_000;
// What takes longer is no catching up: hours of values are stored, and nobody would wait unasked.
const LONGEST_MS = 2 * 60 * 60_000;
const FEWEST_VALUES = 3;

/**
 * After a planned interruption a job reads what waited meanwhile. How long it will take until lag is below its limit
 * if it goes on to fall like that, ms; undefined when it does not fall, or when no operation explains the lag.
 */
export function catchingUpMs(
  { plannedWindows }: RuleContext,
  { points, limit }: LagReading,
  sinceMs: number,
): number | undefined {
  const last = newest(points);
  if (!last || windowsWithin(plannedWindows, sinceMs, sinceMs).length === 0) {
    return undefined;
  }
  const recent = pointsSince(points, Math.max(timeMs(last) - SPAN_MS, sinceMs));
  if (recent.length < FEWEST_VALUES) {
    return undefined;
  }
  const half = Math.floor(recent.length / 2);
  const before = meansOf(recent.slice(0, half));
  const after = meansOf(recent.slice(half));
  const fallPerMs = (before.value - after.value) / (after.atMs - before.atMs);
  const toGoMs = Math.max(after.value - limit, 0) / fallPerMs;
  return fallPerMs > 0 && toGoMs <= LONGEST_MS ? toGoMs : undefined;
}

function meansOf(points: LagReading['points']) {
  const mean = (valueOf: (point: LagReading['points'][number]) => number) =>
    points.reduce((sum, point) => sum + valueOf(point), 0) / points.length;
  return { atMs: mean(timeMs), value: mean(([, value]) => value) };
}
