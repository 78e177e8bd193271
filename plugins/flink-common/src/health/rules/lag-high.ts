import { formatCount, formatDurationMs, formatQuantity } from '../../format';
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
        const growth = lagGrowth({ ...context, held: false }, reading);
        return {
          outcome: 'holds',
          message: `lag ${formatQuantity(value)}, limit ${
            metric === 'pendingRecords'
              ? formatCount(limit)
              : formatDurationMs(limit)
          }${
            growth
              ? `, growing for ${inMinutes(growth.forMs)}`
              : `, ${lasting(context, high.sinceMs)}`
          }${bottleneckWords(context)}`,
          value,
          limit: quantity(metric, limit),
          sinceMs: high.sinceMs,
          evidence: [metricEvidence(context, metric, high.point)],
        };
      }
    }
    return CLEAR;
  },
};
