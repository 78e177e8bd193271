import type { Finding } from '../model/Finding';
import type { JudgeInput, RuleMemory } from './Judgement';
import { isQuieting } from './quieting';
import type { RuleContext } from './RuleContext';
import type { HealthRule } from './rules/Rule';

/** Findings that stand although their rule cannot look at present. */
export interface Kept {
  readonly findings: readonly Finding[];
  readonly memory: Readonly<Record<string, RuleMemory>>;
}

const NOTHING: Kept = { findings: [], memory: {} };

/**
 * What a rule found of a job that ran stands for its quiet period while the runtime restarts the job because of
 * its trouble: nobody asked for that change, and it is no cure before it has shown to be one.
 */
export function keptThroughRecovery(
  input: JudgeInput,
  { state, operations }: RuleContext,
  rule: HealthRule,
): Kept {
  const { previous } = input;
  const recovers =
    state.phase === 'changing' &&
    operations?.some(
      ({ planned, status }) => !planned && status === 'inProgress',
    );
  if (!previous || !recovers || !rule.phases.includes('running')) {
    return NOTHING;
  }
  const own = Object.entries(previous.memory).filter(
    ([key]) =>
      key === rule.id ||
      key.startsWith(`${rule.id}@`) ||
      key.startsWith(`${rule.id}:`),
  );
  const stands = own.some(([, memory]) => isQuieting(input, rule, memory));
  return stands
    ? {
        findings: previous.findings.filter(
          ({ ruleId, severity }) => ruleId === rule.id && severity !== 'info',
        ),
        memory: Object.fromEntries(own),
      }
    : NOTHING;
}
