import type {
  ActionKind,
  ActionRequest,
  ApplicationConfiguration,
  Observation,
} from '@flink-portal/backstage-plugin-flink-common';

/** Whether an action can be asked for now, from what was last read. @public */
export type ActionAvailability =
  | { readonly kind: ActionKind; readonly available: true }
  | {
      readonly kind: ActionKind;
      readonly available: false;
      /** A sentence for a person: why not, and when or how it would be. */
      readonly reason: string;
    };

/** What every call that concerns an action is given. @public */
export interface OperateContext {
  readonly signal: AbortSignal;
  /** Epoch ms. The only clock a runtime uses. */
  now(): number;
  /** Counts a call to the far side. */
  count(operation: string): void;
}

/** The application as it was read a moment ago, before anything is sent. @public */
export interface ActionTarget {
  /** Grows with every change of what is desired: ApplicationVersionId, metadata.generation. For people. */
  readonly version: string;
  /**
   * Opaque; two readings have the same token when nothing that matters to the action changed between them.
   * Status updates that the runtime writes by itself do not change it; a state that makes the action
   * mean something else does.
   */
  readonly token: string;
  /** ISO 8601: when the version was made, if the runtime says. */
  readonly versionAt?: string;
  /** Who made it, if the runtime says. */
  readonly versionBy?: string;
  readonly configuration: ApplicationConfiguration;
}

/** One line of the diff between what is desired now and after. @public */
export interface PlannedChange {
  /** In the runtime's own words: `ParallelismConfiguration.Parallelism`, `spec.job.state`. */
  readonly field: string;
  readonly before?: string;
  readonly after?: string;
}

/** Something a person should know before confirming. @public */
export interface PlanWarning {
  /** Stable, kebab-case: `stateless-upgrade`, `gitops-owner`. */
  readonly code: string;
  readonly severity: 'info' | 'warning' | 'danger';
  /** A sentence: what happens and what to do about it. */
  readonly message: string;
}

/** A state from which the application would go on. @public */
export interface RestorePoint {
  readonly kind: 'snapshot' | 'savepoint' | 'checkpoint' | 'none';
  readonly name?: string;
  /** ISO 8601. */
  readonly at?: string;
  readonly sizeBytes?: number;
  readonly restorable: boolean;
  /** A sentence: why it is or is not. */
  readonly message: string;
}

/** One step of following an action. @public */
export interface ActionStep {
  /** Stable within the action: `snapshot`, `restart`, `running`. */
  readonly id: string;
  readonly title: string;
  readonly status: 'pending' | 'active' | 'done' | 'failed';
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly detail?: string;
}

/** What would be sent and what would happen, read fresh. @public */
export interface RuntimePlan {
  readonly target: ActionTarget;
  /** A sentence why it is not legal now, and when it would be; absent when it is. */
  readonly illegal?: string;
  /** The call and its body for people who want to see it: `UpdateApplication`, `PATCH flinkdeployments/orders`. Secrets are replaced. */
  readonly call: { readonly operation: string; readonly body: string };
  readonly changes: readonly PlannedChange[];
  /** In order, all pending. */
  readonly steps: readonly ActionStep[];
  /** True when the job does not process for a while. */
  readonly interrupts: boolean;
  /** What is documented or usual for the runtime, used where the application's own history says nothing. */
  readonly documented: {
    readonly typicalMs: number;
    readonly worstMs: number;
    /** Where that stands. */
    readonly source: string;
  };
  /** From where it goes on afterwards; absent for actions that do not touch the job's state. */
  readonly restorePoint?: RestorePoint;
  readonly warnings: readonly PlanWarning[];
  /** What will be lost, in sentences; empty when nothing is. */
  readonly losses: readonly string[];
  /** What else can be done, where this action cannot or should not. */
  readonly alternatives: ReadonlyArray<{
    readonly request: ActionRequest;
    readonly message: string;
  }>;
  /** Money per month, US dollars, where it can be told. */
  readonly cost?: { readonly deltaUsdPerMonth: number; readonly basis: string };
}

/** An action that a person confirmed. @public */
export interface ActionOrder {
  /** Unique for ever; the idempotency key. `[a-z0-9-]`, at most 36 characters. */
  readonly actionId: string;
  readonly request: ActionRequest;
  /** Entity ref. */
  readonly requestedBy: string;
  /** Epoch ms: not sent before this. */
  readonly orderedAtMs: number;
  /** The target's token the person saw; the far side's own concurrency control is bound to it. */
  readonly token: string;
}

/** What following an action found. @public */
export interface ActionProgress {
  readonly status:
    | 'underway'
    | 'succeeded'
    | 'failed'
    /** The runtime undid it by itself. */
    | 'rolledBack'
    /** The far side is certain to have never taken it. */
    | 'notSent';
  readonly steps: readonly ActionStep[];
  /** What is true now or in the end, with figures, in a sentence: `Stopped at 14:44:08. Snapshot pre-stop-1444 ready (took 48 s).` */
  readonly message: string;
  /** The runtime's own failure text, redacted. */
  readonly failure?: string;
  /** The runtime's operation, as the observation's operations name it. */
  readonly operationId?: string;
  /** What else can be done after a failure. */
  readonly alternatives?: RuntimePlan['alternatives'];
  /** Opaque note for the next look; absent keeps the one before. */
  readonly handle?: string;
}

/**
 * The part of a runtime that changes applications. Nothing here retries a call that may have taken
 * effect, and nothing reports success before reading it back.
 *
 * @public
 */
export interface FlinkActions {
  /** From the last observation, without asking the far side: one for every kind. A hint; the plan decides. */
  availability(observation: Observation): readonly ActionAvailability[];
  /**
   * Reads the application fresh and says what the action would do. Writes nothing (a dry run is allowed).
   *
   * @throws FlinkActionError
   */
  plan(
    observation: Observation,
    request: ActionRequest,
    context: OperateContext,
  ): Promise<RuntimePlan>;
  /**
   * Makes the call, once, bound to the order's token.
   *
   * @returns an opaque handle for {@link FlinkActions.look}
   * @throws FlinkActionError; `unsure` when the call may have taken effect, every other reason when it is
   * certain that it did not
   */
  send(
    observation: Observation,
    order: ActionOrder,
    context: OperateContext,
  ): Promise<{ readonly handle: string }>;
  /**
   * Looks once at how an action goes. Without a handle it is not known whether the call was made: finds out
   * by reading, and says `notSent` only when it is certain.
   *
   * @throws FlinkActionError when it cannot be told now; it is asked again
   */
  look(
    observation: Observation,
    order: ActionOrder,
    handle: string | undefined,
    context: OperateContext,
  ): Promise<ActionProgress>;
}

/** Why an action could not be planned, sent or followed. @public */
export type ActionErrorReason =
  /** The application changed since the token. */
  | 'conflict'
  /** The runtime refused it: wrong state, invalid value, admission webhook. */
  | 'refused'
  /** The application is not there. */
  | 'notFound'
  /** The portal's credentials lack a right; the message names it. */
  | 'denied'
  | 'throttled'
  | 'unreachable'
  /** The far side failed, and it is certain that nothing took effect. */
  | 'failed'
  /** No usable answer came to a call that may have taken effect. */
  | 'unsure';

/** An action could not be planned, sent or followed. @public */
export class FlinkActionError extends Error {
  readonly name = 'FlinkActionError';
  readonly reason: ActionErrorReason;

  /**
   * @param message - a sentence for a person: what is wrong, where, and what to do
   */
  constructor(reason: ActionErrorReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}
