import { formatDurationMs } from '../../format';
import { newest, runStartMs, timeMs } from '../points';
import { windowsWithin } from '../plannedWindows';
import { optionalTime } from '../optionalTime';
import type { RuleContext } from '../RuleContext';
import { conditionOutcome } from './conditionRule';
import { metricEvidence } from './metricEvidence';
import {
  CLEAR,
  INTERRUPTED,
  JOB_WORKLOADS,
  type HealthRule,
  type RuleOutcome,
} from './Rule';

// One restart may take this long before it is an outage of its own.
const ONE_RESTART_MS = 60_000;
// Source: health model of operated Flink jobs: restarting for more than five minutes.
const RESTARTING_TOO_LONG_MS = 5 * 60_000;

/** The job does not process now: it fails or restarts. */
export const outage: HealthRule = {
  id: 'outage',
  title: 'Not processing',
  role: 'symptom',
  severity: 'unhealthy',
  needs: {
    parts: ['state', 'operations'],
    conditions: ['jobRestarting'],
    metrics: ['downtime', 'uptime'],
  },
  nextStep: 'Find the first exception after the last completed checkpoint.',
  phases: ['running'],
  workloads: JOB_WORKLOADS,
  perJob: true,
  vital: true,
  evaluate(context) {
    const measured = fromMetrics(context);
    const stated = conditionOutcome(
      context,
      ['jobRestarting'],
      undefined,
      (_context, condition) => {
        const sinceMs = optionalTime(condition.since);
        return sinceMs !== undefined &&
          context.nowMs - sinceMs > RESTARTING_TOO_LONG_MS
          ? 'unhealthy'
          : 'degraded';
      },
    );
    const measuredWorst =
      measured.outcome === 'holds' && measured.severity === 'unhealthy';
    return stated.outcome === 'holds' && !measuredWorst ? stated : measured;
  },
};

function fromMetrics(context: RuleContext): RuleOutcome {
  const downtime = context.metric('downtime');
  const last = downtime && newest(downtime);
  if (downtime && last) {
    // 0 runs, -1 ended; only more is an outage.
    if (last[1] < 0) {
      return CLEAR;
    }
    if (last[1] === 0) {
      // While a job waits for slots it fails in nothing: its timer of outages stands at zero like that of one that
      // runs. Records that flow, or an uptime that grows, tell them apart.
      return context.metric('uptime') && !flows(context)
        ? fromUptime(context)
        : CLEAR;
    }
    const beganMs = timeMs(last) - last[1];
    if (isPlanned(context, beganMs, timeMs(last))) {
      return INTERRUPTED;
    }
    const goesOn =
      last[1] >= ONE_RESTART_MS ||
      (downtime[downtime.length - 2]?.[1] ?? 0) > 0;
    return {
      outcome: 'holds',
      severity: goesOn ? 'unhealthy' : 'degraded',
      message: `no record is processed for ${formatDurationMs(last[1])}`,
      value: { value: last[1], unit: 'ms' },
      limit: { value: 0, unit: 'ms' },
      sinceMs: Math.min(
        beganMs,
        runStartMs(downtime, value => value > 0) ?? beganMs,
      ),
      evidence: [metricEvidence(context, 'downtime', last)],
    };
  }
  return fromUptime(context);
}

/** Where no timer of outages is published, a job that never leaves uptime 0 is one. */
function fromUptime(context: RuleContext): RuleOutcome {
  const uptime = context.metric('uptime');
  const last = uptime && newest(uptime);
  if (!uptime || !last) {
    // A new application’s timers can take a quarter of an hour to be found; records that flow need no timer.
    return flows(context)
      ? CLEAR
      : {
          outcome: 'notAssessed',
          reason: context.whyUnknown(['downtime', 'uptime']),
        };
  }
  const downSinceMs = runStartMs(uptime, value => value === 0);
  const zero = uptime.slice(-2).every(([, value]) => value === 0);
  if (!zero || uptime.length < 2 || downSinceMs === undefined) {
    return CLEAR;
  }
  return isPlanned(context, downSinceMs, timeMs(last))
    ? INTERRUPTED
    : {
        outcome: 'holds',
        message: `no record is processed; the job is not up for ${formatDurationMs(
          timeMs(last) - downSinceMs,
        )}`,
        sinceMs: downSinceMs,
        evidence: [metricEvidence(context, 'uptime', last)],
      };
}

function flows(context: RuleContext): boolean {
  return (['numRecordsInPerSecond', 'numRecordsOutPerSecond'] as const).some(
    name => (newest(context.metric(name) ?? [])?.[1] ?? 0) > 0,
  );
}

/**
 * Whether an outage from one moment to the other is an operation's doing. What goes on for longer than a restart
 * takes after the operation ended is not.
 */
function isPlanned(
  { plannedWindows }: RuleContext,
  beganMs: number,
  atMs: number,
): boolean {
  return windowsWithin(plannedWindows, atMs, atMs).some(
    ({ endMs }) => atMs - Math.max(beganMs, endMs) <= ONE_RESTART_MS,
  );
}
