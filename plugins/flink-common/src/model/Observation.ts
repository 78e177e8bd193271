import type { MetricSeries } from '../metrics/MetricSeries';
import type { Operation, OperationKind } from './Operation';
import type { Reading } from './Reading';
import type { Runtime } from './Runtime';
import type { Snapshot } from './Snapshot';

/** What does not change from reading to reading, and the labels by which owners are found. @public */
export interface ApplicationIdentity {
  /** The text form of the application's id. */
  readonly id: string;
  readonly runtime: Runtime;
  readonly name: string;
  /** The source that reported it. */
  readonly sourceId: string;
  /** Where it runs, outermost first, for people: `['111122223333', 'us-east-1']`, `['eks-prod', 'payments']`. */
  readonly scope: readonly string[];
  /** The runtime's own unique name: an ARN, or `kind/namespace/name`. Never accepted from a browser. */
  readonly externalId: string;
  /** Tags of the managed service, labels of the Kubernetes object. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Where an application stands, in words all runtimes share. @public */
export type Phase =
  /** The runtime says the application runs. Says nothing about its health. */
  | 'running'
  /** A change is under way. */
  | 'changing'
  /** Somebody asked it to stop. */
  | 'stopped'
  /** It does not run although it should. */
  | 'failed'
  /** A bounded job that came to its end. */
  | 'finished'
  /** A state this version of the suite does not know. */
  | 'unrecognized';

/**
 * Facts a runtime states about itself beyond its phase. A closed set: the health rules know each one;
 * a new runtime maps its own words onto it.
 *
 * @public
 */
export type ConditionCode =
  | 'jobManagerDown'
  | 'jobFailed'
  | 'jobCanceledExternally'
  | 'jobUnreachable'
  | 'jobRestarting'
  | 'changeFailed'
  | 'rolledBack'
  | 'specRejected'
  | 'operatorNotWatching'
  | 'operatorNotProgressing'
  | 'unsupportedFlinkVersion'
  | 'haMetadataLost'
  | 'taskManagerOutOfMemory'
  | 'taskManagerPending'
  | 'podRestarts'
  | 'imagePullFailed'
  | 'sessionClusterNotReady'
  | 'sessionJobLost'
  | 'suspendStalled'
  | 'suspendedButRunning'
  | 'deleteStalled'
  | 'scalingLimited'
  | 'snapshotFailed'
  | 'accessDenied';

/** @public */
export interface RuntimeCondition {
  readonly code: ConditionCode;
  /** The runtime's own words, already redacted. */
  readonly message: string;
  /** ISO 8601: since when, if the runtime says. */
  readonly since?: string;
  /** The runtime's own field and value: `jobManagerDeploymentStatus = ERROR`. */
  readonly evidence?: string;
}

/** A change that is under way. @public */
export interface OngoingChange {
  readonly kind: OperationKind;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The runtime's own word: `UPDATING`. */
  readonly verbatim: string;
}

/** @public */
export interface ObservedState {
  readonly phase: Phase;
  /** The runtime's own state, shown as it is: `{ label: 'Application status', value: 'RUNNING' }`. */
  readonly verbatim: ReadonlyArray<{
    readonly label: string;
    readonly value: string;
  }>;
  /** ISO 8601: since when it is in this phase, if the runtime says. */
  readonly since?: string;
  readonly change?: OngoingChange;
  readonly conditions: readonly RuntimeCondition[];
}

/** What kind of workload it is: each has its own correct reading. @public */
export type Workload = 'streaming' | 'batch' | 'notebook' | 'sessionCluster';

/** How an application is set up, as far as health and screens need it. @public */
export interface ApplicationConfiguration {
  readonly workload: Workload;
  /** Flink's version, for example `1.20`; absent for notebooks whose interpreter decides. */
  readonly flinkVersion?: string;
  /** The runtime's own word: `FLINK-1_20`, `v1_20`. */
  readonly flinkVersionVerbatim?: string;
  /** Parallelism that was asked for. */
  readonly parallelism?: number;
  /** Parallelism in force, where a runtime scales by itself. */
  readonly currentParallelism?: number;
  /** Managed service: parallelism per Kinesis Processing Unit. */
  readonly parallelismPerKpu?: number;
  readonly autoscalingEnabled?: boolean;
  readonly checkpointingEnabled?: boolean;
  readonly checkpointIntervalMs?: number;
  readonly snapshotsEnabled?: boolean;
  readonly rollbackEnabled?: boolean;
  /** Kubernetes: `savepoint`, `last-state` or `stateless`. */
  readonly upgradeMode?: string;
  /** Managed service: `APPLICATION`, `TASK`, `OPERATOR` or `PARALLELISM`. */
  readonly metricsLevel?: string;
  /** What is deployed: a jar's S3 key, an image. */
  readonly artifact?: string;
  /** Grows with every change: ApplicationVersionId, metadata.generation. */
  readonly version?: string;
  /** ISO 8601: when this version was made. */
  readonly versionAt?: string;
  /** Runtime properties by group; values of secrets are already replaced. */
  readonly properties?: ReadonlyArray<{
    readonly group: string;
    readonly entries: Readonly<Record<string, string>>;
  }>;
}

/** One Flink job of the application: exactly one, except on session clusters. @public */
export interface ObservedJob {
  readonly jobId?: string;
  readonly name: string;
  /** Flink's own job status, or the operator's last word on it. */
  readonly status?: string;
  /** ISO 8601. */
  readonly startedAt?: string;
  readonly parallelism?: number;
  readonly lastCompletedCheckpoint?: ObservedCheckpoint;
  readonly lastFailedCheckpoint?: ObservedCheckpoint;
  /** How often this run of the job began from a checkpoint or savepoint; 0: it began from nothing. */
  readonly restoredCheckpoints?: number;
  /** Milliseconds between checkpoints, where this job says so itself; `off`: it makes none. */
  readonly checkpointIntervalMs?: number | 'off';
  /** Facts about this job alone (session jobs); facts of a single job stand in the state. */
  readonly conditions?: readonly RuntimeCondition[];
}

/** @public */
export interface ObservedCheckpoint {
  /** ISO 8601: completion, or failure. */
  readonly at: string;
  readonly durationMs?: number;
  readonly sizeBytes?: number;
  readonly failure?: string;
}

/** Something the runtime reported. @public */
export interface RuntimeEvent {
  /** ISO 8601: the newest occurrence. */
  readonly at: string;
  readonly type: 'normal' | 'warning';
  readonly reason: string;
  /** Already redacted. */
  readonly message: string;
  readonly count: number;
  /** What it is about: `FlinkDeployment/orders`. */
  readonly object?: string;
}

/** Newly read values; the store joins them to those it has. @public */
export interface MetricWindow {
  /** ISO 8601, inclusive. */
  readonly from: string;
  /** ISO 8601, exclusive. */
  readonly to: string;
  readonly resolutionSeconds: number;
  readonly series: readonly MetricSeries[];
}

/**
 * One reading of an application, with its time and what could not be read.
 *
 * @public
 */
export interface Observation {
  readonly application: ApplicationIdentity;
  /** ISO 8601. */
  readonly observedAt: string;
  readonly state: Reading<ObservedState>;
  readonly configuration: Reading<ApplicationConfiguration>;
  readonly jobs: Reading<readonly ObservedJob[]>;
  /** Absent when it was not this reading's turn to ask for metrics (they cost money). */
  readonly metrics?: Reading<MetricWindow>;
  /** Newest first. */
  readonly operations: Reading<readonly Operation[]>;
  /** Newest first. */
  readonly snapshots: Reading<readonly Snapshot[]>;
  /** Newest first. */
  readonly events: Reading<readonly RuntimeEvent[]>;
}
