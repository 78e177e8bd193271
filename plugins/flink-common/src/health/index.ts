export * from './HealthThresholds';
export * from './Judgement';
export { judge } from './judge';
export { HEALTH_RULES, UNKNOWN_FINDINGS } from './rules';
export type {
  HealthRule,
  ObservationPart,
  RuleAbout,
  RuleNeeds,
  RuleOutcome,
} from './rules/Rule';
export type { FoundCondition, RuleContext } from './RuleContext';
export type { TimeWindow } from './plannedWindows';
export { countRestarts, RestartCounter } from './restarts';
export type { RestartCount } from './restarts';
export { figuresOf } from './figures';
export type { FiguresInput } from './figures';
export { lastChangeOf } from './lastChange';
export { RULES_GUIDE } from './rulesGuide';
export type { RuleGuide } from './rulesGuide';
