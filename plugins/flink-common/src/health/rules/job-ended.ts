import { optionalTime } from '../optionalTime';
import { CLEAR, type HealthRule } from './Rule';

/** A streaming job that came to its end. */
export const jobEnded: HealthRule = {
  id: 'job-ended',
  title: 'Job ended',
  role: 'unknown',
  severity: 'degraded',
  needs: { parts: ['state', 'configuration'] },
  nextStep:
    'Check whether the source is bounded or somebody stopped the job with a savepoint; start it again if neither was meant.',
  phases: ['finished'],
  // Batch jobs are meant to end.
  workloads: ['streaming'],
  quiet: false,
  evaluate({ state, configuration }) {
    if (state.phase !== 'finished') {
      return CLEAR;
    }
    return {
      outcome: 'holds',
      message: configuration
        ? 'a streaming job came to its end and processes nothing any more'
        : 'the job came to its end; whether it was meant to is not known, because its configuration could not be read',
      sinceMs: optionalTime(state.since),
      evidence: state.verbatim.map(({ label, value }) => ({
        name: label,
        value,
      })),
    };
  },
};
