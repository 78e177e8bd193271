import { optionalTime } from '../optionalTime';
import { CLEAR, JOB_WORKLOADS, type HealthRule } from './Rule';

/** The job runs with another parallelism than was asked for: capacity and cost are not what somebody wrote. */
export const parallelismDiffers: HealthRule = {
  id: 'parallelism-differs',
  title: 'Parallelism differs',
  role: 'unknown',
  severity: 'info',
  needs: { parts: ['configuration', 'operations'] },
  nextStep:
    'If the new parallelism is right, ask for it, so that the next change does not undo it.',
  phases: ['running'],
  workloads: JOB_WORKLOADS,
  quiet: false,
  evaluate({ configuration, operations }) {
    if (!configuration) {
      return {
        outcome: 'notAssessed',
        reason: 'the configuration could not be read',
      };
    }
    const { parallelism, currentParallelism, autoscalingEnabled } =
      configuration;
    if (
      parallelism === undefined ||
      currentParallelism === undefined ||
      currentParallelism === parallelism
    ) {
      return CLEAR;
    }
    const scaled = operations?.find(
      ({ kind, status }) => kind === 'autoscale' && status === 'succeeded',
    );
    const why = autoscalingEnabled
      ? 'autoscaling changes it'
      : 'autoscaling is not turned on';
    return {
      outcome: 'holds',
      message: `runs with parallelism ${currentParallelism}, asked for ${parallelism}; ${why}`,
      value: { value: currentParallelism, unit: 'count' },
      limit: { value: parallelism, unit: 'count' },
      sinceMs: optionalTime(scaled?.endedAt ?? scaled?.startedAt),
      evidence: [
        { name: 'parallelism', value: String(parallelism) },
        { name: 'currentParallelism', value: String(currentParallelism) },
      ],
    };
  },
};
