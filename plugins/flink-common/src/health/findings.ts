import type { Finding, FindingSeverity } from '../model/Finding';
import { HEALTH_RULES } from './rules';
import type { RuleAbout, RuleOutcome } from './rules/Rule';

const SEVERITIES: readonly FindingSeverity[] = [
  'unhealthy',
  'degraded',
  'unknown',
  'info',
];

/** A rule that holds, as a person sees it. */
export function findingOf(
  rule: RuleAbout,
  outcome: Extract<RuleOutcome, { outcome: 'holds' }>,
  since: string,
): Finding {
  return {
    ruleId: rule.id,
    severity: outcome.severity ?? rule.severity,
    role: rule.role,
    title: outcome.title ?? rule.title,
    message: outcome.message,
    ...(outcome.value ? { value: outcome.value } : {}),
    ...(outcome.limit ? { limit: outcome.limit } : {}),
    since,
    evidence: outcome.evidence,
    nextStep: outcome.nextStep ?? rule.nextStep,
    docs: `docs/health-rules.md#${rule.id}`,
  };
}

/**
 * Likely causes first, then by severity, then in the order of the rules, which goes from causes to what follows
 * from them. What is only information comes last.
 */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      Number(a.severity === 'info') - Number(b.severity === 'info') ||
      Number(a.role !== 'cause') - Number(b.role !== 'cause') ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      rankOf(a) - rankOf(b),
  );
}

function rankOf({ ruleId }: Finding): number {
  return HEALTH_RULES.findIndex(({ id }) => id === ruleId);
}
