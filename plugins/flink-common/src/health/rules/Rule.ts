import type { MetricName } from '../../metrics/MetricName';
import type {
  Evidence,
  FindingRole,
  FindingSeverity,
  Quantity,
} from '../../model/Finding';
import type { ConditionCode, Phase, Workload } from '../../model/Observation';
import type { RuleContext } from '../RuleContext';

/** Parts of an observation, apart from metrics. @public */
export type ObservationPart =
  | 'state'
  | 'configuration'
  | 'jobs'
  | 'operations'
  | 'snapshots'
  | 'events';

/** What a rule reads. @public */
export interface RuleNeeds {
  readonly parts: readonly ObservationPart[];
  /** Facts stated by a runtime that alone make the rule hold. */
  readonly conditions?: readonly ConditionCode[];
  /** Metrics the rule reads; any one of them is enough to apply it, each missing one is said. */
  readonly metrics?: readonly MetricName[];
}

/** What a rule found. @public */
export type RuleOutcome =
  | {
      readonly outcome: 'holds';
      /** When not the rule's own: a rule may be less than its worst. */
      readonly severity?: FindingSeverity;
      readonly title?: string;
      readonly message: string;
      readonly value?: Quantity;
      readonly limit?: Quantity;
      /** Epoch ms: when the condition began in the data. */
      readonly sinceMs?: number;
      readonly evidence: readonly Evidence[];
      readonly nextStep?: string;
    }
  | {
      readonly outcome: 'clear';
      /** True when what was found turns out to be none: the finding leaves without a quiet period. */
      readonly explained?: boolean;
      /** True while a planned interruption goes on: nothing is wrong, and Healthy would be too much said. */
      readonly interrupted?: boolean;
    }
  /** Not yet a finding, and it becomes one by lasting. */
  | { readonly outcome: 'forming'; readonly sinceMs: number }
  | { readonly outcome: 'notAssessed'; readonly reason: string };

/** What is known of a rule without applying it. @public */
export interface RuleAbout {
  /** The same on every runtime, and the anchor of its section in the documentation. */
  readonly id: string;
  /** Two or three words. */
  readonly title: string;
  readonly role: FindingRole;
  /** The worst it can make. */
  readonly severity: FindingSeverity;
  readonly needs: RuleNeeds;
  /** One sentence: what to do first. */
  readonly nextStep: string;
}

/**
 * One health rule.
 *
 * @public
 */
export interface HealthRule extends RuleAbout {
  /** Phases in which it is applied. */
  readonly phases: readonly Phase[];
  /** Workloads to which it is applied. */
  readonly workloads: readonly Workload[];
  /** True when it reads the numbers of one job: on a session cluster it is applied to each job by itself. */
  readonly perJob?: boolean;
  /** Ids of rules further up: while one of them holds, what this one would say follows from that and blames others. */
  readonly restsDuring?: readonly string[];
  /** True when an application cannot be called Healthy without it. */
  readonly vital?: boolean;
  /** False for facts that are gone the moment the runtime stops saying them. */
  readonly quiet?: boolean;
  evaluate(context: RuleContext): RuleOutcome;
}

/** The rule was applied and nothing is wrong. */
export const CLEAR: RuleOutcome = { outcome: 'clear' };

/** What looked wrong was planned. */
export const EXPLAINED: RuleOutcome = { outcome: 'clear', explained: true };

/** What looks wrong is planned, and goes on. */
export const INTERRUPTED: RuleOutcome = {
  outcome: 'clear',
  explained: true,
  interrupted: true,
};

/** Workloads made of one job. */
export const JOB_WORKLOADS: readonly Workload[] = ['streaming', 'batch'];

/** Every workload. */
export const ALL_WORKLOADS: readonly Workload[] = [
  'streaming',
  'batch',
  'notebook',
  'sessionCluster',
];

/** Phases in which an application runs or should: not after somebody stopped it, nor when it is done. */
export const LIVE_PHASES: readonly Phase[] = ['running', 'changing', 'failed'];

/** Every phase in which the runtime's own words are understood. */
export const ALL_PHASES: readonly Phase[] = [
  'running',
  'changing',
  'stopped',
  'failed',
  'finished',
];

/** Also where the state's own word is not understood: what is stated beside it holds all the same. */
export const STATED_PHASES: readonly Phase[] = [...ALL_PHASES, 'unrecognized'];
