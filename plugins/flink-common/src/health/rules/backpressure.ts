import { formatPercent } from '../../format';
import type { MetricPoint } from '../../metrics/MetricSeries';
import { bottleneck } from './lagReading';
import { lasting } from './lasting';
import { metricEvidence, quantity } from './metricEvidence';
import { CLEAR, JOB_WORKLOADS, type HealthRule } from './Rule';
import { sustainedAbove, type Sustained } from './sustained';

/** A part waits for the one behind it. */
export const backpressure: HealthRule = {
  id: 'backpressure',
  title: 'Backpressure',
  role: 'cause',
  severity: 'degraded',
  needs: { parts: [], metrics: ['backPressuredTimeMsPerSecond'] },
  nextStep:
    'Look at the busiest operator downstream of the blocked one; often it is the sink.',
  phases: ['running'],
  workloads: JOB_WORKLOADS,
  perJob: true,
  evaluate(context) {
    const metric = 'backPressuredTimeMsPerSecond';
    const whole = context.metric(metric);
    if (!whole) {
      return { outcome: 'notAssessed', reason: context.whyUnknown([metric]) };
    }
    const limit = context.thresholds.backPressuredMsPerSecond;
    const worst = [...context.parts(metric), { points: whole, part: undefined }]
      .flatMap(({ points, part }) =>
        found(sustainedAbove(points, limit, context.held), part?.name),
      )
      .sort((a, b) => b.point[1] - a.point[1])[0];
    if (!worst) {
      return CLEAR;
    }
    const who = worst.part ? `${worst.part} is` : 'the job is';
    const busiest = bottleneck(context);
    return {
      outcome: 'holds',
      message: `${who} blocked ${share(
        worst.point,
      )} of the time by what comes after, ${lasting(
        context,
        worst.sinceMs,
      )}, limit ${formatPercent(limit / 10)}${
        busiest
          ? `; bottleneck ${busiest.name}, busy ${formatPercent(
              busiest.busyPercent,
            )}`
          : ''
      }`,
      value: quantity(metric, worst.point[1]),
      limit: quantity(metric, limit),
      sinceMs: worst.sinceMs,
      evidence: [metricEvidence(context, metric, worst.point, worst.part)],
    };
  },
};

function share([, msPerSecond]: MetricPoint): string {
  return formatPercent(Math.min(msPerSecond / 10, 100));
}

function found(sustained: Sustained | undefined, part: string | undefined) {
  return sustained ? [{ ...sustained, part }] : [];
}
