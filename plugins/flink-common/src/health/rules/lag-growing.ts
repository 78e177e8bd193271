import { formatDurationMs, formatQuantity } from '../../format';
import { newest } from '../points';
import {
  bottleneckWords,
  inMinutes,
  lagGrowth,
  lagReadings,
} from './lagReading';
import { metricEvidence, quantity } from './metricEvidence';
import { CLEAR, type HealthRule } from './Rule';
import { sustainedAbove } from './sustained';

/** Lag below its limit that only grows. */
export const lagGrowing: HealthRule = {
  id: 'lag-growing',
  title: 'Lag grows',
  role: 'symptom',
  severity: 'degraded',
  needs: { parts: [], metrics: ['pendingRecords', 'millisBehindLatest'] },
  nextStep:
    'Compare input with output: if input rose, scale up; if output fell, look at the sink.',
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
    const spanMs = context.thresholds.lagGrowingForMs;
    for (const reading of readings) {
      const { metric, points, limit } = reading;
      const last = newest(points);
      // Above the limit the same is said by the other rule.
      const growth = sustainedAbove(points, limit, false)
        ? undefined
        : lagGrowth(context, reading);
      if (last && growth) {
        const value = quantity(metric, last[1]);
        return {
          outcome: 'holds',
          message: `lag ${formatQuantity(value)}, growing for ${inMinutes(
            growth.forMs,
          )}, limit ${formatDurationMs(spanMs)}${bottleneckWords(context)}`,
          value,
          limit: { value: spanMs, unit: 'ms' },
          sinceMs: growth.sinceMs,
          evidence: [metricEvidence(context, metric, last)],
        };
      }
    }
    return CLEAR;
  },
};
