import type { JudgeInput, RuleMemory } from './Judgement';
import { optionalTime } from './optionalTime';
import type { HealthRule } from './rules/Rule';

/** Whether a condition is gone, or cannot be seen, for less than the quiet period. */
export function isQuieting(
  { nowMs, thresholds }: JudgeInput,
  rule: HealthRule,
  { lastSeenAt }: RuleMemory,
): boolean {
  const lastSeenMs = optionalTime(lastSeenAt);
  return (
    rule.quiet !== false &&
    lastSeenMs !== undefined &&
    nowMs - lastSeenMs < thresholds.quietPeriodMs
  );
}
