import type { Finding, FindingRole, FindingSeverity } from '../model/Finding';
import type { RuleAbout, RuleOutcome } from './rules/Rule';

const ROLES: readonly FindingRole[] = ['cause', 'unknown', 'symptom'];
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

/** Likely causes first, then by severity, then by age; what is only information comes last. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      Number(a.severity === 'info') - Number(b.severity === 'info') ||
      ROLES.indexOf(a.role) - ROLES.indexOf(b.role) ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      Date.parse(a.since) - Date.parse(b.since),
  );
}
