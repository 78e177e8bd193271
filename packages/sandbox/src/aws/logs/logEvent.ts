import type { SimulatedLogLine } from '../../world';
import type { ManagedApplication } from '../applications/managedApplication';
import { AwsError } from '../wire/awsError';
import type { Caller } from '../wire/caller';
import type { ApplicationRegistry } from '../applications/registry';

/** The only stream of an application's log group. */
export const STREAM = 'kinesis-analytics-log-stream';

/** Log lines reach CloudWatch some seconds after they were written. */
const INGESTED_AFTER_MS = 4_000;

/** One event of a log stream. */
export interface LogEvent {
  readonly timestamp: number;
  readonly ingestionTime: number;
  readonly message: string;
  readonly eventId: string;
}

function eventOf(
  application: ManagedApplication,
  line: SimulatedLogLine,
  index: number,
): LogEvent {
  const versionId = application.versions(line.atMs).at(-1)?.versionId ?? 1;
  return {
    timestamp: line.atMs,
    ingestionTime: line.atMs + INGESTED_AFTER_MS,
    eventId:
      String(line.atMs).padStart(32, '0') + String(index).padStart(24, '0'),
    message: JSON.stringify({
      locationInformation: `${line.logger}.log(${line.logger
        .split('.')
        .at(-1)}.java)`,
      logger: line.logger,
      message: line.message,
      threadName: line.thread,
      applicationARN: application.arn,
      applicationVersionId: String(versionId),
      messageSchemaVersion: '1',
      messageType: line.level,
      ...(line.throwable
        ? { throwableInformation: line.throwable.split('\n') }
        : {}),
    }),
  };
}

/** What an application's stream holds in [fromMs, toMs), oldest first. */
export function eventsOf(
  application: ManagedApplication,
  fromMs: number,
  toMs: number,
  nowMs: number,
): LogEvent[] {
  const untilMs = Math.min(toMs, nowMs - INGESTED_AFTER_MS + 1);
  if (!application.job || untilMs <= fromMs) {
    return [];
  }
  return application.job
    .logs(fromMs, untilMs)
    .map((line, index) => eventOf(application, line, index));
}

/**
 * The application that writes to a log group, named or by ARN.
 *
 * @throws AwsError `ResourceNotFoundException`.
 */
export function writerTo(
  registry: ApplicationRegistry,
  caller: Caller,
  group: {
    readonly logGroupName?: string;
    readonly logGroupIdentifier?: string;
  },
): ManagedApplication {
  const name =
    group.logGroupName ??
    group.logGroupIdentifier
      ?.replace(/^arn:[^/]*:log-group:/, '')
      .replace(/:\*$/, '');
  const found = registry
    .visibleTo(caller)
    .find(application => logGroupOf(application) === name);
  if (!found) {
    throw new AwsError(
      'ResourceNotFoundException',
      'The specified log group does not exist.',
    );
  }
  return found;
}

/** The log group an application writes to, read from its logging option. */
export function logGroupOf({ facts }: ManagedApplication): string | undefined {
  return facts.logStreamArn?.match(/:log-group:(.+):log-stream:/)?.[1];
}
