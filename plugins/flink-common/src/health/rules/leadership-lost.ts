import { formatDurationMs } from '../../format';
import { optionalTime } from '../optionalTime';
import { CLEAR, JOB_WORKLOADS, type HealthRule } from './Rule';

// Source: health model of operated Flink jobs: for up to two minutes another leader may take over.
const TAKEOVER_MS = 2 * 60_000;

/** Flink itself suspended the job, as no JobManager leads it; nobody asked for that. */
export const leadershipLost: HealthRule = {
  id: 'leadership-lost',
  title: 'Leadership lost',
  role: 'cause',
  severity: 'unhealthy',
  needs: { parts: ['jobs'] },
  nextStep:
    'Look at the JobManager’s log and at the store of its leader election; a restart of the JobManager lets it stand again.',
  phases: ['running'],
  workloads: JOB_WORKLOADS,
  quiet: false,
  evaluate({ jobs, state, nowMs, formingSinceMs }) {
    const job = jobs?.find(({ status }) => status === 'SUSPENDED');
    if (!job) {
      return CLEAR;
    }
    const stated = state.conditions.find(
      ({ code }) => code === 'jobUnreachable',
    );
    const sinceMs = optionalTime(stated?.since) ?? formingSinceMs ?? nowMs;
    if (nowMs - sinceMs <= TAKEOVER_MS) {
      return { outcome: 'forming', sinceMs };
    }
    return {
      outcome: 'holds',
      message: `Flink suspended job ${
        job.name
      } because nothing leads it, for ${formatDurationMs(
        nowMs - sinceMs,
      )}, limit ${formatDurationMs(TAKEOVER_MS)}`,
      value: { value: nowMs - sinceMs, unit: 'ms' },
      limit: { value: TAKEOVER_MS, unit: 'ms' },
      sinceMs,
      evidence: [{ name: `status of ${job.name}`, value: 'SUSPENDED' }],
    };
  },
};
