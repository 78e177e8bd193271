import {
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { MetricPoint } from '@flink-portal/backstage-plugin-flink-common';
import type { CallContext, RegionAccess } from '../clients/RegionAccess';
import { NAMESPACE } from './discoverSeries';
import type { PlannedSeries } from './planMetrics';

/** Source: CloudWatch API reference, GetMetricData. */
export const MAX_QUERIES_PER_CALL = 500;

/** $0.01 per 1,000 metrics requested, not in the free tier. Source: CloudWatch pricing, "GMD-Metrics". */
export const USD_PER_METRIC = 0.01 / 1000;

// One page holds 100,800 values; nothing asked for here comes near this many pages.
const MAX_PAGES = 50;

/** A series of one application. */
export interface WantedSeries {
  readonly applicationName: string;
  readonly series: PlannedSeries;
  readonly periodSeconds: number;
}

/** Epoch ms, both aligned to the period; the end is exclusive. */
export interface FetchWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What CloudWatch said about one series. */
export interface FetchedSeries {
  readonly points: readonly MetricPoint[];
  /** `incomplete`: some values are missing and CloudWatch did not give them. */
  readonly outcome: 'complete' | 'incomplete' | 'failed' | 'forbidden';
}

export interface FetchResult {
  /** In the order asked for. */
  readonly series: readonly FetchedSeries[];
  /** CloudWatch's own messages. */
  readonly messages: readonly string[];
}

interface Gathered {
  readonly byTime: Map<number, number>;
  status: string | undefined;
}

/**
 * Reads series in calls of at most 500, follows pages, and asks once more for what failed inside
 * CloudWatch.
 *
 * @throws what the SDK throws when a call fails as a whole
 */
export async function fetchSeries(
  access: RegionAccess,
  context: CallContext,
  wanted: readonly WantedSeries[],
  window: FetchWindow,
): Promise<FetchResult> {
  const gathered: Gathered[] = wanted.map(() => ({
    byTime: new Map<number, number>(),
    status: undefined,
  }));
  const messages = new Set<string>();
  const round = (indexes: readonly number[]) =>
    Promise.all(
      chunksOf(indexes, MAX_QUERIES_PER_CALL).map(chunk =>
        fetchChunk(access, context, wanted, chunk, window, gathered, messages),
      ),
    );

  await round(wanted.map((_, index) => index));
  const failed = gathered.flatMap(({ status }, index) =>
    status === 'InternalError' ? [index] : [],
  );
  if (failed.length > 0) {
    await round(failed);
  }
  return {
    series: gathered.map(({ byTime, status }) => ({
      points: [...byTime.entries()].sort(([a], [b]) => a - b),
      outcome: outcomeOf(status),
    })),
    messages: [...messages],
  };
}

async function fetchChunk(
  access: RegionAccess,
  context: CallContext,
  wanted: readonly WantedSeries[],
  chunk: readonly number[],
  window: FetchWindow,
  gathered: readonly Gathered[],
  messages: Set<string>,
): Promise<void> {
  const queries = chunk.map(index => toQuery(wanted[index], index));
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const command = new GetMetricDataCommand({
      MetricDataQueries: queries,
      StartTime: new Date(window.fromMs),
      EndTime: new Date(window.toMs),
      ScanBy: 'TimestampAscending',
      NextToken: nextToken,
    });
    const answer = await access.call(
      'cloudwatch:GetMetricData',
      context,
      options => access.cloudWatch.send(command, options),
      // Whether further pages are billed is not documented; the estimate must not be too low.
      queries.length * USD_PER_METRIC,
    );
    for (const result of answer.MetricDataResults ?? []) {
      gather(result, gathered, messages);
    }
    for (const { Code, Value } of answer.Messages ?? []) {
      messages.add([Code, Value].filter(Boolean).join(': '));
    }
    nextToken = answer.NextToken;
    if (!nextToken) {
      return;
    }
  }
}

function gather(
  result: MetricDataResult,
  gathered: readonly Gathered[],
  messages: Set<string>,
): void {
  const target = gathered[Number(result.Id?.slice(1))];
  if (!target) {
    return;
  }
  const values = result.Values ?? [];
  (result.Timestamps ?? []).forEach((at, index) => {
    if (index < values.length) {
      target.byTime.set(Math.floor(at.getTime() / 1000), values[index]);
    }
  });
  target.status = result.StatusCode;
  for (const { Code, Value } of result.Messages ?? []) {
    messages.add([Code, Value].filter(Boolean).join(': '));
  }
}

function toQuery(
  { applicationName, series, periodSeconds }: WantedSeries,
  index: number,
): MetricDataQuery {
  return {
    Id: `m${index}`,
    MetricStat: {
      Metric: {
        Namespace: NAMESPACE,
        MetricName: series.query.metricName,
        Dimensions: [
          { Name: 'Application', Value: applicationName },
          ...Object.entries(series.values).map(([Name, Value]) => ({
            Name,
            Value,
          })),
        ],
      },
      Period: periodSeconds,
      Stat: series.query.statistic,
      // No Unit: a wrong one yields nothing, without an error.
    },
  };
}

/** A series that never appeared in an answer was not read: that is not "no data". */
function outcomeOf(status: string | undefined): FetchedSeries['outcome'] {
  switch (status) {
    case 'Complete':
      return 'complete';
    case 'PartialData':
      return 'incomplete';
    case 'Forbidden':
      return 'forbidden';
    default:
      return 'failed';
  }
}

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    chunks.push(items.slice(start, start + size));
  }
  return chunks;
}
