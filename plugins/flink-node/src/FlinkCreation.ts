import type { OperateContext } from './FlinkActions';

/**
 * A new application on Amazon Managed Service for Apache Flink, complete: nothing of it is left to a default of the
 * service, because those differ from what a job's own repository would deploy.
 *
 * @public
 */
export interface NewApplicationOrder {
  /** Other runtimes are described in other words. */
  readonly runtime: 'managed';
  /**
   * Unique for what somebody asked for, and the same whenever they ask for it again: the idempotency key. It is kept
   * on the application. `[A-Za-z0-9._-]`, at most 128 characters.
   */
  readonly orderId: string;
  /** Entity ref. */
  readonly requestedBy: string;
  /** Epoch ms: not sent before this. */
  readonly orderedAtMs: number;
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly description: string;
  /** As the service names a line of Flink: `FLINK-2_2`. */
  readonly runtimeEnvironment: string;
  /** ARN of the role that the job runs with. */
  readonly serviceExecutionRole: string;
  /** Where the code is: a ZIP or JAR in S3. */
  readonly code: {
    /** ARN: `arn:aws:s3:::flink-artifacts`. */
    readonly bucketArn: string;
    readonly key: string;
    /** The newest one when absent. */
    readonly objectVersion?: string;
  };
  /** What the job reads at its start, by group: `Source`, `Sink`, `Job`. */
  readonly propertyGroups: Readonly<
    Record<string, Readonly<Record<string, string>>>
  >;
  readonly scaling: {
    readonly parallelism: number;
    readonly parallelismPerKpu: number;
    readonly autoScaling: boolean;
  };
  readonly checkpoints: {
    readonly intervalMs: number;
    readonly minPauseMs: number;
  };
  readonly monitoring: {
    readonly logLevel: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
    readonly metricsLevel: 'APPLICATION' | 'TASK' | 'OPERATOR' | 'PARALLELISM';
    /** ARN of the log stream; the service does not make it. */
    readonly logStreamArn: string;
  };
  /** A snapshot at every stop and update. */
  readonly snapshotsEnabled: boolean;
  /** The service itself puts the version before back when an update does not run. */
  readonly systemRollback: boolean;
  /** ARN of the key that state is encrypted with; the service's own when absent. */
  readonly kmsKeyArn?: string;
  /** The VPC the job is put into; outside of one when absent. */
  readonly network?: {
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
  };
  readonly tags: Readonly<Record<string, string>>;
  /** Start it once it is there. */
  readonly start: boolean;
}

/** An application that an order made. @public */
export interface CreatedApplication {
  /** The portal's id of it. */
  readonly applicationId: string;
  /** As the runtime counts them. */
  readonly version: string;
  /** False when the same order had made it before. */
  readonly created: boolean;
}

/**
 * The part of a runtime that makes applications. Nothing here retries a call that may have taken effect. The same
 * order may be given again: it is fulfilled once.
 *
 * @public
 */
export interface FlinkCreation {
  /**
   * Finds out whether an order could be fulfilled, by reading alone.
   *
   * @returns what this order made before; undefined when nothing of that name is there
   * @throws FlinkActionError: `refused` where the portal may not create, `conflict` when the name is somebody else's
   */
  check(
    order: NewApplicationOrder,
    context: OperateContext,
  ): Promise<CreatedApplication | undefined>;
  /**
   * Makes the application and, when asked to, starts it. An application that could not be started is there, which
   * the error says; the same order again goes on from there. It never starts one that ran before.
   *
   * @throws FlinkActionError: `conflict` when the name is somebody else's; `unsure` when the call may have taken
   * effect
   */
  create(
    order: NewApplicationOrder,
    context: OperateContext,
  ): Promise<CreatedApplication>;
}
