import type { ManagedApplication } from '../applications/managedApplication';
import { AwsError } from '../wire/awsError';
import type { PublishedMetric } from './publishedMetric';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** When in its minute a job is looked at. */
const LOOK_MS = 35_000;
/** A minute appears this long after it ended, and up to a minute later. */
const LATE_MS = 60_000;

/**
 * The same where people do not want to wait: within seconds, while the minute lasts, with what is true then. A
 * value can change until its period closes (CloudWatch user guide, concepts).
 */
const BRISK = { lookMs: MINUTE_MS - 1_000, lateMs: 2_000 };

/** True for what somebody created where people do not want to wait. */
function isBrisk({ job, origin }: ManagedApplication): boolean {
  return (
    !origin.planned && job?.profile.firstStart?.firstCheckpointMs !== undefined
  );
}

/** Datapoints of one metric, oldest first. */
export interface Series {
  readonly timesMs: number[];
  readonly values: number[];
}

/** The minute up to which (exclusive) an application's metrics have arrived. */
export function arrivedUntilMs(
  application: ManagedApplication,
  nowMs: number,
): number {
  if (isBrisk(application)) {
    const minuteMs = Math.floor((nowMs - BRISK.lateMs) / MINUTE_MS) * MINUTE_MS;
    return minuteMs + MINUTE_MS;
  }
  const jitterMs = (application.job?.profile.key ?? 0) % MINUTE_MS;
  return Math.floor((nowMs - LATE_MS - jitterMs) / MINUTE_MS) * MINUTE_MS;
}

function samplesOf(
  metric: PublishedMetric,
  minuteMs: number,
  nowMs: number,
): readonly number[] {
  const { application } = metric;
  const { job } = application;
  if (!job) {
    return [];
  }
  if (
    job.story.silent &&
    minuteMs >= job.storyStartsMs &&
    minuteMs < job.timeline.storyEndsMs
  ) {
    return [];
  }
  const timeMs = isBrisk(application)
    ? Math.min(minuteMs + BRISK.lookMs, nowMs - BRISK.lateMs)
    : minuteMs + LOOK_MS;
  const position = job.positionAt(timeMs);
  const up =
    position?.outage !== undefined || position?.runningSinceMs !== undefined;
  return up
    ? metric.values({ application, moment: job.at(timeMs), timeMs })
    : [];
}

/**
 * The datapoints of a metric in [startMs, endMs), as CloudWatch would serve them: aligned to the
 * period, late, and empty where the period is finer than what is retained.
 */
export function seriesOf(
  metric: PublishedMetric,
  statistic: string,
  periodSeconds: number,
  startMs: number,
  endMs: number,
  nowMs: number,
): Series {
  const periodMs = periodSeconds * 1000;
  const series: Series = { timesMs: [], values: [] };
  const ageMs = nowMs - startMs;
  const retainedMs =
    (ageMs > 63 * DAY_MS && HOUR_MS) ||
    (ageMs > 15 * DAY_MS && 5 * MINUTE_MS) ||
    MINUTE_MS;
  if (periodMs % retainedMs !== 0) {
    return series;
  }
  const reduce = reducerOf(statistic);
  const untilMs = Math.min(endMs, arrivedUntilMs(metric.application, nowMs));
  const stepMs = metric.hourly ? HOUR_MS : MINUTE_MS;
  for (
    let fromMs = Math.floor(startMs / periodMs) * periodMs;
    fromMs < untilMs;
    fromMs += periodMs
  ) {
    const samples: number[] = [];
    for (
      let atMs = Math.ceil(fromMs / stepMs) * stepMs;
      atMs < fromMs + periodMs &&
      atMs < arrivedUntilMs(metric.application, nowMs);
      atMs += stepMs
    ) {
      const values = samplesOf(metric, atMs, nowMs);
      samples.push(...values);
    }
    if (samples.length > 0) {
      series.timesMs.push(fromMs);
      series.values.push(reduce(samples, metric.copies));
    }
  }
  return series;
}

type Reducer = (samples: readonly number[], copies: number) => number;

const sum = (samples: readonly number[]) =>
  samples.reduce((total, value) => total + value, 0);

/** The function behind a statistic's name. @throws AwsError `ValidationError` for unknown ones. */
export function reducerOf(statistic: string): Reducer {
  switch (statistic) {
    case 'Maximum':
      return samples => Math.max(...samples);
    case 'Minimum':
      return samples => Math.min(...samples);
    case 'Average':
      return samples => sum(samples) / samples.length;
    case 'Sum':
      return (samples, copies) => sum(samples) * copies;
    case 'SampleCount':
      return (samples, copies) => samples.length * copies;
    default: {
      const percentile = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(statistic);
      if (!percentile) {
        throw new AwsError(
          'ValidationError',
          `Value '${statistic}' for stat is not a statistic the sandbox computes: use Maximum, Minimum, Average, Sum, SampleCount or a percentile such as p90`,
        );
      }
      const rank = Number(percentile[1]) / 100;
      return samples => {
        const sorted = [...samples].sort((left, right) => left - right);
        return sorted[
          Math.min(sorted.length - 1, Math.floor(rank * sorted.length))
        ];
      };
    }
  }
}
