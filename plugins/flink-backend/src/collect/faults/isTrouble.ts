/** Rules of which the first fault is looked for when one leads. */
const TROUBLE_RULES = [
  'restart-loop',
  'outage',
  'job-failed',
  'job-manager-down',
];

/** Whether a finding of this rule has a first fault that explains it. */
export function isTrouble(ruleId: string | undefined): boolean {
  return ruleId !== undefined && TROUBLE_RULES.includes(ruleId);
}
