import type {
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../wire/awsError';
import { offsetOf, tokenOf } from '../wire/page';
import { epochSeconds, type Wire } from '../wire/wire';
import { metricKey, NAMESPACE, type PublishedMetric } from './publishedMetric';
import { matchesSearch, parseSearch } from './search';
import { seriesOf, type Series } from './series';

type Request = Wire<GetMetricDataCommandInput>;
type Answer = Wire<GetMetricDataCommandOutput>;
type Query = Wire<MetricDataQuery>;

const MAX_QUERIES = 500;
const MAX_SERIES = 500;
const MAX_DATAPOINTS = 100_800;
const ID = /^[a-z][A-Za-z0-9_]*$/;

interface Labelled extends Series {
  readonly id: string;
  readonly label: string;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

function checkQueries(request: Request): void {
  const queries = request.MetricDataQueries ?? [];
  if (queries.length === 0) {
    throw invalid('The parameter MetricDataQueries is required.');
  }
  if (queries.length > MAX_QUERIES) {
    throw invalid(
      `The collection MetricDataQueries must not have a size greater than ${MAX_QUERIES}.`,
    );
  }
  if (request.StartTime! >= request.EndTime!) {
    throw invalid(
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  }
  const seen = new Set<string>();
  for (const { Id, MetricStat, Expression } of queries) {
    if (!ID.test(Id!)) {
      throw invalid(
        `The value ${Id} for parameter MetricDataQueries.member.Id is not matching the expected pattern ${ID.source}.`,
      );
    }
    if (seen.has(Id!)) {
      throw invalid(
        `The values for parameter MetricDataQueries.member.Id must be unique: ${Id}.`,
      );
    }
    seen.add(Id!);
    if ((MetricStat === undefined) === (Expression === undefined)) {
      throw invalid(
        `Exactly one of MetricStat and Expression must be given for MetricDataQueries.member ${Id}.`,
      );
    }
  }
}

function checkPeriod(periodSeconds: number): number {
  if (periodSeconds <= 0 || periodSeconds % 60 !== 0) {
    throw invalid(
      `Period must be a multiple of 60 for metrics of standard resolution, not ${periodSeconds}.`,
    );
  }
  return periodSeconds;
}

/** Answers GetMetricData from the metrics a caller's applications publish. */
export function getMetricData(
  request: Request,
  published: readonly PublishedMetric[],
  nowMs: number,
): Answer {
  checkQueries(request);
  const index = new Map(
    published.map(metric => [
      metricKey(metric.name, metric.dimensions),
      metric,
    ]),
  );
  const startMs = request.StartTime! * 1000;
  const endMs = request.EndTime! * 1000;
  const answers = (request.MetricDataQueries ?? [])
    .filter(query => query.ReturnData !== false)
    .flatMap(query =>
      query.Expression === undefined
        ? [statSeries(query, index, startMs, endMs, nowMs)]
        : searchSeries(query, published, startMs, endMs, nowMs),
    );
  if (request.ScanBy !== 'TimestampAscending') {
    answers.forEach(({ timesMs, values }) => {
      timesMs.reverse();
      values.reverse();
    });
  }
  return pageOfSeries(answers, request);
}

function statSeries(
  query: Query,
  index: ReadonlyMap<string, PublishedMetric>,
  startMs: number,
  endMs: number,
  nowMs: number,
): Labelled {
  const { Metric, Period, Stat } = query.MetricStat!;
  const dimensions = Object.fromEntries(
    (Metric?.Dimensions ?? []).map(one => [one.Name!, one.Value!]),
  );
  const name = Metric?.MetricName ?? '';
  const metric =
    Metric?.Namespace === NAMESPACE
      ? index.get(metricKey(name, dimensions))
      : undefined;
  const period = checkPeriod(Period!);
  const series = metric
    ? seriesOf(metric, Stat!, period, startMs, endMs, nowMs)
    : { timesMs: [], values: [] };
  return { id: query.Id!, label: query.Label ?? name, ...series };
}

function searchSeries(
  query: Query,
  published: readonly PublishedMetric[],
  startMs: number,
  endMs: number,
  nowMs: number,
): Labelled[] {
  const search = parseSearch(query.Expression!, query.Period);
  const period = checkPeriod(search.periodSeconds);
  return published
    .filter(metric => matchesSearch(search, metric))
    .slice(0, MAX_SERIES)
    .map(metric => ({
      id: query.Id!,
      // With one name for all, the label is what tells them apart: the dimensions' values.
      label: Object.values(metric.dimensions).join(' '),
      ...seriesOf(metric, search.statistic, period, startMs, endMs, nowMs),
    }))
    .filter(series => series.values.length > 0);
}

/** Cuts the answer after MaxDatapoints; a result that goes on is PartialData. */
function pageOfSeries(answers: readonly Labelled[], request: Request): Answer {
  const limit = Math.min(
    request.MaxDatapoints ?? MAX_DATAPOINTS,
    MAX_DATAPOINTS,
  );
  const from =
    request.NextToken === undefined
      ? 0
      : offsetOf(request.NextToken, 'InvalidNextToken');
  const until = from + limit;
  const results: Wire<MetricDataResult>[] = [];
  let position = 0;
  for (const { id, label, timesMs, values } of answers) {
    const begin = position;
    position += values.length;
    const first = Math.max(0, from - begin);
    const last = Math.min(values.length, until - begin);
    const emptyOnFirstPage = values.length === 0 && from === 0;
    if (last > first || emptyOnFirstPage) {
      results.push({
        Id: id,
        Label: label,
        Timestamps: timesMs.slice(first, last).map(epochSeconds),
        Values: values.slice(first, last),
        StatusCode: last < values.length ? 'PartialData' : 'Complete',
      });
    }
  }
  return {
    MetricDataResults: results,
    Messages: [],
    NextToken: position > until ? tokenOf(until) : undefined,
  };
}
