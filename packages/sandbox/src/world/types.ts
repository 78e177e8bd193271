/**
 * What every service of the sandbox may ask of the simulated world.
 *
 * One world stands behind all services, so that a job's metrics, logs, exceptions, checkpoints and
 * operations are one consistent story. A job's behaviour is a pure function of seed, profile and
 * time; what people do to it (stop, rescale, patch) is kept as a journal the function also reads.
 */
import type { PlannedOutcomes } from './plannedOutcomes';

/** A clock the tests can move. All times in the world are epoch milliseconds. */
export interface SimulatedClock {
  /** Epoch milliseconds. */
  now(): number;
}

/** Flink's own job states. */
export type FlinkJobStatus =
  | 'INITIALIZING'
  | 'CREATED'
  | 'RUNNING'
  | 'FAILING'
  | 'FAILED'
  | 'CANCELLING'
  | 'CANCELED'
  | 'FINISHED'
  | 'RESTARTING'
  | 'SUSPENDED'
  | 'RECONCILING';

/** One operator chain of a job graph, in topological order. */
export interface SimulatedVertex {
  /** 32 hex digits, stable for the life of the job. */
  readonly id: string;
  /** As Flink shows it, for example `Source: orders -> parse`. */
  readonly name: string;
  readonly kind: 'source' | 'operator' | 'sink';
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** Ids of the vertices that feed this one. */
  readonly inputs: readonly string[];
}

/** Rates and gauges of one vertex at one moment. Rates are per second over all subtasks. */
export interface VertexMoment {
  /** From other tasks: 0 for a source. */
  recordsInPerSecond: number;
  /** To other tasks: 0 for a sink. */
  recordsOutPerSecond: number;
  /** What a source's readers take from outside; 0 for every other vertex. */
  recordsReadPerSecond: number;
  /** What a sink's writers hand to the outside; 0 for every other vertex, a committer among them. */
  recordsWrittenPerSecond: number;
  /** Milliseconds per second, 0 to 1000; NaN where Flink cannot tell (some sources). */
  busyTimeMsPerSecond: number;
  backPressuredTimeMsPerSecond: number;
  idleTimeMsPerSecond: number;
}

/** Everything measurable about one job at one moment. */
export interface JobMoment {
  status: FlinkJobStatus;
  /** Epoch ms when `status` began. */
  statusSinceMs: number;
  /** Epoch ms of the current execution's start; undefined when the job does not run. */
  startedAtMs?: number;
  /** Epoch ms when this run of the job began; restarts after failures leave it as it is. Undefined at its end. */
  runStartedAtMs?: number;
  /** Milliseconds since the job last started running; 0 while it is not running. */
  uptimeMs: number;
  /** Milliseconds of the outage so far; 0 while running; -1 when terminal. */
  downtimeMs: number;
  /** Restarts since the job was submitted. */
  numRestarts: number;
  recordsInPerSecond: number;
  recordsOutPerSecond: number;
  /** Records waiting in the source (Kafka), summed over partitions. */
  pendingRecords: number;
  /** Kinesis: milliseconds behind the tip; -1 when not reported. */
  millisBehindLatest: number;
  /** Epoch ms, or Long.MIN_VALUE before the first watermark. */
  currentInputWatermarkMs: number;
  currentOutputWatermarkMs: number;
  numLateRecordsDropped: number;
  /** Percent, max over TaskManagers. */
  cpuUtilizationPercent: number;
  containerCpuUtilizationPercent: number;
  heapUsedBytes: number;
  heapMaxBytes: number;
  containerMemoryUtilizationPercent: number;
  containerDiskUtilizationPercent: number;
  managedMemoryUsedBytes: number;
  managedMemoryTotalBytes: number;
  oldGenerationGcCount: number;
  oldGenerationGcTimeMs: number;
  threadsCount: number;
  numberOfCompletedCheckpoints: number;
  numberOfFailedCheckpoints: number;
  /** -1 before the first completed checkpoint of a submission, as Flink's gauge. */
  lastCheckpointDurationMs: number;
  /** What the newest checkpoint added; -1 before the first one. */
  lastCheckpointSizeBytes: number;
  /** All state the newest checkpoint refers to; 0 before the first one. */
  lastCheckpointFullSizeBytes: number;
  /** Parallelism in force now (autoscaling changes it). */
  parallelism: number;
  /** By vertex id. */
  vertices: ReadonlyMap<string, VertexMoment>;
}

export interface SimulatedCheckpoint {
  readonly id: number;
  readonly triggeredAtMs: number;
  /** Undefined while in progress. */
  readonly endedAtMs?: number;
  readonly status: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly isSavepoint: boolean;
  readonly sizeBytes: number;
  readonly fullSizeBytes: number;
  readonly externalPath?: string;
  readonly failureMessage?: string;
}

/** State that lies outside of a job, for example where an earlier job left it. */
export interface StoredState {
  readonly externalPath: string;
  readonly isSavepoint: boolean;
}

export interface SimulatedException {
  readonly atMs: number;
  readonly exceptionName: string;
  readonly message: string;
  /** Multi-line Java stack trace, causes included. */
  readonly stackTrace: string;
  readonly taskName?: string;
  readonly endpoint?: string;
  readonly taskManagerId?: string;
}

export interface SimulatedLogLine {
  readonly atMs: number;
  readonly level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  readonly logger: string;
  readonly thread: string;
  readonly message: string;
  readonly throwable?: string;
}

/** One Flink job, on whichever runtime. */
export interface SimulatedJob {
  /** 32 hex digits. */
  readonly jobId: string;
  readonly name: string;
  /** `1.18` … `2.2`. */
  readonly flinkVersion: string;
  readonly vertices: readonly SimulatedVertex[];
  readonly checkpointIntervalMs: number;
  /** False for bounded jobs and for stateless ones that switched it off. */
  readonly checkpointingEnabled: boolean;
  readonly source: { kind: 'kinesis' | 'kafka'; name: string };
  at(timeMs: number): JobMoment;
  /** Newest last. The range is half-open: [fromMs, toMs). */
  checkpoints(fromMs: number, toMs: number): SimulatedCheckpoint[];
  /** What the run that covers the time was restored from, however long ago; undefined: it began from nothing. */
  restoredFrom(timeMs: number): SimulatedCheckpoint | undefined;
  exceptions(fromMs: number, toMs: number): SimulatedException[];
  logs(fromMs: number, toMs: number): SimulatedLogLine[];
}

/** What is asked of a new job, for example by an applied manifest or CreateApplication. */
export interface JobRequest {
  name: string;
  flinkVersion: string;
  parallelism: number;
  checkpointIntervalMs?: number;
  source?: { kind: 'kinesis' | 'kafka'; name: string };
  /** A story's name; a job nobody wrote a story for is healthy. */
  story?: string;
  /** Seeds the job's noise; defaults to the name. */
  seed?: string;
  /** When the job was submitted; defaults to now. */
  submittedAtMs?: number;
  /** State the first run is restored from; it begins from nothing without. */
  beginsFrom?: StoredState;
}

/** Changes to a job; each call is written to the journal with the clock's time. */
export interface JobControl {
  submit(request: JobRequest): SimulatedJob;
  /** Ends the job. `FINISHED` after stop-with-savepoint, `CANCELED` after cancel. */
  stop(jobId: string, how: 'savepoint' | 'cancel'): void;
  /** A restart that someone asked for (deploy, rescale, maintenance). */
  restart(
    jobId: string,
    options?: {
      parallelism?: number;
      /** Until the job runs again; Infinity when it never does. */
      downtimeMs?: number;
      /** Why; a story ends when somebody does what cures it. A changed parallelism is a `rescale`. */
      kind?:
        | 'deploy'
        | 'rescale'
        | 'restart'
        | 'rollback'
        | 'start'
        | 'maintenance';
      /** Defaults to the newest checkpoint of the run before. */
      beginsFrom?: 'nothing' | StoredState;
    },
  ): void;
  triggerSavepoint(jobId: string): SimulatedCheckpoint;
}

/** The Kubernetes side of one fleet member: what the operator and the kubelet would show. */
export interface KubernetesFleetMember {
  readonly cluster: string;
  readonly namespace: string;
  readonly name: string;
  readonly kind:
    | 'FlinkDeployment'
    | 'FlinkSessionJob'
    | 'FlinkBlueGreenDeployment';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly image: string;
  /** `v1_20` … as the CRD spells it. */
  readonly flinkVersion: string;
  readonly parallelism: number;
  readonly upgradeMode: 'savepoint' | 'last-state' | 'stateless';
  /** Session jobs: the FlinkDeployment they run on. Session clusters have no `job`. */
  readonly sessionCluster?: string;
  readonly isSessionCluster?: boolean;
  readonly createdAtMs: number;
  /** When the newest spec was applied, and what it changed, for the story's "after a deploy". */
  readonly deployedAtMs: number;
  readonly deployment?: string;
  readonly checkpointIntervalMs: number;
  /** The story, by name: the Kubernetes service projects it onto status, pods and events. */
  readonly story: string;
  /** Absent for session clusters, suspended jobs and rejected first specs. */
  readonly job?: SimulatedJob;
}

/** Everything the services read. The AWS side has its own, richer registry in `aws/`. */
export interface World {
  readonly clock: SimulatedClock;
  readonly seed: string;
  readonly control: JobControl;
  /** How the next changes end, where that is not well. */
  readonly outcomes: PlannedOutcomes;
  job(jobId: string): SimulatedJob | undefined;
  /** The members the fleet starts with, per cluster. */
  kubernetesFleet(cluster: string): readonly KubernetesFleetMember[];
}
