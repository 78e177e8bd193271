/** One way a job can break: what Flink reports as the root cause. */
export interface Failure {
  readonly exceptionName: string;
  readonly message: string;
  /** The stack below the first line, causes included; four spaces before `at`. */
  readonly stack: string;
  /** Index into the job's vertices; -1 counts from the end. Undefined: a failure of no single task. */
  readonly vertex?: number;
  /** The TaskManager process itself went away. */
  readonly taskManagerLost?: boolean;
}

/** The text Flink logs and serves as `stacktrace`. */
export function stackTraceOf(failure: Failure): string {
  return `${failure.exceptionName}: ${failure.message}\n${failure.stack}`;
}
