import { formatDurationMs, formatQuantity } from '../../format';
import { newest, pointsSince, runStartMs, timeMs } from '../points';
import type { RuleContext } from '../RuleContext';
import { lagReadings } from './lagReading';
import { metricEvidence, quantity } from './metricEvidence';
import { CLEAR, type HealthRule } from './Rule';

// Values at both ends of the span may be missing.
const COVERED_SHARE = 0.8;
// Work of this much is not idling.
const WORKING_MS_PER_SECOND = 50;

/** The application runs and reads nothing. */
export const noInput: HealthRule = {
  id: 'no-input',
  title: 'No input',
  role: 'unknown',
  severity: 'degraded',
  needs: { parts: [], metrics: ['numRecordsInPerSecond'] },
  nextStep: 'Check whether the producer writes to the source.',
  phases: ['running'],
  workloads: ['streaming'],
  perJob: true,
  // A job that is down reads nothing, whatever its producer does.
  restsDuring: ['restart-loop', 'outage'],
  evaluate(context) {
    const metric = 'numRecordsInPerSecond';
    const points = context.metric(metric);
    const last = points && newest(points);
    if (!points || !last) {
      return { outcome: 'notAssessed', reason: context.whyUnknown([metric]) };
    }
    const sinceMs = runStartMs(points, value => value === 0);
    const spanMs = context.thresholds.noInputForMs;
    const idleMs = sinceMs === undefined ? 0 : timeMs(last) - sinceMs;
    const silent = sinceMs !== undefined && idleMs >= spanMs * COVERED_SHARE;
    // A record now and then is no recovery.
    const zeros = points.slice(-3).filter(([, value]) => value === 0).length;
    if (!silent && !(context.held && zeros > 0)) {
      return CLEAR;
    }
    if (worksAllTheSame(context, timeMs(last) - spanMs)) {
      return {
        outcome: 'notAssessed',
        reason:
          'the job works and reports no input; a job whose operators are all chained reports zero',
      };
    }
    const waiting = lagReadings(context).find(({ points: lag }) => {
      const newestLag = newest(lag);
      return newestLag !== undefined && newestLag[1] > 0;
    });
    const lag = waiting && newest(waiting.points);
    const duration = silent
      ? `for ${formatDurationMs(Math.max(idleMs, 60_000))}`
      : `in ${zeros} of the newest 3 values`;
    const common = {
      outcome: 'holds',
      value: quantity(metric, 0),
      limit: { value: spanMs, unit: 'ms' },
      sinceMs,
      evidence: [metricEvidence(context, metric, last)],
    } as const;
    return waiting && lag
      ? {
          ...common,
          message: `no record read ${duration} while ${formatQuantity(
            quantity(waiting.metric, lag[1]),
          )} wait in the source`,
          nextStep:
            'Check the source’s start position, its access to the stream, and idle partitions.',
        }
      : {
          ...common,
          message: `no record read ${duration}, limit ${formatDurationMs(
            spanMs,
          )}; is the producer down?`,
        };
  },
};

function worksAllTheSame(context: RuleContext, fromMs: number): boolean {
  return (
    [
      ['numRecordsOutPerSecond', 0],
      ['busyTimeMsPerSecond', WORKING_MS_PER_SECOND],
    ] as const
  ).some(([name, limit]) =>
    pointsSince(context.metric(name) ?? [], fromMs).some(
      ([, value]) => value > limit,
    ),
  );
}
