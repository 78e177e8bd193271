/**
 * What an operation does, in words all runtimes share.
 *
 * @public
 */
export type OperationKind =
  | 'create'
  | 'start'
  | 'stop'
  | 'restart'
  | 'update'
  | 'rescale'
  | 'autoscale'
  | 'rollback'
  | 'maintenance'
  | 'snapshot'
  | 'restore'
  | 'delete'
  | 'other';

/** @public */
export type OperationStatus =
  | 'inProgress'
  | 'succeeded'
  | 'failed'
  | 'cancelled';

/**
 * An action, or a change the runtime made itself, on the timeline.
 *
 * @public
 */
export interface Operation {
  /** Unique within the application. */
  readonly id: string;
  readonly kind: OperationKind;
  /** The runtime's own word, shown verbatim: `UpdateApplication`, `SpecChanged`. */
  readonly verbatim: string;
  readonly status: OperationStatus;
  /** ISO 8601. */
  readonly startedAt: string;
  /** ISO 8601; absent while in progress. */
  readonly endedAt?: string;
  /** True when the interruption it causes was asked for or announced. */
  readonly planned: boolean;
  /** Who asked, where the runtime says. */
  readonly initiatedBy?: string;
  /** What changed ("version 41 to 42", "parallelism 4 to 8"). */
  readonly change?: string;
  /** The runtime's own failure text. */
  readonly failure?: string;
}
