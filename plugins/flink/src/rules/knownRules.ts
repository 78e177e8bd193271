import {
  HEALTH_RULES,
  RULES_GUIDE,
  UNKNOWN_FINDINGS,
  type HealthRule,
  type RuleAbout,
  type RuleGuide,
} from '@flink-portal/backstage-plugin-flink-common';

/** A rule as its page shows it. */
export interface KnownRule {
  readonly about: RuleAbout;
  readonly guide: RuleGuide;
  /** Absent for the findings that say why nothing can be said: nothing feeds them. */
  readonly rule?: HealthRule;
}

/** Every rule, closest to a cause first, and then what is said when nothing can be judged. */
export const KNOWN_RULES: readonly KnownRule[] = [
  ...HEALTH_RULES.map(rule => ({
    about: rule,
    rule,
    guide: RULES_GUIDE[rule.id],
  })),
  ...Object.values(UNKNOWN_FINDINGS).map(about => ({
    about,
    guide: RULES_GUIDE[about.id],
  })),
];
