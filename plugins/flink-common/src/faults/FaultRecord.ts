/** Where records of a job's faults come from, as people call it. @public */
export type FaultSourceName =
  | 'CloudWatch Logs'
  | 'Flink REST'
  | 'Kubernetes events';

/**
 * One thing that was written about a job's faults: an exception, or what lets one tell the first of a series
 * from its noise. Texts are redacted before they become a record.
 *
 * @public
 */
export type FaultRecord =
  | ExceptionRecord
  | {
      /** The job left RUNNING by itself. */
      readonly kind: 'leftRunning';
      /** ISO 8601. */
      readonly at: string;
      /** Flink's own word: `RESTARTING`, `FAILING`, `FAILED`. */
      readonly to: string;
      /** The job by its name, where several share the application. */
      readonly job?: string;
      readonly source: FaultSourceName;
    }
  | {
      /** A run of the job began: a deployment, or a JobManager that took it up. Restarts after failures are none. */
      readonly kind: 'jobStarted';
      /** ISO 8601. */
      readonly at: string;
      /** The job by its name, where several share the application. */
      readonly job?: string;
      readonly source: FaultSourceName;
    }
  | {
      readonly kind: 'checkpointCompleted';
      /** ISO 8601. */
      readonly at: string;
      /** The job by its name, where several share the application. */
      readonly job?: string;
      readonly source: FaultSourceName;
    };

/** An exception with where it was thrown. @public */
export interface ExceptionRecord {
  readonly kind: 'exception';
  /** ISO 8601. */
  readonly at: string;
  /** `java.lang.NullPointerException`: the innermost cause that is named. */
  readonly exceptionClass: string;
  /** What the innermost cause says, redacted. */
  readonly message: string;
  /** The whole text with its causes, redacted, bounded in length. */
  readonly stack?: string;
  /** Operator or task by its name, with its subtask where that is known: `enrich (3/8)`. */
  readonly task?: string;
  readonly taskManager?: string;
  /** The job by its name, where several share the application. */
  readonly job?: string;
  readonly source: FaultSourceName;
}

/** How looking in one place went. Looked at and empty is not the same as could not look. @public */
export interface FaultLook {
  readonly source: FaultSourceName;
  readonly status: 'read' | 'unreadable' | 'notApplicable';
  /** A sentence for a person, where something is missing. */
  readonly message?: string;
}
