import type { Finding } from '../model/Finding';
import type { KnownApplication } from '../model/KnownApplication';
import type { Verdict } from '../model/Verdict';
import type { MetricSeries } from '../metrics/MetricSeries';
import type { HealthThresholds } from './HealthThresholds';

/** A rule that could not be applied, and why. @public */
export interface NotAssessed {
  readonly ruleId: string;
  readonly title: string;
  /** A sentence for a person. */
  readonly reason: string;
}

/** What a rule remembers between judgements, so that a verdict does not flap. @public */
export interface RuleMemory {
  /** ISO 8601: when the condition began, while it holds or is in its quiet period. */
  readonly since?: string;
  /** ISO 8601: when it was last seen to hold. */
  readonly lastSeenAt?: string;
}

/** The outcome of applying all rules to what is known. @public */
export interface Judgement {
  readonly verdict: Verdict;
  /** ISO 8601: when the verdict's condition began, not when it was noticed. */
  readonly since: string;
  /** Likely causes first, then by severity, then in the order of the rules: what comes from what. */
  readonly findings: readonly Finding[];
  readonly notAssessed: readonly NotAssessed[];
  readonly memory: Readonly<Record<string, RuleMemory>>;
}

/** @public */
export interface JudgeInput {
  readonly known: KnownApplication;
  /** Stored values of at least the last two hours, in time order. */
  readonly series: readonly MetricSeries[];
  readonly nowMs: number;
  /** How often the source is read, ms; three missed readings make Unknown. */
  readonly pollIntervalMs: number;
  readonly thresholds: HealthThresholds;
  readonly previous?: Judgement;
}
