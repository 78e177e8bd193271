import { formatDurationMs, formatPercent } from '../../format';
import {
  checkpointIntervalMs,
  whyIntervalUnknown,
} from '../checkpointInterval';
import { newestCheckpoint } from '../checkpoints';
import type { MetricPoint } from '../../metrics/MetricSeries';
import type { RuleContext } from '../RuleContext';
import { timeMs } from '../points';
import { bottleneckWords } from './lagReading';
import { lasting } from './lasting';
import { metricEvidence, quantity } from './metricEvidence';
import { CLEAR, type HealthRule } from './Rule';
import { RELEASE_SHARE, sustainedAbove, type Sustained } from './sustained';

/** Checkpoints take so long that the job hardly does anything else. */
export const checkpointSlow: HealthRule = {
  id: 'checkpoint-slow',
  title: 'Checkpoints slow',
  role: 'unknown',
  severity: 'degraded',
  needs: {
    parts: ['jobs', 'configuration'],
    metrics: ['lastCheckpointDuration'],
  },
  nextStep:
    'Look for backpressure first, then at the size of the state; a longer interval only hides it.',
  phases: ['running'],
  workloads: ['streaming'],
  perJob: true,
  evaluate(context) {
    const metric = 'lastCheckpointDuration';
    const intervalMs = checkpointIntervalMs(context);
    if (intervalMs === 'off') {
      return CLEAR;
    }
    if (intervalMs === 'unknown') {
      return { outcome: 'notAssessed', reason: whyIntervalUnknown(context) };
    }
    const percent = context.thresholds.checkpointDurationPercent;
    const limitMs = (intervalMs * percent) / 100;
    const points = context.metric(metric);
    const stated = points ? undefined : statedDuration(context);
    if (!points && !stated) {
      return { outcome: 'notAssessed', reason: context.whyUnknown([metric]) };
    }
    const slow = points
      ? sustainedAbove(points, limitMs, context.held)
      : aboveLimit(stated, limitMs, context.held);
    return slow
      ? {
          outcome: 'holds',
          message: `checkpoints take ${formatDurationMs(
            slow.point[1],
          )} ${lasting(context, slow.sinceMs)}, limit ${formatDurationMs(
            limitMs,
          )} (${formatPercent(percent)} of the interval of ${formatDurationMs(
            intervalMs,
          )})${bottleneckWords(context)}`,
          value: quantity(metric, slow.point[1]),
          limit: quantity(metric, limitMs),
          sinceMs: slow.sinceMs,
          evidence: [metricEvidence(context, metric, slow.point)],
        }
      : CLEAR;
  },
};

/** Where no gauge is known, what the runtime says of the newest checkpoint is one value. */
function statedDuration({ jobs }: RuleContext): MetricPoint | undefined {
  const checkpoint = newestCheckpoint(jobs, () => undefined);
  return checkpoint.known === 'time' && checkpoint.durationMs !== undefined
    ? [checkpoint.atMs / 1000, checkpoint.durationMs]
    : undefined;
}

function aboveLimit(
  point: MetricPoint | undefined,
  limitMs: number,
  held: boolean,
): Sustained | undefined {
  return point && point[1] > (held ? limitMs * RELEASE_SHARE : limitMs)
    ? { point, sinceMs: timeMs(point) }
    : undefined;
}
