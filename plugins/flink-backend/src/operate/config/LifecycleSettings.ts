import type { ActionKind } from '@flink-portal/backstage-plugin-flink-common';

/** Whether and how people may change applications: `flink.lifecycle` and `flink.ownership`. */
export interface LifecycleSettings {
  /** `flink.lifecycle.enabled`; nothing can be changed while it is false. */
  readonly enabled: boolean;
  /** Actions in these environments need a reason. */
  readonly protectedEnvironments: readonly string[];
  /** Actions that a second person has to approve; the first that fits counts. */
  readonly approvals: ReadonlyArray<{
    readonly actions: readonly ActionKind[] | 'all';
    /** Absent: in every environment. */
    readonly environments?: readonly string[];
    readonly expiresAfterMs: number;
  }>;
  /** How long a plan can be confirmed. */
  readonly planValidMs: number;
  /** How long what an agent asked for waits for a person. */
  readonly confirmationValidMs: number;
  /** Whom applications belong to by the place where they run. */
  readonly ownership: ReadonlyArray<{
    /** Entity ref or name of a group. */
    readonly owner: string;
    readonly accounts?: readonly string[];
    readonly clusters?: readonly string[];
    readonly namespaces?: readonly string[];
    readonly sources?: readonly string[];
  }>;
}
