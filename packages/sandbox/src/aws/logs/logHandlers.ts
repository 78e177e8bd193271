import type {
  DescribeLogGroupsCommandInput,
  DescribeLogGroupsCommandOutput,
  DescribeLogStreamsCommandInput,
  DescribeLogStreamsCommandOutput,
  FilterLogEventsCommandInput,
  FilterLogEventsCommandOutput,
  GetLogEventsCommandInput,
  GetLogEventsCommandOutput,
  GetQueryResultsCommandInput,
  GetQueryResultsCommandOutput,
  StartQueryCommandInput,
  StartQueryCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { ApplicationRegistry } from '../applications/registry';
import { hexOf } from '../../world/noise';
import { AwsError } from '../wire/awsError';
import { handler, type Handlers } from '../wire/handler';
import { pageOf } from '../wire/page';
import type { Wire } from '../wire/wire';
import { filterOf } from './filterPattern';
import { parseInsights, runInsights, type Row } from './insightsQuery';
import { eventsOf, logGroupOf, STREAM, writerTo } from './logEvent';

const DAY_MS = 86_400_000;
const EVENTS_PER_PAGE = 10_000;
const GROUPS_PER_PAGE = 50;
const QUERY_TAKES_MS = 600;
const INVALID_TOKEN = 'InvalidParameterException';

interface RunningQuery {
  readonly rows: Row[];
  readonly scanned: number;
  readonly doneAtMs: number;
}

/** CloudWatch Logs' part: what the caller's applications wrote. */
export function logHandlers(registry: ApplicationRegistry): Handlers {
  const queries = new Map<string, RunningQuery>();
  return {
    DescribeLogGroups: handler<
      Wire<DescribeLogGroupsCommandInput>,
      Wire<DescribeLogGroupsCommandOutput>
    >((request, caller) => {
      const groups = registry.visibleTo(caller).flatMap(application => {
        const logGroupName = logGroupOf(application);
        return logGroupName?.startsWith(request.logGroupNamePrefix ?? '')
          ? [
              {
                logGroupName,
                arn: `arn:aws:logs:${caller.region}:${caller.account}:log-group:${logGroupName}:*`,
                creationTime: application.facts.createdAtMs,
                storedBytes: 0,
              },
            ]
          : [];
      });
      const page = pageOf(
        groups,
        request.limit ?? GROUPS_PER_PAGE,
        request.nextToken,
        INVALID_TOKEN,
      );
      return { logGroups: page.items, nextToken: page.nextToken };
    }),

    DescribeLogStreams: handler<
      Wire<DescribeLogStreamsCommandInput>,
      Wire<DescribeLogStreamsCommandOutput>
    >((request, caller) => {
      const now = registry.nowMs;
      const application = writerTo(registry, caller, request);
      const newest = eventsOf(application, now - DAY_MS, now, now).at(-1);
      if (!STREAM.startsWith(request.logStreamNamePrefix ?? '')) {
        return { logStreams: [] };
      }
      return {
        logStreams: [
          {
            logStreamName: STREAM,
            creationTime: application.facts.createdAtMs,
            firstEventTimestamp: application.facts.createdAtMs,
            lastEventTimestamp: newest?.timestamp,
            lastIngestionTime: newest?.ingestionTime,
            arn: application.facts.logStreamArn,
            storedBytes: 0,
          },
        ],
      };
    }),

    FilterLogEvents: handler<
      Wire<FilterLogEventsCommandInput>,
      Wire<FilterLogEventsCommandOutput>
    >((request, caller) => {
      const now = registry.nowMs;
      const application = writerTo(registry, caller, request);
      const keep = filterOf(request.filterPattern);
      const named = request.logStreamNames ?? [STREAM];
      const events = named.includes(STREAM)
        ? eventsOf(
            application,
            request.startTime ?? now - DAY_MS,
            (request.endTime ?? now) + 1,
            now,
          ).filter(event => keep(event.message))
        : [];
      if (request.startFromHead === false) {
        events.reverse();
      }
      const page = pageOf(
        events,
        request.limit ?? EVENTS_PER_PAGE,
        request.nextToken,
        INVALID_TOKEN,
      );
      return {
        events: page.items.map(event => ({ logStreamName: STREAM, ...event })),
        searchedLogStreams: [],
        nextToken: page.nextToken,
      };
    }),

    GetLogEvents: handler<
      Wire<GetLogEventsCommandInput>,
      Wire<GetLogEventsCommandOutput>
    >((request, caller) => {
      const now = registry.nowMs;
      const application = writerTo(registry, caller, request);
      if (request.logStreamName !== STREAM) {
        throw new AwsError(
          'ResourceNotFoundException',
          'The specified log stream does not exist.',
        );
      }
      const events = eventsOf(
        application,
        request.startTime ?? now - DAY_MS,
        request.endTime ?? now,
        now,
      );
      return windowOf(events, request);
    }),

    StartQuery: handler<
      Wire<StartQueryCommandInput>,
      Wire<StartQueryCommandOutput>
    >((request, caller) => {
      const now = registry.nowMs;
      const query = parseInsights(request.queryString!);
      const groups = [
        ...(request.logGroupNames ?? []),
        ...(request.logGroupIdentifiers ?? []),
        ...(request.logGroupName ? [request.logGroupName] : []),
      ];
      const events = groups
        .map(group => writerTo(registry, caller, { logGroupIdentifier: group }))
        .flatMap(application =>
          // Insights takes epoch seconds, unlike the other calls of this service.
          eventsOf(
            application,
            request.startTime! * 1000,
            request.endTime! * 1000 + 1000,
            now,
          ),
        )
        .sort((left, right) => left.timestamp - right.timestamp);
      const hex = hexOf(`${request.queryString}/${now}/${queries.size}`, 32);
      const queryId = hex.replace(
        /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
        '$1-$2-$3-$4-$5',
      );
      queries.set(queryId, {
        rows: runInsights(
          request.limit ? { ...query, limit: request.limit } : query,
          events,
        ),
        scanned: events.length,
        doneAtMs: Date.now() + QUERY_TAKES_MS,
      });
      return { queryId };
    }),

    GetQueryResults: handler<
      Wire<GetQueryResultsCommandInput>,
      Wire<GetQueryResultsCommandOutput>
    >(({ queryId }) => {
      const query = queries.get(queryId!);
      if (!query) {
        throw new AwsError(
          'ResourceNotFoundException',
          'The specified query does not exist.',
        );
      }
      const done = Date.now() >= query.doneAtMs;
      return {
        status: done ? 'Complete' : 'Running',
        results: done ? query.rows.map(row => [...row]) : [],
        statistics: {
          recordsMatched: done ? query.rows.length : 0,
          recordsScanned: query.scanned,
          bytesScanned: query.scanned * 600,
        },
      };
    }),
  };
}

const LOG_PAGE = 1000;

/** GetLogEvents walks both ways: `f/…` tokens go on, `b/…` tokens go back; the same token: the end. */
function windowOf(
  events: readonly {
    timestamp: number;
    ingestionTime: number;
    message: string;
  }[],
  request: Wire<GetLogEventsCommandInput>,
): Wire<GetLogEventsCommandOutput> {
  const limit = request.limit ?? LOG_PAGE;
  const token = /^([fb])\/(\d+)$/.exec(request.nextToken ?? '');
  if (request.nextToken !== undefined && !token) {
    throw new AwsError(INVALID_TOKEN, 'The specified nextToken is invalid.');
  }
  let from = request.startFromHead ? 0 : Math.max(0, events.length - limit);
  let until = Math.min(events.length, from + limit);
  if (token?.[1] === 'f') {
    from = Math.min(events.length, Number(token[2]));
    until = Math.min(events.length, from + limit);
  } else if (token) {
    until = Math.min(events.length, Number(token[2]));
    from = Math.max(0, until - limit);
  }
  return {
    events: events
      .slice(from, until)
      .map(({ timestamp, ingestionTime, message }) => ({
        timestamp,
        ingestionTime,
        message,
      })),
    nextForwardToken: `f/${until}`,
    nextBackwardToken: `b/${from}`,
  };
}
