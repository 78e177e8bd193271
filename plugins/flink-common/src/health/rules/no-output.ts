import { formatDurationMs, formatQuantity } from '../../format';
import type { MetricPoint } from '../../metrics/MetricSeries';
import { newest, pointsSince, runStartMs, timeMs } from '../points';
import type { RuleContext } from '../RuleContext';
import { longestRunMs, PAUSE_FACTOR } from '../runs';
import { bottleneckWords } from './lagReading';
import { metricEvidence, quantity } from './metricEvidence';
import { recordsArrive } from './recordsArrive';
import { CLEAR, type HealthRule, type RuleOutcome } from './Rule';

/** Declares an application that seldom writes: a filter, an alarm. A label or a tag. */
const SPARSE = { label: 'flink-portal/output', value: 'sparse' };
// A value stands for the minute that begins at its time.
const MINUTE_MS = 60_000;
// Where less is known of the time before than a pause must last, it must last so many times longer.
const UNKNOWN_BEFORE_FACTOR = 3;
// Less than this share of the usual output is a record now and then, and no recovery.
const RECOVERED_SHARE = 0.5;

/** The application reads and writes nothing, though it used to. */
export const noOutput: HealthRule = {
  id: 'no-output',
  title: 'No output',
  role: 'unknown',
  severity: 'unhealthy',
  needs: {
    parts: [],
    metrics: ['numRecordsOutPerSecond', 'numRecordsInPerSecond'],
  },
  nextStep:
    'Look for what holds records back: the sink, a filter, or a watermark that stands still.',
  phases: ['running'],
  workloads: ['streaming'],
  perJob: true,
  evaluate(context) {
    const metric = 'numRecordsOutPerSecond';
    const points = context.metric(metric);
    const last = points && newest(points);
    if (!points || !last) {
      return { outcome: 'notAssessed', reason: context.whyUnknown([metric]) };
    }
    if (context.known.application.labels[SPARSE.label] === SPARSE.value) {
      return {
        outcome: 'notAssessed',
        reason: `declared to write seldom (${SPARSE.label}: ${SPARSE.value})`,
      };
    }
    const silentSinceMs = Math.max(
      runStartMs(points, value => value === 0) ?? Number.NaN,
      context.runningSinceMs ?? 0,
    );
    const silentMs = timeMs(last) - silentSinceMs + MINUTE_MS;
    const lately = points.slice(-3).some(([, value]) => value === 0);
    const silent = silentMs >= context.thresholds.noOutputForMs;
    // A record now and then is no recovery.
    if (!silent && !(context.held && lately)) {
      return CLEAR;
    }
    return silence(context, points, last, silent ? silentSinceMs : undefined);
  },
};

function silence(
  context: RuleContext,
  points: readonly MetricPoint[],
  last: MetricPoint,
  silentSinceMs: number | undefined,
): RuleOutcome {
  const metric = 'numRecordsOutPerSecond';
  const spanMs = context.thresholds.noOutputForMs;
  const sinceMs = silentSinceMs ?? timeMs(last);
  const arrive = recordsArrive(context, sinceMs);
  if (arrive === undefined) {
    return {
      outcome: 'notAssessed',
      reason: context.whyUnknown(['numRecordsInPerSecond']),
    };
  }
  if (!arrive) {
    return CLEAR;
  }
  if (!context.held && !points.some(([, value]) => value > 0)) {
    return {
      outcome: 'notAssessed',
      reason:
        'no output was ever reported; a sink that counts nothing, and a job whose operators are all chained, report zero',
    };
  }
  const silentMs = timeMs(last) - sinceMs;
  const usualMs = usualPauseMs(context, points, sinceMs);
  if (usualMs !== undefined && silentMs <= usualMs * PAUSE_FACTOR) {
    return CLEAR;
  }
  const beforeMs = sinceMs - timeMs(points[0]);
  if (
    !context.held &&
    beforeMs < spanMs &&
    silentMs < spanMs * UNKNOWN_BEFORE_FACTOR
  ) {
    return {
      outcome: 'notAssessed',
      reason: `output is known for ${formatDurationMs(
        beforeMs + silentMs,
      )} only, which does not tell a pause from an end`,
    };
  }
  const input = newest(context.metric('numRecordsInPerSecond') ?? []);
  const rate = input
    ? ` while ${formatQuantity(
        quantity('numRecordsInPerSecond', input[1]),
      )} arrive`
    : '';
  return {
    outcome: 'holds',
    message: `no record written for ${formatDurationMs(
      silentMs + MINUTE_MS,
    )}${rate}, limit ${formatDurationMs(spanMs)}${bottleneckWords(context)}`,
    value: quantity(metric, last[1]),
    limit: { value: spanMs, unit: 'ms' },
    sinceMs: silentSinceMs,
    evidence: [
      metricEvidence(context, metric, last),
      ...(input
        ? [metricEvidence(context, 'numRecordsInPerSecond', input)]
        : []),
    ],
  };
}

/**
 * How long this job paused at most before, ms. While the finding stands, what came since counts only if about as
 * much was written as before, or if nothing is known any more of the time before.
 */
function usualPauseMs(
  { held, formingSinceMs }: RuleContext,
  points: readonly MetricPoint[],
  sinceMs: number,
): number | undefined {
  const isZero = (earlier: number, later: number) =>
    earlier === 0 && later === 0;
  if (held) {
    const beganMs = formingSinceMs ?? sinceMs;
    const before = points.filter(point => timeMs(point) < beganMs);
    const since = pointsSince(points, beganMs).filter(
      point => timeMs(point) < sinceMs,
    );
    const written = meanOf(since);
    if (
      written === 0 ||
      (before.length > 0 && written < meanOf(before) * RECOVERED_SHARE)
    ) {
      return undefined;
    }
  }
  return longestRunMs(points, isZero, sinceMs);
}

function meanOf(points: readonly MetricPoint[]): number {
  return points.length === 0
    ? 0
    : points.reduce((sum, [, value]) => sum + value, 0) / points.length;
}
