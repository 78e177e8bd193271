import {
  healthMetrics,
  read,
  unreadable,
  type MetricWindow,
  type Reading,
} from '@flink-portal/backstage-plugin-flink-common';
import type { MonthlyBudget } from '../budget/MonthlyBudget';
import { callFailure } from '../clients/callFailure';
import type { CallContext, RegionAccess } from '../clients/RegionAccess';
import { assembleSeries } from './assembleSeries';
import {
  fetchSeries,
  type FetchedSeries,
  type FetchResult,
  type FetchWindow,
} from './fetchSeries';
import type { MetricsSubject } from './MetricsSubject';
import { windowSince } from './metricsWindow';
import {
  planMetrics,
  seriesKey,
  seriesOfPlan,
  type PlannedMetric,
  type PlannedSeries,
} from './planMetrics';
import {
  renewDiscovery,
  type DiscoverySubject,
  type RenewedDiscovery,
} from './renewDiscovery';

const RESOLUTION_SECONDS = 60;
// Reads that go further back than this share no call with the others, which would all grow with them.
const LONG_WINDOW_MS = 20 * 60_000;

/** An application whose turn it is. */
export interface MetricsTurn extends DiscoverySubject, MetricsSubject {
  readonly id: string;
  readonly streamNames: readonly string[];
  /** Epoch ms: the end of the last window that was read in full. */
  readonly readToMs?: number;
}

/** What a turn gave. */
export interface MetricsTaken extends RenewedDiscovery {
  readonly reading: Reading<MetricWindow>;
  readonly readToMs?: number;
  /** How many metrics were paid for. */
  readonly metrics: number;
}

/** What reading the health set needs. */
export interface HealthMetricsInput {
  readonly access: RegionAccess;
  readonly context: CallContext;
  readonly budget: MonthlyBudget;
  readonly nowMs: number;
  /** Messages of CloudWatch itself. */
  readonly onMessages: (messages: readonly string[]) => void;
}

interface Prepared {
  readonly turn: MetricsTurn;
  readonly renewed: RenewedDiscovery;
  readonly plan: readonly PlannedMetric[];
  readonly series: readonly PlannedSeries[];
  readonly window: FetchWindow;
}

/**
 * Reads the health set of applications, in as few calls as there can be.
 *
 * @returns by application id
 * @throws when the collection was aborted
 */
export async function readHealthMetrics(
  input: HealthMetricsInput,
  turns: readonly MetricsTurn[],
): Promise<Map<string, MetricsTaken>> {
  const { access, budget, nowMs } = input;
  const at = new Date(nowMs).toISOString();
  const taken = new Map<string, MetricsTaken>();

  const affordable: Prepared[] = [];
  for (const prepared of await Promise.all(
    turns.map(turn => prepare(input, turn)),
  )) {
    const { turn, renewed, series } = prepared;
    if (budget.allows(series.length, nowMs)) {
      budget.spend(access.region.sourceId, series.length, nowMs);
      affordable.push(prepared);
    } else {
      taken.set(turn.id, {
        ...renewed,
        reading: unreadable('budget', budget.sentence(nowMs), at),
        readToMs: turn.readToMs,
        metrics: 0,
      });
    }
  }
  for (const batch of batchesOf(affordable)) {
    for (const [id, result] of await take(input, batch)) {
      taken.set(id, result);
    }
  }
  return taken;
}

/** What shares calls: windows that end together, and reach about as far back. */
function batchesOf(prepared: readonly Prepared[]): Prepared[][] {
  const batches = new Map<string, Prepared[]>();
  for (const one of prepared) {
    const { fromMs, toMs } = one.window;
    const key = `${toMs - fromMs > LONG_WINDOW_MS} ${toMs}`;
    batches.set(key, [...(batches.get(key) ?? []), one]);
  }
  return [...batches.values()];
}

async function prepare(
  { access, context, nowMs }: HealthMetricsInput,
  turn: MetricsTurn,
): Promise<Prepared> {
  const renewed = await renewDiscovery(access, context, turn, nowMs);
  const plan = planMetrics({
    metrics: healthMetrics('managed', turn.line, turn.workload),
    line: turn.line,
    discovery: renewed.discovery,
    streamNames: turn.streamNames,
    // Tasks cost one metric each and are read when somebody looks; streams come with the lag.
    maxParts: 0,
  });
  return {
    turn,
    renewed,
    plan,
    series: seriesOfPlan(plan),
    window: windowSince(
      turn.readToMs,
      turn.running ? turn.runningSinceMs : undefined,
      nowMs,
    ),
  };
}

async function take(
  input: HealthMetricsInput,
  batch: readonly Prepared[],
): Promise<Map<string, MetricsTaken>> {
  const { access, context, nowMs } = input;
  const window: FetchWindow = {
    fromMs: Math.min(...batch.map(prepared => prepared.window.fromMs)),
    toMs: batch[0].window.toMs,
  };
  const wanted = batch.flatMap(({ turn, series }) =>
    series.map(one => ({
      applicationName: turn.name,
      series: one,
      periodSeconds: RESOLUTION_SECONDS,
    })),
  );
  let result: FetchResult;
  try {
    result = await fetchSeries(access, context, wanted, window);
  } catch (error) {
    context.signal.throwIfAborted();
    const { reason, message } = callFailure(error, attemptOf(access));
    return new Map(
      batch.map(({ turn, renewed, series }) => [
        turn.id,
        {
          ...renewed,
          reading: unreadable(reason, message, new Date(nowMs).toISOString()),
          readToMs: turn.readToMs,
          // Calls of other batches may have gone through; the estimate must not be too low.
          metrics: series.length,
        },
      ]),
    );
  }
  if (result.messages.length > 0) {
    input.onMessages(result.messages);
  }
  const taken = new Map<string, MetricsTaken>();
  let offset = 0;
  for (const prepared of batch) {
    const fetched = result.series.slice(
      offset,
      offset + prepared.series.length,
    );
    offset += prepared.series.length;
    taken.set(prepared.turn.id, toTaken(input, prepared, fetched, window));
  }
  return taken;
}

function toTaken(
  { access, nowMs }: HealthMetricsInput,
  { turn, renewed, plan, series }: Prepared,
  fetched: readonly FetchedSeries[],
  window: FetchWindow,
): MetricsTaken {
  const at = new Date(nowMs).toISOString();
  const common = { ...renewed, metrics: series.length };
  const outcomes = new Set(fetched.map(({ outcome }) => outcome));
  if (outcomes.has('forbidden')) {
    const { reason, message } = callFailure(
      { name: 'AccessDenied' },
      attemptOf(access),
    );
    return {
      ...common,
      reading: unreadable(reason, message, at),
      readToMs: turn.readToMs,
    };
  }
  if (fetched.length > 0 && outcomes.size === 1 && outcomes.has('failed')) {
    return {
      ...common,
      reading: unreadable(
        'failed',
        `Cannot read CloudWatch metrics of application ${turn.name} in account ${access.region.accountId} (${access.region.region}): CloudWatch failed twice; the next turn tries again.`,
        at,
      ),
      readToMs: turn.readToMs,
    };
  }
  const points = new Map(
    series.map((one, index) => [seriesKey(one), fetched[index].points]),
  );
  // A minute that still runs is neither over nor read.
  const toMs = Math.min(window.toMs, nowMs);
  const complete = !outcomes.has('failed') && !outcomes.has('incomplete');
  return {
    ...common,
    reading: read(
      {
        from: new Date(window.fromMs).toISOString(),
        to: new Date(toMs).toISOString(),
        resolutionSeconds: RESOLUTION_SECONDS,
        series: assembleSeries(
          plan,
          () => RESOLUTION_SECONDS,
          one => points.get(seriesKey(one)) ?? [],
        ),
      },
      at,
    ),
    // What is missing is asked for again with the next window.
    readToMs: complete ? toMs : turn.readToMs,
  };
}

function attemptOf(access: RegionAccess) {
  return {
    doing: 'read CloudWatch metrics',
    action: 'cloudwatch:GetMetricData',
    region: access.region,
    consequence: 'Health is Unknown.',
  };
}
