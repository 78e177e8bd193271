import {
  type MetricName,
  type MetricSeries,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkSourceError,
  type MetricsAnswer,
  type MetricsQuery,
} from '@flink-portal/backstage-plugin-flink-node';
import type { MonthlyBudget } from '../budget/MonthlyBudget';
import { callFailure } from '../clients/callFailure';
import type { RegionAccess } from '../clients/RegionAccess';
import { assembleSeries } from './assembleSeries';
import type { Discovery } from './Discovery';
import { fetchSeries, type FetchedSeries } from './fetchSeries';
import type { MetricsSubject } from './MetricsSubject';
import {
  planMetrics,
  seriesKey,
  seriesOfPlan,
  type PlannedMetric,
} from './planMetrics';
import { renewDiscovery } from './renewDiscovery';
import { rangeFor, type MetricsRange } from './retention';

// A chart with more lines than this tells nobody anything, and each line costs.
const MAX_PARTS = 12;

/** An application whose metrics somebody asked for. */
export interface RangeSubject extends MetricsSubject {
  readonly id: string;
  readonly name: string;
  readonly versionId: number;
  /** Epoch ms; undefined when it runs longer than anyone remembers, or not at all. */
  readonly runningSinceMs?: number;
  /** What discovery said last time, if this process knows. */
  readonly discovery?: Discovery;
}

/** What reading a range needs. */
export interface ReadRangeInput {
  readonly access: RegionAccess;
  readonly budget: MonthlyBudget;
  readonly nowMs: number;
  readonly keepDiscovery: (discovery: Discovery) => void;
}

/**
 * Reads a range of metrics for somebody who looks at it.
 *
 * @throws FlinkSourceError when nothing could be read, or the budget is used up
 */
export async function readRange(
  { access, budget, nowMs, keepDiscovery }: ReadRangeInput,
  subject: RangeSubject,
  query: MetricsQuery,
): Promise<MetricsAnswer> {
  const calls: Record<string, number> = {};
  let usd = 0;
  const context = {
    signal: query.signal,
    count(operation: string, price = 0) {
      calls[operation] = (calls[operation] ?? 0) + 1;
      usd += price;
    },
  };
  const { discovery, discoveryFailure } = await renewDiscovery(
    access,
    context,
    // A stopped application emitted all it has; only one that just started may lack some still.
    { ...subject, running: true },
    nowMs,
  );
  if (discovery) {
    keepDiscovery(discovery);
  }
  const plan = planMetrics({
    metrics: query.metrics,
    line: subject.line,
    discovery,
    streamNames: [],
    maxParts: MAX_PARTS,
  });
  const wantedMetrics = seriesOfPlan(plan).length;
  if (!budget.allows(wantedMetrics, nowMs)) {
    throw new FlinkSourceError('budget', budget.sentence(nowMs));
  }
  budget.spendOnDemand(
    access.region.sourceId,
    subject.id,
    wantedMetrics,
    nowMs,
  );

  const messages = [
    ...missingMessages(query.metrics, plan, subject),
    ...(discoveryFailure ? [discoveryFailure.message] : []),
  ];
  const series: MetricSeries[] = [];
  for (const [range, planned] of byPeriod(plan, query, nowMs)) {
    if (range.message) {
      messages.push(range.message);
    }
    const fetched = await fetchPlan(access, context, subject, planned, range);
    messages.push(...fetched.messages);
    series.push(...fetched.series);
  }
  return { series, messages: [...new Set(messages)], calls, usd };
}

/** Metrics grouped by the period they can be read at: KPUs come once an hour. */
function byPeriod(
  plan: readonly PlannedMetric[],
  query: MetricsQuery,
  nowMs: number,
): Array<readonly [MetricsRange, PlannedMetric[]]> {
  const groups = new Map<number, PlannedMetric[]>();
  for (const planned of plan) {
    const { periodSeconds } = planned.feed;
    groups.set(periodSeconds, [...(groups.get(periodSeconds) ?? []), planned]);
  }
  return [...groups].map(([periodSeconds, planned]) => [
    rangeFor(query, periodSeconds, nowMs),
    planned,
  ]);
}

async function fetchPlan(
  access: RegionAccess,
  context: Parameters<typeof fetchSeries>[1],
  subject: RangeSubject,
  plan: readonly PlannedMetric[],
  range: MetricsRange,
): Promise<{ series: MetricSeries[]; messages: string[] }> {
  const wanted = seriesOfPlan(plan);
  const { fetched, messages } = await fetchOrExplain(
    access,
    context,
    wanted.map(series => ({
      applicationName: subject.name,
      series,
      periodSeconds: range.periodSeconds,
    })),
    range,
  );
  const lacking = wanted.filter(
    (_, index) => fetched[index].outcome !== 'complete',
  );
  if (lacking.length > 0) {
    messages.push(
      `CloudWatch did not give all values of ${[
        ...new Set(lacking.map(({ query }) => query.metricName)),
      ].join(', ')}; the chart has gaps.`,
    );
  }
  const points = new Map(
    wanted.map((one, index) => [seriesKey(one), fetched[index].points]),
  );
  return {
    messages,
    series: assembleSeries(
      plan,
      () => range.periodSeconds,
      one => points.get(seriesKey(one)) ?? [],
    ),
  };
}

async function fetchOrExplain(
  access: RegionAccess,
  context: Parameters<typeof fetchSeries>[1],
  wanted: Parameters<typeof fetchSeries>[2],
  range: MetricsRange,
): Promise<{ fetched: readonly FetchedSeries[]; messages: string[] }> {
  try {
    const { series, messages } = await fetchSeries(
      access,
      context,
      wanted,
      range,
    );
    if (series.some(({ outcome }) => outcome === 'forbidden')) {
      throw Object.assign(new Error('Forbidden'), { name: 'AccessDenied' });
    }
    return { fetched: series, messages: [...messages] };
  } catch (error) {
    context.signal.throwIfAborted();
    const { reason, message } = callFailure(error, {
      doing: 'read CloudWatch metrics',
      action: 'cloudwatch:GetMetricData',
      region: access.region,
    });
    throw new FlinkSourceError(reason, message, error);
  }
}

function missingMessages(
  metrics: readonly MetricName[],
  plan: readonly PlannedMetric[],
  subject: RangeSubject,
): string[] {
  const planned = new Set(plan.map(({ metric }) => metric));
  const missing = metrics.filter(metric => !planned.has(metric));
  return missing.length > 0
    ? [`CloudWatch has no ${missing.join(', ')} for ${subject.name}.`]
    : [];
}
