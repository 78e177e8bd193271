import { formatBytes, formatPercent } from '../../format';
import { steadyGrowth } from '../growth';
import { newest } from '../points';
import { inMinutes } from './lagReading';
import { metricEvidence, quantity } from './metricEvidence';
import { CLEAR, type HealthRule } from './Rule';

// What is stored at hand. Shorter growth is the day's traffic.
const SPAN_MS = 2 * 60 * 60_000;
// State that fills up after a start grows as well.
const SETTLED_AFTER_MS = 2 * SPAN_MS;

/** State that only grows: worth a look, and no trouble yet. */
export const stateGrowing: HealthRule = {
  id: 'state-growing',
  title: 'State grows',
  role: 'unknown',
  severity: 'info',
  needs: { parts: ['state'], metrics: ['lastCheckpointSize'] },
  nextStep:
    'Check that every state has a time to live or is cleared, and that windows close.',
  phases: ['running'],
  workloads: ['streaming'],
  perJob: true,
  evaluate(context) {
    const metric = 'lastCheckpointSize';
    const points = context.metric(metric);
    const last = points && newest(points);
    if (!points || !last) {
      return { outcome: 'notAssessed', reason: context.whyUnknown([metric]) };
    }
    const { nowMs, runningSinceMs, thresholds, held } = context;
    const limit = thresholds.stateGrowthPercent;
    const growth = steadyGrowth(points, SPAN_MS, {
      factor: 1 + limit / 100,
      held,
    });
    if (
      !growth ||
      (runningSinceMs !== undefined &&
        nowMs - runningSinceMs < SETTLED_AFTER_MS)
    ) {
      return CLEAR;
    }
    const percent = (growth.to / growth.from - 1) * 100;
    return {
      outcome: 'holds',
      message: `state grew from ${formatBytes(growth.from)} to ${formatBytes(
        growth.to,
      )} (+${formatPercent(percent)}) in ${inMinutes(
        growth.forMs,
      )} and never shrank, limit ${formatPercent(limit)}`,
      value: quantity(metric, last[1]),
      limit: { value: limit, unit: 'percent' },
      sinceMs: growth.sinceMs,
      evidence: [metricEvidence(context, metric, last)],
    };
  },
};
