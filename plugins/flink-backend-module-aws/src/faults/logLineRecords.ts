import {
  exceptionRecordOf,
  type FaultRecord,
} from '@flink-portal/backstage-plugin-flink-common';
import { z } from 'zod';

const SOURCE = 'CloudWatch Logs';

const text = z.string().optional().catch(undefined);
/** One event of the managed service's log. Source: AWS, "Monitoring with CloudWatch Logs". */
const lineSchema = z.object({
  message: text,
  threadName: text,
  applicationARN: text,
  /** An array of lines, or text. */
  throwableInformation: z.unknown().optional(),
});

/** What the lines that matter hold; CloudWatch finds each of these words without reading JSON. */
export const FILTER_PATTERN =
  '?"to RESTARTING" ?"to FAILING" ?"to FAILED" ?"from state CREATED to RUNNING" ?"Completed checkpoint" ?throwableInformation';

// Flink: JobStatusListener, CheckpointCoordinator, Execution and Task, 1.15 to 2.2.
const LEFT_RUNNING =
  /^Job .{1,1000} switched from state (?:RUNNING|RESTARTING|CREATED|INITIALIZING) to (RESTARTING|FAILING|FAILED)\b/;
const STARTED = /^Job .{1,1000} switched from state CREATED to RUNNING\b/;
const CHECKPOINT_COMPLETED = /^Completed checkpoint \d+ for job /;
const TASK = /^(.{1,300}? \(\d+\/\d+\))/;
const ON_TASK_MANAGER = / on (\S{1,200}) @ |^TaskManager (\S{1,200}) is /;
const CAUSE_IN_MESSAGE = /with failure cause: ?(\S[\s\S]*)$/;

/**
 * The records of one log event: none, one, or a departure with its exception.
 *
 * @param applicationArn - lines of another application in the same stream are left out
 */
export function logLineRecords(
  event: {
    readonly timestamp?: number | undefined;
    readonly message?: string | undefined;
  },
  applicationArn: string,
): FaultRecord[] {
  const { timestamp, message: raw } = event;
  if (timestamp === undefined || raw === undefined) {
    return [];
  }
  const line = parseLine(raw);
  if (line.applicationARN && line.applicationARN !== applicationArn) {
    return [];
  }
  const said = line.message ?? '';
  const at = new Date(timestamp).toISOString();
  if (CHECKPOINT_COMPLETED.test(said)) {
    return [{ kind: 'checkpointCompleted', at, source: SOURCE }];
  }
  if (STARTED.test(said)) {
    return [{ kind: 'jobStarted', at, source: SOURCE }];
  }
  const to = LEFT_RUNNING.exec(said)?.[1];
  const exception = exceptionRecordOf({
    atMs: timestamp,
    throwable:
      line.throwableInformation ?? CAUSE_IN_MESSAGE.exec(said)?.[1] ?? said,
    task: taskOf(said) ?? taskOf(line.threadName),
    taskManager: taskManagerOf(said),
    source: SOURCE,
  });
  return [
    ...(to ? [{ kind: 'leftRunning', at, to, source: SOURCE } as const] : []),
    ...(exception ? [exception] : []),
  ];
}

function parseLine(raw: string): z.infer<typeof lineSchema> {
  try {
    return lineSchema.parse(JSON.parse(raw));
  } catch {
    // What user code prints is no JSON; a stack trace in it still is one.
    return { message: raw };
  }
}

function taskOf(said: string | undefined): string | undefined {
  return said === undefined ? undefined : TASK.exec(said)?.[1];
}

function taskManagerOf(said: string): string | undefined {
  const found = ON_TASK_MANAGER.exec(said);
  return found?.[1] ?? found?.[2];
}
