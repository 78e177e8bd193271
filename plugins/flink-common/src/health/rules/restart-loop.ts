import { formatAgo } from '../../format';
import type { MetricPoint } from '../../metrics/MetricSeries';
import { windowsWithin } from '../plannedWindows';
import { newest, pointsSince, timeMs } from '../points';
import {
  restartSteps,
  total,
  uptimeSteps,
  type RestartStep,
} from '../restarts';
import type { RuleContext } from '../RuleContext';
import { RELEASE_SHARE } from './sustained';
import {
  CLEAR,
  EXPLAINED,
  INTERRUPTED,
  JOB_WORKLOADS,
  type HealthRule,
  type RuleOutcome,
} from './Rule';

const MINUTE_MS = 60_000;
const TEN_MINUTES_MS = 10 * 60_000;
const HOUR_MS = 60 * 60_000;
// A job that takes minutes to start never makes three restarts in ten minutes; twice as many in an hour is
// a loop as well, if it still goes on.
const SLOW_LOOP_FACTOR = 2;
const STILL_GOING_MS = 15 * 60_000;

/** Unplanned restarts. */
export const restartLoop: HealthRule = {
  id: 'restart-loop',
  title: 'Restart loop',
  role: 'symptom',
  severity: 'unhealthy',
  needs: { parts: ['operations'], metrics: ['numRestarts', 'uptime'] },
  nextStep:
    'Find the first exception after the last completed checkpoint; if it began with a deployment, roll back.',
  phases: ['running'],
  workloads: JOB_WORKLOADS,
  perJob: true,
  vital: true,
  evaluate(context) {
    const known = [
      observe(context, 'numRestarts'),
      observe(context, 'uptime'),
    ].flatMap(observed => observed ?? []);
    // The counter knows best; the timer is believed about a loop that the counter does not show.
    const observed = known.find(one => isLoop(context, one)) ?? known[0];
    if (!observed) {
      return {
        outcome: 'notAssessed',
        reason: context.whyUnknown(['numRestarts', 'uptime']),
      };
    }
    return judgeSteps(context, observed);
  },
};

interface Observed {
  readonly metric: 'numRestarts' | 'uptime';
  readonly steps: readonly RestartStep[];
  readonly untilMs: number;
}

function observe(
  context: RuleContext,
  metric: Observed['metric'],
): Observed | undefined {
  const points = context.metric(metric);
  const last = points && newest(points);
  if (!points || !last) {
    return undefined;
  }
  const untilMs = timeMs(last);
  // One point before the hour is the value to count from.
  const recent = pointsSince(points, untilMs - 2 * HOUR_MS);
  return {
    metric,
    steps:
      metric === 'numRestarts'
        ? restartSteps(recent, context.plannedWindows, uptimeOf(context))
        : uptimeSteps(recent, context.plannedWindows),
    untilMs,
  };
}

/** The uptime, where it may tell an announced submission from one that nobody announced. */
function uptimeOf(context: RuleContext): readonly MetricPoint[] | undefined {
  return context.operations && context.metric('uptime');
}

/** Unplanned restarts within the newest span. */
function within({ steps, untilMs }: Observed, spanMs: number): number {
  return total(steps.filter(step => step.atMs > untilMs - spanMs)).unplanned;
}

function isLoop({ thresholds }: RuleContext, observed: Observed): boolean {
  const limit = thresholds.restartsPerTenMinutes;
  return (
    within(observed, TEN_MINUTES_MS) >= limit ||
    (within(observed, HOUR_MS) >= limit * SLOW_LOOP_FACTOR &&
      within(observed, STILL_GOING_MS) > 0)
  );
}

function judgeSteps(context: RuleContext, observed: Observed): RuleOutcome {
  const inTenMinutes = within(observed, TEN_MINUTES_MS);
  const inHour = within(observed, HOUR_MS);
  if (isLoop(context, observed)) {
    const limit = context.thresholds.restartsPerTenMinutes;
    return inTenMinutes >= limit
      ? outcome(context, observed, 'unhealthy', {
          count: inTenMinutes,
          limit,
          span: '10 min',
        })
      : outcome(context, observed, 'unhealthy', {
          count: inHour,
          limit: limit * SLOW_LOOP_FACTOR,
          span: '60 min',
        });
  }
  // Restarts about an hour apart must not come and go as findings.
  const lately = context.held
    ? within(observed, HOUR_MS / RELEASE_SHARE)
    : inHour;
  if (lately > 0) {
    return outcome(context, observed, 'degraded', {
      count: lately,
      limit: 0,
      span: '60 min',
    });
  }
  const planned = observed.steps.filter(step => step.planned > 0);
  if (planned.some(step => goesOn(context, step))) {
    return INTERRUPTED;
  }
  return planned.length > 0 ? EXPLAINED : CLEAR;
}

/** Whether an operation that excuses a restart is not over yet, or the restart is its echo. */
function goesOn(
  { plannedWindows, nowMs }: RuleContext,
  { fromMs, atMs }: RestartStep,
): boolean {
  return windowsWithin(plannedWindows, nowMs, nowMs).some(
    window =>
      windowsWithin([window], fromMs, atMs + MINUTE_MS).length > 0 &&
      (window.endMs > nowMs || atMs >= window.endMs),
  );
}

/** Restarts in a span of time, and how many there may be. */
interface Counted {
  readonly count: number;
  readonly limit: number;
  readonly span: string;
}

function outcome(
  context: RuleContext,
  { metric, steps, untilMs }: Observed,
  severity: 'unhealthy' | 'degraded',
  { count, limit, span }: Counted,
): RuleOutcome {
  const unplanned = steps.filter(step => step.unplanned > 0);
  const last = unplanned[unplanned.length - 1];
  const atLeast = metric === 'uptime' ? 'at least ' : '';
  const noun = count === 1 ? 'unplanned restart' : 'unplanned restarts';
  return {
    outcome: 'holds',
    severity,
    title: severity === 'unhealthy' ? 'Restart loop' : 'Restarted',
    message: `${atLeast}${count} ${noun} in ${span}, limit ${limit}, the last ${formatAgo(
      last.atMs,
      context.nowMs,
    )}`,
    value: { value: count, unit: 'count' },
    limit: { value: limit, unit: 'count' },
    sinceMs: firstOfSeries(unplanned, untilMs),
    evidence: [
      {
        name: metric,
        value: metric === 'uptime' ? `fell ${count} times` : `rose by ${count}`,
        at: new Date(last.atMs).toISOString(),
        source: context.metricSource,
      },
    ],
  };
}

/** The series of restarts goes back as long as no hour lies between two. */
function firstOfSeries(
  steps: readonly RestartStep[],
  untilMs: number,
): number | undefined {
  let first: number | undefined;
  let nextMs = untilMs;
  for (let i = steps.length - 1; i >= 0; i -= 1) {
    if (nextMs - steps[i].atMs > HOUR_MS) {
      break;
    }
    first = steps[i].atMs;
    nextMs = steps[i].atMs;
  }
  return first;
}
