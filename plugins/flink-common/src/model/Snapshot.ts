/**
 * A state one can restore from: a snapshot of the managed service, a savepoint, or a retained
 * checkpoint.
 *
 * @public
 */
export interface Snapshot {
  /** Unique within the application. */
  readonly name: string;
  readonly kind: 'snapshot' | 'savepoint' | 'checkpoint';
  readonly status: 'creating' | 'ready' | 'failed' | 'deleting';
  /** ISO 8601. */
  readonly createdAt: string;
  readonly sizeBytes?: number;
  /** Where it is stored, when the runtime says. */
  readonly location?: string;
  /** Version of the application it was taken from. */
  readonly version?: string;
  /** Flink version it was taken with, for example `1.20`. */
  readonly flinkVersion?: string;
  /** The runtime's own failure text. */
  readonly failure?: string;
}
