import type { Evidence, FindingSeverity } from '../../model/Finding';
import type { ConditionCode } from '../../model/Observation';
import { optionalTime } from '../optionalTime';
import type { FoundCondition, RuleContext } from '../RuleContext';
import {
  ALL_WORKLOADS,
  CLEAR,
  STATED_PHASES,
  type HealthRule,
  type RuleAbout,
  type RuleOutcome,
} from './Rule';

/** Which conditions, and how they read. */
export interface ConditionRuleOptions
  extends Omit<RuleAbout, 'needs'>,
    Partial<Pick<HealthRule, 'phases' | 'workloads' | 'quiet'>> {
  readonly conditions: readonly ConditionCode[];
  /** What is true, before the runtime's own words: "the JobManager is down". */
  readonly statement: string;
  /** When not always the same. */
  readonly severityOf?: (
    context: RuleContext,
    condition: FoundCondition,
  ) => FindingSeverity;
}

/** A rule that holds as soon as the runtime states a condition. */
export function conditionRule(options: ConditionRuleOptions): HealthRule {
  const { conditions, statement, severityOf, ...about } = options;
  return {
    phases: STATED_PHASES,
    workloads: ALL_WORKLOADS,
    ...about,
    needs: { parts: ['state'], conditions },
    evaluate: context =>
      conditionOutcome(context, conditions, statement, severityOf),
  };
}

/** Holds when one of the conditions is stated; the first leads, the others are evidence. */
export function conditionOutcome(
  context: RuleContext,
  codes: readonly ConditionCode[],
  statement: string,
  severityOf?: ConditionRuleOptions['severityOf'],
): RuleOutcome {
  const found = context.conditions(codes);
  if (found.length === 0) {
    return CLEAR;
  }
  const [first] = found;
  const about = first.job ? `job ${first.job}: ` : '';
  const more = found.length > 1 ? ` (and ${found.length - 1} more)` : '';
  return {
    outcome: 'holds',
    severity: severityOf?.(context, first),
    message: `${about}${statement}: ${first.message}${more}`,
    sinceMs: optionalTime(first.since),
    evidence: found.map(evidenceOf),
  };
}

/** A condition as evidence. */
export function evidenceOf(condition: FoundCondition): Evidence {
  return {
    name: condition.job
      ? `${condition.code} (${condition.job})`
      : condition.code,
    value: condition.evidence ?? condition.message,
    ...(condition.since ? { at: condition.since } : {}),
  };
}
