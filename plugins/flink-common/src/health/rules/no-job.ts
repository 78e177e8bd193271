import { formatDurationMs } from '../../format';
import { CLEAR, JOB_WORKLOADS, type HealthRule } from './Rule';

// Source: health model of operated Flink jobs: a deployment that is recovered has two minutes.
const RECOVERY_MS = 2 * 60_000;

/** The application is said to run, and there is no job in it. */
export const noJob: HealthRule = {
  id: 'no-job',
  title: 'No job',
  role: 'cause',
  severity: 'unhealthy',
  needs: { parts: ['jobs'] },
  nextStep:
    'Read the JobManager’s log from its newest start on; redeploy from the newest savepoint or checkpoint.',
  phases: ['running'],
  workloads: JOB_WORKLOADS,
  quiet: false,
  evaluate({ jobs, nowMs, known, formingSinceMs }) {
    if (jobs === undefined || jobs.length > 0) {
      return CLEAR;
    }
    const sinceMs = formingSinceMs ?? nowMs;
    return nowMs - sinceMs <= RECOVERY_MS
      ? { outcome: 'forming', sinceMs }
      : {
          outcome: 'holds',
          message: `the application runs without any job for ${formatDurationMs(
            nowMs - sinceMs,
          )}, limit ${formatDurationMs(RECOVERY_MS)}`,
          value: { value: 0, unit: 'count' },
          sinceMs,
          evidence: [
            { name: 'jobs', value: 'none', at: known.jobs.lastGood?.at },
          ],
        };
  },
};
