import { formatPercent } from '../../format';
import type { MetricPoint } from '../../metrics/MetricSeries';
import { LONGEST_STEP_MS, timeMs } from '../points';
import { lasting } from './lasting';
import { metricEvidence } from './metricEvidence';
import { CLEAR, JOB_WORKLOADS, type HealthRule } from './Rule';
import { sustainedAbove } from './sustained';

/** A TaskManager collects garbage instead of working. */
export const gcPressure: HealthRule = {
  id: 'gc-pressure',
  title: 'Garbage collection',
  role: 'cause',
  severity: 'degraded',
  needs: { parts: [], metrics: ['oldGenerationGCTime'] },
  nextStep:
    'Look at what fills the heap: state on the heap, buffers, skew; then give more memory per task.',
  phases: ['running'],
  workloads: [...JOB_WORKLOADS, 'sessionCluster'],
  evaluate(context) {
    const metric = 'oldGenerationGCTime';
    const points = context.metric(metric);
    if (!points) {
      return { outcome: 'notAssessed', reason: context.whyUnknown([metric]) };
    }
    const limit = context.thresholds.gcPercent;
    const high = sustainedAbove(sharesOf(points), limit, context.held);
    return high
      ? {
          outcome: 'holds',
          message: `a TaskManager spends ${formatPercent(
            Math.min(high.point[1], 100),
          )} of its time on collecting garbage ${lasting(
            context,
            high.sinceMs,
          )}, limit ${formatPercent(limit)}`,
          value: { value: high.point[1], unit: 'percent' },
          limit: { value: limit, unit: 'percent' },
          sinceMs: high.sinceMs,
          evidence: [
            metricEvidence(context, metric, points[points.length - 1]),
          ],
        }
      : CLEAR;
  },
};

/** What a counter of milliseconds rose by, as a share of the time in between, percent. */
function sharesOf(points: readonly MetricPoint[]): MetricPoint[] {
  const shares: MetricPoint[] = [];
  for (let i = 1; i < points.length; i += 1) {
    const tookMs = timeMs(points[i]) - timeMs(points[i - 1]);
    const [before, after] = [points[i - 1][1], points[i][1]];
    if (tookMs <= LONGEST_STEP_MS) {
      // The counter begins anew with the TaskManager.
      const spentMs = after >= before ? after - before : after;
      shares.push([points[i][0], (spentMs * 100) / tookMs]);
    }
  }
  return shares;
}
