import type { Finding } from '../model/Finding';
import type { JudgeInput, NotAssessed, RuleMemory } from './Judgement';
import type { KnownMetrics } from './KnownMetrics';
import { findingOf } from './findings';
import { optionalTime, type RuleContext } from './RuleContext';
import { HEALTH_RULES } from './rules';
import type { HealthRule, RuleOutcome } from './rules/Rule';

/** What the rules said. */
export interface AppliedRules {
  readonly findings: readonly Finding[];
  readonly notAssessed: readonly NotAssessed[];
  /** Those without which an application cannot be called Healthy. */
  readonly blocking: readonly NotAssessed[];
  readonly memory: Readonly<Record<string, RuleMemory>>;
}

/** Applies every rule that fits the phase and the workload, with memory of what held before. */
export function applyRules(
  input: JudgeInput,
  context: RuleContext,
  metrics: KnownMetrics,
): AppliedRules {
  const missing = new Set<string>(metrics.missing());
  const findings: Finding[] = [];
  const notAssessed: NotAssessed[] = [];
  const blocking: NotAssessed[] = [];
  const memory: Record<string, RuleMemory> = {};

  for (const rule of HEALTH_RULES) {
    if (!fits(rule, context)) {
      continue;
    }
    const before = input.previous?.memory[rule.id];
    const lost = (rule.needs.metrics ?? []).filter(name => missing.has(name));
    const outcome = withoutWhatIsLost(
      rule.evaluate({
        ...context,
        held: before !== undefined,
        // What has formed goes on to be remembered by the finding itself.
        formingSinceMs: optionalTime(
          (input.previous?.memory[formingKey(rule)] ?? before)?.since,
        ),
      }),
      () => context.whyUnknown(lost),
      lost.length > 0,
    );
    if (outcome.outcome === 'holds') {
      const since = sinceOf(outcome.sinceMs, before, context);
      findings.push(findingOf(rule, outcome, since));
      memory[rule.id] = {
        since,
        lastSeenAt: new Date(context.nowMs).toISOString(),
      };
      continue;
    }
    if (outcome.outcome === 'forming') {
      memory[formingKey(rule)] = {
        since: new Date(outcome.sinceMs).toISOString(),
      };
    }
    const kept = before && stillQuieting(input, rule, before);
    if (before && kept) {
      findings.push(kept);
      memory[rule.id] = before;
    } else if (outcome.outcome === 'notAssessed') {
      const entry = {
        ruleId: rule.id,
        title: rule.title,
        reason: outcome.reason,
      };
      notAssessed.push(entry);
      if (rule.vital || lost.length > 0) {
        blocking.push(entry);
      }
    }
  }
  return { findings, notAssessed, blocking, memory };
}

function fits(rule: HealthRule, { state, workload }: RuleContext): boolean {
  return rule.phases.includes(state.phase) && rule.workloads.includes(workload);
}

/** A rule that sees nothing wrong while something it reads is gone has not seen enough. */
function withoutWhatIsLost(
  outcome: RuleOutcome,
  reason: () => string,
  isLost: boolean,
): RuleOutcome {
  return isLost && outcome.outcome !== 'holds'
    ? { outcome: 'notAssessed', reason: reason() }
    : outcome;
}

/** The finding of a condition that is gone, or cannot be seen, for less than the quiet period. */
function stillQuieting(
  { previous, nowMs, thresholds }: JudgeInput,
  rule: HealthRule,
  before: RuleMemory,
): Finding | undefined {
  const lastSeenMs = optionalTime(before.lastSeenAt);
  return rule.quiet !== false &&
    lastSeenMs !== undefined &&
    nowMs - lastSeenMs < thresholds.quietPeriodMs
    ? previous?.findings.find(finding => finding.ruleId === rule.id)
    : undefined;
}

/** A condition that stands keeps its beginning; data may show that it began even earlier. */
function sinceOf(
  sinceMs: number | undefined,
  before: RuleMemory | undefined,
  { nowMs }: RuleContext,
): string {
  const earlierMs = optionalTime(before?.since);
  const candidates = [sinceMs, earlierMs].filter(
    // A timer that shows nonsense does not date anything before there were clocks.
    (time): time is number => time !== undefined && time >= 0,
  );
  return new Date(
    candidates.length > 0 ? Math.min(...candidates, nowMs) : nowMs,
  ).toISOString();
}

function formingKey(rule: HealthRule): string {
  return `${rule.id}:forming`;
}
