import { formatDurationMs } from '../../format';
import type { RuleContext } from '../RuleContext';

/**
 * For how long a condition holds, in whole minutes: "for 8 min". A finding that stands goes on counting from its
 * beginning, which may lie before the values at hand.
 */
export function lasting(
  { nowMs, formingSinceMs = nowMs }: RuleContext,
  sinceMs: number,
): string {
  const forMs = nowMs - Math.min(sinceMs, formingSinceMs);
  return `for ${formatDurationMs(Math.floor(forMs / 60_000) * 60_000)}`;
}
