/** Rules of which the first fault is looked for when one of them holds. */
const TROUBLE_RULES = [
  'restart-loop',
  'outage',
  'job-failed',
  'job-manager-down',
];

/** Whether a finding of this rule has a first fault that explains it. */
export function isTrouble(ruleId: string): boolean {
  return TROUBLE_RULES.includes(ruleId);
}
