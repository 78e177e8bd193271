import { formatDurationMs, formatPercent } from '../../format';
import { newest, runStartMs } from '../points';
import { metricEvidence, quantity } from './metricEvidence';
import { CLEAR, type HealthRule } from './Rule';

// An interpreter without work stays well below this; a running paragraph does not.
const IDLE_CPU_PERCENT = 5;

/** A notebook that costs money and does nothing. */
export const notebookIdle: HealthRule = {
  id: 'notebook-idle',
  title: 'Notebook idle',
  role: 'unknown',
  severity: 'degraded',
  needs: { parts: ['configuration'], metrics: ['cpuUtilization'] },
  nextStep: 'Stop the notebook; its notes are kept.',
  phases: ['running'],
  workloads: ['notebook'],
  evaluate(context) {
    const points = context.metric('cpuUtilization');
    const last = points && newest(points);
    if (!points || !last) {
      return {
        outcome: 'notAssessed',
        reason: context.whyUnknown(['cpuUtilization']),
      };
    }
    const runMs = runStartMs(points, value => value < IDLE_CPU_PERCENT);
    if (runMs === undefined) {
      return CLEAR;
    }
    // Only two hours of values are kept at hand; what was idle all the way through them goes on.
    const wholeSpan = points.every(([, value]) => value < IDLE_CPU_PERCENT);
    const sinceMs = wholeSpan
      ? Math.min(runMs, context.formingSinceMs ?? runMs)
      : runMs;
    const limitMs = context.thresholds.notebookIdleMs;
    const idleMs = context.nowMs - sinceMs;
    if (idleMs < limitMs) {
      return { outcome: 'forming', sinceMs };
    }
    return {
      outcome: 'holds',
      message: `without work for ${formatDurationMs(
        idleMs,
      )}, limit ${formatDurationMs(limitMs)} (CPU below ${formatPercent(
        IDLE_CPU_PERCENT,
      )})`,
      value: quantity('cpuUtilization', last[1]),
      limit: { value: limitMs, unit: 'ms' },
      sinceMs,
      evidence: [metricEvidence(context, 'cpuUtilization', last)],
    };
  },
};
