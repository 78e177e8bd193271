/**
 * Whether a finding is likely what went wrong, or what follows from it.
 *
 * @public
 */
export type FindingRole = 'cause' | 'symptom' | 'unknown';

/** What a finding makes of the verdict. @public */
export type FindingSeverity = 'unhealthy' | 'degraded' | 'unknown' | 'info';

/** A number and its unit, so that screens can write it as people read it. @public */
export interface Quantity {
  readonly value: number;
  readonly unit:
    | 'count'
    | 'records'
    | 'recordsPerSecond'
    | 'ms'
    | 'msPerSecond'
    | 'bytes'
    | 'percent'
    | 'epochMs';
}

/** Where a number or a word of a finding comes from. @public */
export interface Evidence {
  /** `numRestarts`, `jobManagerDeploymentStatus`. */
  readonly name: string;
  /** As a person reads it. */
  readonly value: string;
  /** ISO 8601. */
  readonly at?: string;
  /** `CloudWatch`, `Flink REST`, `FlinkDeployment status`. */
  readonly source?: string;
}

/**
 * One broken rule.
 *
 * @public
 */
export interface Finding {
  /** The rule's id, the same on every runtime. */
  readonly ruleId: string;
  readonly severity: FindingSeverity;
  readonly role: FindingRole;
  /** Two or three words: "Falling behind". */
  readonly title: string;
  /** What is true, with the number: "lag 1.4 M records, growing for 30 min". */
  readonly message: string;
  readonly value?: Quantity;
  readonly limit?: Quantity;
  /** ISO 8601: when the condition began. */
  readonly since: string;
  readonly evidence: readonly Evidence[];
  /** One sentence: what to do first. */
  readonly nextStep: string;
  /** Anchor of the rule's section in the documentation. */
  readonly docs: string;
}
