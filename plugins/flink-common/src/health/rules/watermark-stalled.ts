import { formatDurationMs, formatTime } from '../../format';
import { isSame, newest, runStartMs, timeMs } from '../points';
import { longestRunMs } from '../runs';
import { metricEvidence, quantity } from './metricEvidence';
import { recordsArrive } from './recordsArrive';
import { CLEAR, type HealthRule } from './Rule';

const WATERMARKS = ['currentOutputWatermark', 'currentInputWatermark'] as const;
// Flink writes the largest number when a source came to its end; no clock shows this.
const NO_MORE_TO_COME_MS = 8.64e15;
// A watermark that moves in steps may stand half as long again as it did before.
const PAUSE_FACTOR = 1.5;

/** Event time stands still while records arrive: windows do not close. */
export const watermarkStalled: HealthRule = {
  id: 'watermark-stalled',
  title: 'Watermark stands still',
  role: 'cause',
  severity: 'degraded',
  needs: { parts: [], metrics: [...WATERMARKS, 'numRecordsInPerSecond'] },
  nextStep:
    'Look for a partition or a second source without records; declare idle sources to the watermark strategy.',
  phases: ['running'],
  workloads: ['streaming'],
  perJob: true,
  evaluate(context) {
    const limitMs = context.thresholds.watermarkStalledForMs;
    const known = WATERMARKS.flatMap(metric => {
      const points = context.metric(metric);
      const last = points && newest(points);
      return points && last ? [{ metric, points, last }] : [];
    });
    if (known.length === 0) {
      return { outcome: 'notAssessed', reason: context.whyUnknown(WATERMARKS) };
    }
    for (const { metric, points, last } of known) {
      const sinceMs = Math.max(
        runStartMs(points, value => isSame(value, last[1])) ?? timeMs(last),
        context.runningSinceMs ?? 0,
      );
      const stoodMs = timeMs(last) - sinceMs;
      if (
        stoodMs >= limitMs &&
        last[1] < NO_MORE_TO_COME_MS &&
        stoodMs > longestRunMs(points, isSame, sinceMs) * PAUSE_FACTOR &&
        recordsArrive(context, sinceMs)
      ) {
        return {
          outcome: 'holds',
          message: `the watermark stands at ${formatTime(
            last[1],
          )} for ${formatDurationMs(
            stoodMs,
          )} while records arrive, limit ${formatDurationMs(limitMs)}`,
          value: quantity(metric, last[1]),
          limit: { value: limitMs, unit: 'ms' },
          sinceMs,
          evidence: [metricEvidence(context, metric, last)],
        };
      }
    }
    return CLEAR;
  },
};
