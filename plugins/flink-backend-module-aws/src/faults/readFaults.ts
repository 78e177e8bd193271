import {
  DescribeApplicationCommand,
  type ApplicationDetail,
} from '@aws-sdk/client-kinesis-analytics-v2';
import {
  formatTime,
  type FaultLook,
  type FaultRecord,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkSourceError,
  type FaultsAnswer,
  type FaultsQuery,
} from '@flink-portal/backstage-plugin-flink-node';
import { callFailure, isNotFound } from '../clients/callFailure';
import type { CallContext, RegionAccess } from '../clients/RegionAccess';
import { logDestinationOf, type LogDestination } from './logDestination';
import { FILTER_PATTERN, logLineRecords } from './logLineRecords';
import { readLogEvents } from './readLogEvents';

const SOURCE = 'CloudWatch Logs';

/** An application whose faults somebody asked for. */
export interface FaultsSubject {
  readonly name: string;
  readonly arn: string;
}

/** What was read in the log, before calls are added. */
interface LogReading {
  readonly records: readonly FaultRecord[];
  readonly look: FaultLook;
  readonly completeFromMs?: number;
}

/**
 * Reads what an application's log holds of its faults. Which log that is comes from the application's own
 * description, asked for now: it is free, and another replica may have read the last one.
 *
 * @throws FlinkSourceError when the application could not be described
 */
export async function readFaults(
  access: RegionAccess,
  subject: FaultsSubject,
  query: FaultsQuery,
  now: () => number,
): Promise<FaultsAnswer> {
  const calls: Record<string, number> = {};
  const context: CallContext = {
    signal: query.signal,
    count(operation) {
      calls[operation] = (calls[operation] ?? 0) + 1;
    },
  };
  const detail = await describe(access, context, subject);
  const found = logDestinationOf(detail, access.region);
  const { records, look, completeFromMs }: LogReading =
    found.status === 'found'
      ? await readLog(access, context, subject, found.destination, query, now)
      : {
          records: [],
          look: {
            source: SOURCE,
            status: found.status,
            message: found.message,
          },
        };
  return {
    records,
    lookedIn: [look],
    ...(completeFromMs === undefined ? {} : { completeFromMs }),
    calls,
    usd: 0,
  };
}

async function describe(
  access: RegionAccess,
  context: CallContext,
  { name }: FaultsSubject,
): Promise<ApplicationDetail> {
  const action = 'kinesisanalytics:DescribeApplication';
  const command = new DescribeApplicationCommand({ ApplicationName: name });
  try {
    const answer = await access.call(action, context, options =>
      access.analytics.send(command, options),
    );
    if (!answer.ApplicationDetail) {
      throw new TypeError('the answer holds no ApplicationDetail');
    }
    return answer.ApplicationDetail;
  } catch (error) {
    context.signal.throwIfAborted();
    const { reason, message } = callFailure(error, {
      doing: `describe application ${name}`,
      action,
      region: access.region,
      consequence: 'So it is not known which log it writes to.',
    });
    throw new FlinkSourceError(reason, message, error);
  }
}

async function readLog(
  access: RegionAccess,
  context: CallContext,
  subject: FaultsSubject,
  destination: LogDestination,
  { fromMs, toMs, limit }: FaultsQuery,
  now: () => number,
): Promise<LogReading> {
  try {
    const { events, completeFromMs } = await readLogEvents(
      access,
      context,
      destination,
      { filterPattern: FILTER_PATTERN, fromMs, toMs, limit, now },
    );
    return {
      records: events
        .flatMap(event => logLineRecords(event, subject.arn))
        .sort((a, b) => a.at.localeCompare(b.at)),
      look: {
        source: SOURCE,
        status: 'read',
        ...(completeFromMs === undefined
          ? {}
          : {
              message: `The log holds more than is read at once: what is older than ${formatTime(
                completeFromMs,
              )} was not read.`,
            }),
      },
      completeFromMs,
    };
  } catch (error) {
    context.signal.throwIfAborted();
    return {
      records: [],
      look: {
        source: SOURCE,
        status: 'unreadable',
        message: unreadableLog(error, access, subject, destination),
      },
    };
  }
}

function unreadableLog(
  error: unknown,
  access: RegionAccess,
  { name }: FaultsSubject,
  { logGroupName, logStreamName }: LogDestination,
): string {
  if (isNotFound(error)) {
    return `The log that ${name} writes to does not exist: log group ${logGroupName}, stream ${logStreamName}. The managed service creates neither; what it writes is lost until they are there.`;
  }
  return callFailure(error, {
    doing: `read the log ${logGroupName} of application ${name}`,
    action: 'logs:FilterLogEvents',
    region: access.region,
  }).message;
}
