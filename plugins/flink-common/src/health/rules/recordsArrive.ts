import { newest, pointsSince } from '../points';
import type { RuleContext } from '../RuleContext';

/**
 * Whether records arrived since a moment: now, and in at least half of the values. Undefined where that is
 * not known.
 */
export function recordsArrive(
  context: RuleContext,
  sinceMs: number,
): boolean | undefined {
  const points = context.metric('numRecordsInPerSecond');
  const recent = points && pointsSince(points, sinceMs);
  const last = recent && newest(recent);
  if (!recent || !last) {
    return undefined;
  }
  const arriving = recent.filter(([, value]) => value > 0).length;
  return last[1] > 0 && arriving * 2 >= recent.length;
}
