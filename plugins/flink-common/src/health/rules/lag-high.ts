import { formatCount, formatDurationMs, formatQuantity } from '../../format';
import { catchingUpMs } from './catchingUp';
import {
  bottleneckWords,
  inMinutes,
  lagGrowth,
  lagReadings,
} from './lagReading';
import { lasting } from './lasting';
import { metricEvidence, quantity } from './metricEvidence';
import { CLEAR, type HealthRule } from './Rule';
import { sustainedAbove } from './sustained';

/** More waits in the source than the limit allows. */
export const lagHigh: HealthRule = {
  id: 'lag-high',
  title: 'Falling behind',
  role: 'symptom',
  severity: 'degraded',
  needs: { parts: [], metrics: ['pendingRecords', 'millisBehindLatest'] },
  nextStep: 'Check the sink’s latency first, then whether the input rose.',
  phases: ['running'],
  workloads: ['streaming'],
  perJob: true,
  evaluate(context) {
    const readings = lagReadings(context);
    if (readings.length === 0) {
      return {
        outcome: 'notAssessed',
        reason: context.whyUnknown(['pendingRecords', 'millisBehindLatest']),
      };
    }
    for (const reading of readings) {
      const { metric, points, limit } = reading;
      const high = sustainedAbove(points, limit, context.held);
      if (high) {
        const value = quantity(metric, high.point[1]);
        const lag = `lag ${formatQuantity(value)}, limit ${
          metric === 'pendingRecords'
            ? formatCount(limit)
            : formatDurationMs(limit)
        }`;
        const common = {
          outcome: 'holds',
          value,
          limit: quantity(metric, limit),
          sinceMs: high.sinceMs,
          evidence: [metricEvidence(context, metric, high.point)],
        } as const;
        const toGoMs = catchingUpMs(context, reading, high.sinceMs);
        if (toGoMs !== undefined) {
          return {
            ...common,
            severity: 'info',
            title: 'Catching up',
            message: `${lag}, and falling after a planned change: about ${inMinutes(
              Math.max(toGoMs, 60_000),
            )} to go`,
            nextStep: 'Wait; do not scale down before lag is below its limit.',
          };
        }
        const growth = lagGrowth({ ...context, held: false }, reading);
        return {
          ...common,
          message: `${lag}${
            growth
              ? `, growing for ${inMinutes(growth.forMs)}`
              : `, ${lasting(context, high.sinceMs)}`
          }${bottleneckWords(context)}`,
        };
      }
    }
    return CLEAR;
  },
};
