import type { Finding } from '../model/Finding';
import type { JudgeInput, NotAssessed, RuleMemory } from './Judgement';
import type { KnownMetrics } from './KnownMetrics';
import { findingOf } from './findings';
import { optionalTime } from './optionalTime';
import type { RuleContext } from './RuleContext';
import { HEALTH_RULES } from './rules';
import type { HealthRule, RuleOutcome } from './rules/Rule';

/** What the rules said. */
export interface AppliedRules {
  readonly findings: readonly Finding[];
  readonly notAssessed: readonly NotAssessed[];
  /** Those without which an application cannot be called Healthy. */
  readonly blocking: readonly NotAssessed[];
  /** True while a planned interruption goes on. */
  readonly interrupted: boolean;
  readonly memory: Readonly<Record<string, RuleMemory>>;
}

/** What a rule found the last time, and what of it is remembered. */
interface Before {
  readonly memory: RuleMemory;
  readonly finding?: Finding;
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
  let interrupted = false;

  for (const rule of HEALTH_RULES) {
    if (!fits(rule, context)) {
      continue;
    }
    const before = beforeOf(input, rule);
    const lost = (rule.needs.metrics ?? []).filter(name => missing.has(name));
    const outcome = withoutWhatIsLost(
      rule.evaluate(contextOfRule(input, context, rule, before)),
      () => context.whyUnknown(lost),
      lost.length > 0,
    );
    if (outcome.outcome === 'holds') {
      const since = sinceOf(outcome.sinceMs, before?.memory, context);
      const found = findingOf(rule, outcome, since);
      const finding = stillAsBad(input, rule, found, before);
      findings.push(finding);
      Object.assign(
        memory,
        rememberSeverity(input, rule, found),
        // A condition is seen now, whatever is made of it.
        { [rule.id]: { since, lastSeenAt: isoTime(context.nowMs) } },
      );
      continue;
    }
    if (outcome.outcome === 'forming') {
      memory[formingKey(rule)] = { since: isoTime(outcome.sinceMs) };
    }
    const explained = outcome.outcome === 'clear' && outcome.explained === true;
    interrupted ||= outcome.outcome === 'clear' && outcome.interrupted === true;
    const kept =
      before && !explained && stillQuieting(input, rule, before)
        ? before.finding
        : undefined;
    if (before && kept) {
      findings.push(kept);
      memory[rule.id] = before.memory;
      Object.assign(memory, rememberSeverity(input, rule));
    } else if (outcome.outcome === 'notAssessed') {
      const entry = {
        ruleId: rule.id,
        title: rule.title,
        reason: outcome.reason,
      };
      notAssessed.push(entry);
      // What stood, and cannot be looked at any more, is not over by that.
      const stood =
        before &&
        rule.severity !== 'info' &&
        isNotForgotten(metrics, before.memory);
      if (stood) {
        memory[rule.id] = before.memory;
      }
      if (rule.vital || lost.length > 0 || stood || neverRead(rule, context)) {
        blocking.push(entry);
      }
    }
  }
  return { findings, notAssessed, blocking, interrupted, memory };
}

function fits(rule: HealthRule, { state, workload }: RuleContext): boolean {
  return rule.phases.includes(state.phase) && rule.workloads.includes(workload);
}

/** Whether a rule that can worsen the verdict lacks a part that was never read, though it should have been. */
function neverRead(rule: HealthRule, { known }: RuleContext): boolean {
  return (
    rule.severity !== 'info' &&
    rule.needs.parts.some(
      part =>
        !known[part].lastGood && known[part].latest.status === 'unreadable',
    )
  );
}

function beforeOf(
  { previous }: JudgeInput,
  rule: HealthRule,
): Before | undefined {
  const memory = previous?.memory[rule.id];
  return (
    memory && {
      memory,
      finding: previous?.findings.find(({ ruleId }) => ruleId === rule.id),
    }
  );
}

function contextOfRule(
  { previous }: JudgeInput,
  context: RuleContext,
  rule: HealthRule,
  before: Before | undefined,
): RuleContext {
  return {
    ...context,
    held: before !== undefined,
    heldAs: before?.finding?.severity,
    // What has formed goes on to be remembered by the finding itself.
    formingSinceMs: optionalTime(
      (previous?.memory[formingKey(rule)] ?? before?.memory)?.since,
    ),
  };
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

/** The condition is gone, or cannot be seen, for less than the quiet period. */
function stillQuieting(
  { nowMs, thresholds }: JudgeInput,
  rule: HealthRule,
  { memory }: Before,
): boolean {
  const lastSeenMs = optionalTime(memory.lastSeenAt);
  return (
    rule.quiet !== false &&
    lastSeenMs !== undefined &&
    nowMs - lastSeenMs < thresholds.quietPeriodMs
  );
}

/** A finding that was Unhealthy stays so for the quiet period, while something milder holds. */
function stillAsBad(
  input: JudgeInput,
  rule: HealthRule,
  found: Finding,
  before: Before | undefined,
): Finding {
  const worse = before?.finding;
  return found.severity === 'degraded' &&
    worse?.severity === 'unhealthy' &&
    rememberSeverity(input, rule) !== undefined
    ? { ...worse, since: found.since }
    : found;
}

/** Remembers when the rule was last Unhealthy, for as long as that counts. */
function rememberSeverity(
  input: JudgeInput,
  rule: HealthRule,
  found?: Finding,
): Record<string, RuleMemory> | undefined {
  const key = `${rule.id}:unhealthy`;
  if (found?.severity === 'unhealthy') {
    return { [key]: { lastSeenAt: isoTime(input.nowMs) } };
  }
  const memory = input.previous?.memory[key];
  return memory && stillQuieting(input, rule, { memory })
    ? { [key]: memory }
    : undefined;
}

function isNotForgotten(
  metrics: KnownMetrics,
  { lastSeenAt }: RuleMemory,
): boolean {
  const lastSeenMs = optionalTime(lastSeenAt);
  return lastSeenMs !== undefined && metrics.speaksOfThisDeployment(lastSeenMs);
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
  return isoTime(Math.min(...candidates, nowMs));
}

function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

function formingKey(rule: HealthRule): string {
  return `${rule.id}:forming`;
}
