import {
  formatCount,
  formatDurationMs,
  type MetricName,
  type MetricSeries,
} from '@flink-portal/backstage-plugin-flink-common';
import type { RuntimePlan } from '@flink-portal/backstage-plugin-flink-node';
import type {
  ActionPlanReplay,
  UsualDuration,
} from '../../schema/openapi/generated/models';

/** What the rate is taken from, ms. */
const RATE_OVER_MS = 30 * 60_000;

/**
 * The input that is read a second time, or that waits until the job runs again: the time since the state it goes
 * on from, or the interruption, at the rate of the last half hour, and what waits already.
 *
 * @returns undefined when the action does not interrupt the job
 */
export function replayOf(
  plan: Pick<RuntimePlan, 'interrupts' | 'restorePoint' | 'losses'>,
  duration: UsualDuration,
  series: readonly MetricSeries[],
  nowMs: number,
): ActionPlanReplay | undefined {
  if (!plan.interrupts && plan.losses.length === 0) {
    return undefined;
  }
  const rate = average(series, 'numRecordsInPerSecond', nowMs);
  if (rate === undefined) {
    return {
      basis:
        'How much input is read again is not known: no input rate was read in the last 30 min.',
    };
  }
  const restoredMs =
    plan.restorePoint?.restorable && plan.restorePoint.at
      ? Date.parse(plan.restorePoint.at)
      : undefined;
  const spanMs =
    restoredMs === undefined
      ? duration.medianMs
      : Math.max(nowMs - restoredMs, 0) + duration.medianMs;
  const lag = newest(series, 'pendingRecords') ?? 0;
  const records = Math.round((rate * spanMs) / 1000 + lag);
  const since =
    restoredMs === undefined
      ? `the interruption of about ${formatDurationMs(duration.medianMs)}`
      : `${formatDurationMs(
          spanMs,
        )}: since the state it goes on from, and the interruption`;
  return {
    records,
    basis: `About ${formatCount(records)} records, from ${formatCount(
      rate,
    )} in per second over ${since}.`,
  };
}

/** The newest value; of several sources all wait. */
function newest(
  series: readonly MetricSeries[],
  metric: MetricName,
): number | undefined {
  const values = wholeOrParts(series, metric).flatMap(
    ({ points }) => points.at(-1)?.[1] ?? [],
  );
  return values.length > 0
    ? values.reduce((sum, value) => sum + value, 0)
    : undefined;
}

function wholeOrParts(series: readonly MetricSeries[], metric: MetricName) {
  const all = series.filter(one => one.metric === metric);
  const whole = all.filter(({ part }) => part === undefined);
  return whole.length > 0 ? whole : all;
}

function average(
  series: readonly MetricSeries[],
  metric: MetricName,
  nowMs: number,
): number | undefined {
  const averages = wholeOrParts(series, metric).flatMap(({ points }) => {
    const values = points
      .filter(([at]) => at * 1000 >= nowMs - RATE_OVER_MS)
      .map(([, value]) => value);
    return values.length > 0
      ? [values.reduce((sum, value) => sum + value, 0) / values.length]
      : [];
  });
  return averages.length > 0
    ? averages.reduce((sum, value) => sum + value, 0)
    : undefined;
}
