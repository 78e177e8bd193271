import { formatQuantity } from '../../format';
import { newest, runStartMs } from '../points';
import { optionalTime } from '../optionalTime';
import type { RuleContext } from '../RuleContext';
import { lagReadings } from './lagReading';
import { metricEvidence, quantity } from './metricEvidence';
import { CLEAR, type HealthRule, type RuleOutcome } from './Rule';

const TIMERS = ['downtime', 'uptime'] as const;
const SAMPLES = 3;

/** A job that is not known to be a batch job came to its end. */
export const jobEnded: HealthRule = {
  id: 'job-ended',
  title: 'Job ended',
  role: 'unknown',
  severity: 'degraded',
  needs: {
    parts: ['state', 'configuration'],
    // Lag says more about an end and is not missed without one.
    metrics: TIMERS,
  },
  nextStep:
    'Check whether the source is bounded or somebody stopped the job with a savepoint; start it again if neither was meant.',
  phases: ['finished', 'running'],
  // Batch jobs are meant to end.
  workloads: ['streaming'],
  quiet: false,
  evaluate: context =>
    context.state.phase === 'finished'
      ? finished(context)
      : endedWhileRunning(context),
};

/** Only bounded jobs end by themselves, and a job with a bounded source is nowhere declared as one. */
function finished(context: RuleContext): RuleOutcome {
  const waiting = lagReadings(context).flatMap(({ metric, points, limit }) => {
    const last = newest(points);
    return last && last[1] > limit ? [{ metric, last }] : [];
  })[0];
  const { state, configuration, heldAs } = context;
  const ended = configuration
    ? 'the job came to its end by itself, as only a bounded job does'
    : 'the job came to its end; whether it was meant to is not known, because its configuration could not be read';
  return {
    outcome: 'holds',
    severity: waiting || heldAs === 'degraded' ? 'degraded' : 'info',
    message: waiting
      ? `${ended}, while ${formatQuantity(
          quantity(waiting.metric, waiting.last[1]),
        )} wait in the source`
      : ended,
    sinceMs: optionalTime(state.since),
    evidence: [
      ...state.verbatim.map(({ label, value }) => ({ name: label, value })),
      ...(waiting
        ? [metricEvidence(context, waiting.metric, waiting.last)]
        : []),
    ],
  };
}

/** Flink's timers say -1 once a job ended, whatever is still called running. */
function endedWhileRunning(context: RuleContext): RuleOutcome {
  const known = TIMERS.flatMap(metric => {
    const points = context.metric(metric);
    return points ? [{ metric, points }] : [];
  });
  const ended = known.every(
    ({ points }) =>
      points.length >= SAMPLES &&
      points.slice(-SAMPLES).every(([, value]) => value === -1),
  );
  const [first] = known;
  const last = first && newest(first.points);
  return ended && last
    ? {
        outcome: 'holds',
        message:
          'the job came to its end and processes nothing any more, while the application runs on',
        sinceMs: runStartMs(first.points, value => value === -1),
        evidence: [
          { ...metricEvidence(context, first.metric, last), value: '-1' },
        ],
      }
    : CLEAR;
}
