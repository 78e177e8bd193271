import type { MetricName } from '../metrics/MetricName';
import type { Finding } from '../model/Finding';
import type { JudgeInput, NotAssessed, RuleMemory } from './Judgement';
import type { KnownMetrics } from './KnownMetrics';
import { findingOf, inOrder } from './findings';
import { keptThroughRecovery } from './recovery';
import { isPerJob, jobViews } from './jobViews';
import { optionalTime } from './optionalTime';
import { isQuieting } from './quieting';
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

/** What one rule is applied to: the application, or one of its jobs. */
interface Subject {
  readonly context: RuleContext;
  /** Under which its memory is kept. */
  readonly key: string;
  /** Whether another rule's finding about the same stands. */
  stands(ruleId: string): boolean;
  /** What its messages begin with. */
  readonly prefix: string;
  /** Metrics that the rule reads and that are not reported any more. */
  readonly lost: readonly MetricName[];
  /** Whether it can keep the application from being called Healthy. */
  readonly counts: boolean;
}

/** What one rule said of one subject. */
interface Applied {
  readonly finding?: Finding;
  readonly notAssessed?: NotAssessed;
  readonly blocks?: boolean;
  readonly interrupted?: boolean;
  readonly memory: Readonly<Record<string, RuleMemory>>;
}

/** Applies every rule that fits the phase and the workload, with memory of what held before. */
export function applyRules(
  input: JudgeInput,
  context: RuleContext,
  metrics: KnownMetrics,
): AppliedRules {
  const missing = new Set<string>(metrics.missing());
  const views = jobViews(input, context);
  const findings: Finding[] = [];
  const notAssessed: NotAssessed[] = [];
  const blocking: NotAssessed[] = [];
  const memory: Record<string, RuleMemory> = {};
  let interrupted = false;

  for (const rule of HEALTH_RULES) {
    if (!fits(rule, context)) {
      const kept = keptThroughRecovery(input, context, rule);
      findings.push(...kept.findings);
      Object.assign(memory, kept.memory);
      continue;
    }
    const names = rule.needs.metrics ?? [];
    const applied = isPerJob(rule, context)
      ? worstOf(
          rule,
          context,
          views.map(view =>
            applyRule(input, rule, metrics, {
              context: view.context,
              key: `${rule.id}@${view.key}`,
              stands: id => `${id}@${view.key}` in memory,
              prefix: `job ${view.name}: `,
              lost: view.lost(names),
              counts: view.counts,
            }),
          ),
        )
      : applyRule(input, rule, metrics, {
          context,
          key: rule.id,
          stands: id => id in memory,
          prefix: '',
          lost: names.filter(name => missing.has(name)),
          counts: true,
        });
    Object.assign(memory, applied.memory);
    interrupted ||= applied.interrupted === true;
    findings.push(...(applied.finding ? [applied.finding] : []));
    if (applied.notAssessed) {
      notAssessed.push(applied.notAssessed);
      blocking.push(...(applied.blocks ? [applied.notAssessed] : []));
    }
  }
  return { findings, notAssessed, blocking, memory, interrupted };
}

/** Of several jobs the one that is worst off speaks; what could not be said of any of them is said as well. */
function worstOf(
  rule: HealthRule,
  { known, jobs }: RuleContext,
  applied: readonly Applied[],
): Applied {
  const { latest } = known.jobs;
  if (!jobs && latest.status === 'unreadable') {
    return {
      notAssessed: entryOf(rule, `jobs could not be read: ${latest.message}`),
      blocks: rule.severity !== 'info',
      memory: {},
    };
  }
  const found = applied.flatMap(one => one.finding ?? []);
  const unsaid = applied.filter(one => one.notAssessed);
  const first = unsaid.find(one => one.blocks) ?? unsaid[0];
  const others = unsaid.length - 1;
  const more =
    others > 0 ? ` (and ${others} more ${others === 1 ? 'job' : 'jobs'})` : '';
  return {
    finding: inOrder(found)[0],
    ...(first?.notAssessed
      ? {
          notAssessed: entryOf(rule, `${first.notAssessed.reason}${more}`),
          blocks: first.blocks,
        }
      : {}),
    interrupted: applied.some(one => one.interrupted),
    memory: Object.assign({}, ...applied.map(one => one.memory)),
  };
}

function applyRule(
  input: JudgeInput,
  rule: HealthRule,
  metrics: KnownMetrics,
  subject: Subject,
): Applied {
  const { context, key, prefix, lost } = subject;
  if (rule.restsDuring?.some(id => subject.stands(id))) {
    return { memory: {} };
  }
  const before = beforeOf(input, rule, subject);
  const outcome = withoutWhatIsLost(
    rule.evaluate(contextOfRule(input, subject, before)),
    () => context.whyUnknown(lost),
    lost.length > 0,
  );
  if (outcome.outcome === 'holds') {
    const since = sinceOf(outcome.sinceMs, before?.memory, context);
    const found = findingOf(
      rule,
      { ...outcome, message: `${prefix}${outcome.message}` },
      since,
    );
    return {
      finding: stillAsBad(input, rule, key, found, before),
      memory: {
        ...rememberSeverity(input, rule, key, found),
        // A condition is seen now, whatever is made of it.
        [key]: { since, lastSeenAt: isoTime(context.nowMs) },
      },
    };
  }
  const memory: Record<string, RuleMemory> =
    outcome.outcome === 'forming'
      ? { [formingKey(key)]: { since: isoTime(outcome.sinceMs) } }
      : {};
  const explained = outcome.outcome === 'clear' && outcome.explained === true;
  const kept =
    before && !explained && isQuieting(input, rule, before.memory)
      ? before.finding
      : undefined;
  if (before && kept) {
    return {
      finding: kept,
      memory: {
        ...memory,
        [key]: before.memory,
        ...rememberSeverity(input, rule, key),
      },
    };
  }
  if (outcome.outcome !== 'notAssessed') {
    const interrupted =
      outcome.outcome === 'clear' && outcome.interrupted === true;
    return { memory, interrupted };
  }
  // What stood, and cannot be looked at any more, is not over by that.
  const stood =
    before &&
    rule.severity !== 'info' &&
    isNotForgotten(metrics, before.memory);
  return {
    notAssessed: entryOf(rule, `${prefix}${outcome.reason}`),
    blocks:
      stood === true ||
      lost.length > 0 ||
      (subject.counts && (rule.vital || neverRead(rule, context))),
    memory: stood ? { ...memory, [key]: before.memory } : memory,
  };
}

function entryOf({ id, title }: HealthRule, reason: string): NotAssessed {
  return { ruleId: id, title, reason };
}

function fits(rule: HealthRule, context: RuleContext): boolean {
  return (
    rule.phases.includes(context.state.phase) &&
    (rule.workloads.includes(context.workload) || isPerJob(rule, context))
  );
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
  { key, prefix }: Subject,
): Before | undefined {
  const memory = previous?.memory[key];
  return (
    memory && {
      memory,
      finding: previous?.findings.find(
        ({ ruleId, message }) =>
          ruleId === rule.id && message.startsWith(prefix),
      ),
    }
  );
}

function contextOfRule(
  { previous }: JudgeInput,
  { context, key }: Subject,
  before: Before | undefined,
): RuleContext {
  return {
    ...context,
    held: before !== undefined,
    heldAs: before?.finding?.severity,
    // What has formed goes on to be remembered by the finding itself.
    formingSinceMs: optionalTime(
      (previous?.memory[formingKey(key)] ?? before?.memory)?.since,
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

/** A finding that was Unhealthy stays so for the quiet period, while something milder holds. */
function stillAsBad(
  input: JudgeInput,
  rule: HealthRule,
  key: string,
  found: Finding,
  before: Before | undefined,
): Finding {
  const worse = before?.finding;
  return found.severity === 'degraded' &&
    worse?.severity === 'unhealthy' &&
    rememberSeverity(input, rule, key) !== undefined
    ? { ...worse, since: found.since }
    : found;
}

/** Remembers when the rule was last Unhealthy, for as long as that counts. */
function rememberSeverity(
  input: JudgeInput,
  rule: HealthRule,
  key: string,
  found?: Finding,
): Record<string, RuleMemory> | undefined {
  const name = `${key}:unhealthy`;
  if (found?.severity === 'unhealthy') {
    return { [name]: { lastSeenAt: isoTime(input.nowMs) } };
  }
  const memory = input.previous?.memory[name];
  return memory && isQuieting(input, rule, memory)
    ? { [name]: memory }
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

function formingKey(key: string): string {
  return `${key}:forming`;
}
