import { formatPercent } from '../../format';
import { METRIC_CATALOG } from '../../metrics/metricCatalog';
import { lasting } from './lasting';
import { metricEvidence, quantity } from './metricEvidence';
import { ALL_WORKLOADS, CLEAR, type HealthRule } from './Rule';
import { sustainedAbove } from './sustained';

const METRICS = [
  'containerMemoryUtilization',
  'heapMemoryUtilization',
  'cpuUtilization',
  'containerDiskUtilization',
] as const;

/** Memory, processor or disk is nearly used up. */
export const resourcePressure: HealthRule = {
  id: 'resource-pressure',
  title: 'Resources run short',
  role: 'cause',
  severity: 'degraded',
  needs: { parts: [], metrics: METRICS },
  nextStep:
    'Look for skew first; then give more memory per task for memory, more parallelism for CPU.',
  phases: ['running'],
  workloads: ALL_WORKLOADS,
  evaluate(context) {
    const { thresholds, held } = context;
    const limits = {
      containerMemoryUtilization: thresholds.containerMemoryPercent,
      heapMemoryUtilization: thresholds.heapPercent,
      cpuUtilization: thresholds.cpuPercent,
      containerDiskUtilization: thresholds.diskPercent,
    };
    const known = METRICS.flatMap(metric => {
      const points = context.metric(metric);
      return points ? [{ metric, points, limit: limits[metric] }] : [];
    });
    if (known.length === 0) {
      return { outcome: 'notAssessed', reason: context.whyUnknown(METRICS) };
    }
    const short = known.flatMap(({ metric, points, limit }) => {
      const high = sustainedAbove(points, limit, held);
      return high ? [{ metric, limit, ...high }] : [];
    });
    if (short.length === 0) {
      return CLEAR;
    }
    const [worst] = short;
    // The finding's own beginning is that of one resource, not of each.
    const timed =
      short.length === 1 ? context : { ...context, formingSinceMs: undefined };
    return {
      outcome: 'holds',
      message: short
        .map(
          ({ metric, point, limit, sinceMs }) =>
            `${METRIC_CATALOG[metric].title} ${formatPercent(
              point[1],
            )} ${lasting(timed, sinceMs)}, limit ${formatPercent(limit)}`,
        )
        .join('; '),
      value: quantity(worst.metric, worst.point[1]),
      limit: quantity(worst.metric, worst.limit),
      sinceMs: Math.min(...short.map(({ sinceMs }) => sinceMs)),
      evidence: short.map(({ metric, point }) =>
        metricEvidence(context, metric, point),
      ),
    };
  },
};
