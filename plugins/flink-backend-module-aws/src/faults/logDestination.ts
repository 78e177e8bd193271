import type { ApplicationDetail } from '@aws-sdk/client-kinesis-analytics-v2';
import type { ScannedRegion } from '../config/ManagedConfig';

/** The log an application writes to. */
export interface LogDestination {
  readonly logGroupName: string;
  readonly logStreamName: string;
}

/** Where an application writes, or why nothing can be read there. */
export type LogDestinationAnswer =
  | { readonly status: 'found'; readonly destination: LogDestination }
  | {
      readonly status: 'unreadable' | 'notApplicable';
      /** A sentence for a person. */
      readonly message: string;
    };

const LOG_STREAM_ARN =
  /^arn:[\w-]+:logs:([\w-]+):(\d{12}):log-group:([\w./#-]+):log-stream:([^:*]+)$/;

/**
 * The log group and stream of an application's own description. A group of another account or region is not
 * read: the role and the bill would be somebody else's.
 */
export function logDestinationOf(
  detail: ApplicationDetail,
  { accountId, region }: ScannedRegion,
): LogDestinationAnswer {
  const [option] = detail.CloudWatchLoggingOptionDescriptions ?? [];
  if (!option?.LogStreamARN) {
    return {
      status: 'notApplicable',
      message:
        'The application writes no log: it has no CloudWatch logging option. Add one with a log group and stream that exist, and let its role write there.',
    };
  }
  const found = LOG_STREAM_ARN.exec(option.LogStreamARN);
  if (!found) {
    return {
      status: 'unreadable',
      message: `The application's logging option names no log stream: ${option.LogStreamARN}.`,
    };
  }
  const [, logRegion, logAccount, logGroupName, logStreamName] = found;
  if (logRegion !== region || logAccount !== accountId) {
    return {
      status: 'unreadable',
      message: `The application writes to a log of account ${logAccount} (${logRegion}), which is not read for an application of account ${accountId} (${region}).`,
    };
  }
  return { status: 'found', destination: { logGroupName, logStreamName } };
}
