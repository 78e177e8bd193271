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
  /** When not the rule's own. */
  readonly nextStepOf?: (condition: FoundCondition) => string | undefined;
  readonly conditions: readonly ConditionCode[];
  /** What is true, before the runtime's own words: "the JobManager is down". Left out where these say as much. */
  readonly statement?: string;
  /** When not always the same. */
  readonly severityOf?: (
    context: RuleContext,
    condition: FoundCondition,
  ) => FindingSeverity;
}

/** A rule that holds as soon as the runtime states a condition. */
export function conditionRule(options: ConditionRuleOptions): HealthRule {
  const { conditions, statement, severityOf, nextStepOf, ...about } = options;
  return {
    phases: STATED_PHASES,
    workloads: ALL_WORKLOADS,
    ...about,
    needs: { parts: ['state'], conditions },
    evaluate: context => {
      const outcome = conditionOutcome(
        context,
        conditions,
        statement,
        severityOf,
      );
      const [first] = context.conditions(conditions);
      const nextStep = first && nextStepOf?.(first);
      return outcome.outcome === 'holds' && nextStep
        ? { ...outcome, nextStep }
        : outcome;
    },
  };
}

/** Holds when one of the conditions is stated; the first leads, the others are evidence. */
export function conditionOutcome(
  context: RuleContext,
  codes: readonly ConditionCode[],
  statement: string | ((condition: FoundCondition) => string) | undefined,
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
    message: `${about}${wording(first, statement)}${more}`,
    sinceMs: optionalTime(first.since),
    evidence: found.map(evidenceOf),
  };
}

function wording(
  condition: FoundCondition,
  statement: string | ((condition: FoundCondition) => string) | undefined,
): string {
  if (statement === undefined) {
    // A sentence of its own becomes one of ours, which begin small and end without a stop.
    return condition.message
      .replace(/^[A-Z](?=[a-z]* )/, letter => letter.toLowerCase())
      .replace(/\.$/, '');
  }
  const said = typeof statement === 'string' ? statement : statement(condition);
  return `${said}: ${condition.message}`;
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
