const LONGEST_FIELD = 2048;

/** `status.error` as the operator writes it: a JSON text, fields cut at 2048 characters. */
export function reportedError(error: {
  type: string;
  message: string;
  reason?: string;
  cause?: { type: string; message: string };
}): string {
  const cut = (text: string) => text.slice(0, LONGEST_FIELD);
  return JSON.stringify({
    type: error.type,
    message: cut(error.message),
    additionalMetadata: error.reason ? { reason: error.reason } : {},
    throwableList: error.cause
      ? [
          {
            type: error.cause.type,
            message: cut(error.cause.message),
            additionalMetadata: {},
          },
        ]
      : [],
  });
}

const PACKAGE = 'org.apache.flink.kubernetes.operator.exception';

/** The JobManager's container keeps dying. */
export const CRASH_LOOP_MESSAGE =
  'back-off 5m0s restarting failed container=flink-main-container';

/** What a crash loop leaves in `status.error`. */
export function crashLoopError(): string {
  return reportedError({
    type: `${PACKAGE}.ReconciliationException`,
    message: CRASH_LOOP_MESSAGE,
    reason: 'CrashLoopBackOff',
    cause: {
      type: `${PACKAGE}.DeploymentFailedException`,
      message: CRASH_LOOP_MESSAGE,
    },
  });
}

/** What an upgrade that gets no savepoint leaves. */
export function savepointError(name: string): { text: string; json: string } {
  const text = `Savepoint failed for ${name}: java.util.concurrent.CompletionException: org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint expired before completing.`;
  return {
    text,
    json: reportedError({
      type: `${PACKAGE}.UpgradeFailureException`,
      message: text,
      reason: 'SavepointError',
      cause: {
        type: 'org.apache.flink.runtime.checkpoint.CheckpointException',
        message: 'Checkpoint expired before completing.',
      },
    }),
  };
}

/** What a job leaves that failed before it ever ran. */
export function startError(name: string): string {
  return reportedError({
    type: `${PACKAGE}.ReconciliationException`,
    message: `org.apache.flink.runtime.client.JobInitializationException: Could not start the JobMaster of ${name}.`,
    cause: {
      type: 'org.apache.flink.runtime.client.JobInitializationException',
      message: 'Could not start the JobMaster.',
    },
  });
}

/** What a spec the operator refuses leaves. */
export function validationError(message: string): string {
  return reportedError({
    type: `${PACKAGE}.ReconciliationException`,
    message: `Error while validating the resource: ${message}`,
    reason: 'ValidationError',
  });
}
