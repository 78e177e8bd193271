import type { ExceptionRecord } from './FaultRecord';

/*
 * What a failure brings about. Sources: Flink (CancelTaskException, CheckpointFailureReason, network stack);
 * AWS, first-fault isolation for Managed Flink: "Partial recovery" and addSplitsBack are noise of the Kinesis
 * source, which cannot recover a part of a job.
 */
const PARTIAL_RECOVERY = /Partial recovery/i;
const UNSUPPORTED = /UnsupportedOperationException$/;
const CANCELLATION_CLASS =
  /(?:CancelTaskException|CancellationException|InterruptedException|ClosedByInterruptException|InterruptedIOException|JobCancellationException|TaskNotRunningException)$/;
const CANCELLATION_TEXT =
  /\b(?:task (?:was|has been|is being) cancel|job (?:was|is being|has been) cancel|checkpoint coordinator is suspending|thread has been interrupted|interrupted while waiting)/i;
const CONNECTION =
  /HeartbeatTimeout|heartbeat of .{0,300} timed out|no longer reachable|(?:Remote|Local)TransportException|Partition(?:NotFound|Connection)Exception|ProducerFailedException|Lost connection to task manager|Connection unexpectedly closed by remote task manager/i;

/** Whether an exception is never a cause: the noise of recovering, and tasks that were told to end. */
export function isEcho({
  exceptionClass,
  message,
  stack = '',
}: ExceptionRecord): boolean {
  return (
    PARTIAL_RECOVERY.test(message) ||
    (UNSUPPORTED.test(exceptionClass) && stack.includes('addSplitsBack')) ||
    CANCELLATION_CLASS.test(exceptionClass) ||
    CANCELLATION_TEXT.test(message)
  );
}

/** Whether an exception only says that a TaskManager is gone; a cause, unless something says why. */
export function saysTaskManagerGone({
  exceptionClass,
  message,
}: ExceptionRecord): boolean {
  return CONNECTION.test(exceptionClass) || CONNECTION.test(message);
}
