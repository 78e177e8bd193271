import {
  FilterLogEventsCommand,
  type FilteredLogEvent,
} from '@aws-sdk/client-cloudwatch-logs';
import type { CallContext, RegionAccess } from '../clients/RegionAccess';
import type { LogDestination } from './logDestination';

/** What is read at the most, however much a log holds. */
const MOST_CALLS = 20;
const LONGEST_MS = 8_000;
const PAGE = 1_000;
/** Newest first is offered from here on. Source: AWS, FilterLogEvents. */
const NEWEST_FIRST_SINCE_MS = Date.UTC(2024, 0, 1);

/** Events of a log, newest first. */
export interface LogEvents {
  readonly events: readonly FilteredLogEvent[];
  /** Epoch ms: older ones were not read although they were asked for. */
  readonly completeFromMs?: number;
}

/**
 * Reads the newest events of a range that match a pattern, until the range, the limit, twenty calls or eight
 * seconds are used up. FilterLogEvents is free; it may answer with empty pages that go on.
 *
 * @throws what the SDK throws; the signal's reason when it was aborted
 */
export async function readLogEvents(
  access: RegionAccess,
  context: CallContext,
  { logGroupName, logStreamName }: LogDestination,
  query: {
    readonly filterPattern: string;
    readonly fromMs: number;
    readonly toMs: number;
    readonly limit: number;
    readonly now: () => number;
  },
): Promise<LogEvents> {
  const stopAtMs = query.now() + LONGEST_MS;
  const events: FilteredLogEvent[] = [];
  let nextToken: string | undefined;
  let calls = 0;
  do {
    const command = new FilterLogEventsCommand({
      logGroupName,
      logStreamNames: [logStreamName],
      filterPattern: query.filterPattern,
      startTime: Math.max(query.fromMs, NEWEST_FIRST_SINCE_MS),
      // The service counts the end in, the question does not.
      endTime: query.toMs - 1,
      startFromHead: false,
      limit: PAGE,
      nextToken,
    });
    const page = await access.call('logs:FilterLogEvents', context, options =>
      access.logs.send(command, options),
    );
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
    calls += 1;
  } while (
    nextToken !== undefined &&
    events.length < query.limit &&
    calls < MOST_CALLS &&
    query.now() < stopAtMs
  );
  const kept = events.slice(0, query.limit);
  const oldest = kept[kept.length - 1]?.timestamp;
  const complete = nextToken === undefined && kept.length === events.length;
  return complete
    ? { events: kept }
    : {
        events: kept,
        // What lies behind the oldest event that was read, at its very moment included, is not known.
        completeFromMs: oldest === undefined ? query.toMs : oldest + 1,
      };
}
