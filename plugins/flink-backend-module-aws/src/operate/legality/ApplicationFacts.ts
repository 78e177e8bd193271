import type {
  ApplicationConfiguration,
  Operation,
  Snapshot,
} from '@flink-portal/backstage-plugin-flink-common';

/** What decides whether an action is legal, from the last observation or read fresh. */
export interface ApplicationFacts {
  /** ApplicationStatus, as the service wrote it. */
  readonly status: string;
  /** ISO 8601: since when, if known. */
  readonly since?: string;
  /** Undefined when it could not be read. */
  readonly configuration?: ApplicationConfiguration;
  /** Newest first; undefined when they could not be read. */
  readonly operations?: readonly Operation[];
  /** Newest first; undefined when they could not be read. */
  readonly snapshots?: readonly Snapshot[];
  /** Why the snapshots could not be read. */
  readonly snapshotsUnreadable?: string;
}
