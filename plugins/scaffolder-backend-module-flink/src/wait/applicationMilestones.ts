import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { Milestone, MilestoneId } from './Milestone';

/**
 * What of the way to the first checkpoint an application shows. What happened before the run began belongs to
 * another run; what has no time of its own is dated to now.
 */
export function applicationMilestones(
  detail: flinkApi.ApplicationDetail,
  startedMs: number,
  nowMs: number,
): Milestone[] {
  const { figures, jobs, state } = detail;
  const within = (at: string | undefined) => {
    const atMs = at === undefined ? nowMs : Date.parse(at);
    return atMs >= startedMs ? Math.min(atMs, nowMs) : undefined;
  };
  const reached: (readonly [MilestoneId, number | undefined])[] = [];

  const job = jobs.find(({ status }) => status === 'RUNNING');
  if (job || state.some(({ value }) => value === 'RUNNING')) {
    reached.push([
      'running',
      // The state may be of before the run; only a reading of after it counts.
      within(job?.startedAt) ??
        (within(detail.observedAt) === undefined ? undefined : nowMs),
    ]);
  }
  const records = [figures.recordsIn, figures.recordsOut].find(
    figure => figure !== undefined && figure.value > 0,
  );
  if (records) {
    reached.push(['firstRecord', within(records.at)]);
  }
  const checkpointAt =
    jobs
      .map(({ lastCompletedCheckpointAt }) => lastCompletedCheckpointAt)
      .find(at => at !== undefined) ?? figures.lastCheckpoint?.at;
  if (checkpointAt) {
    reached.push(['firstCheckpoint', within(checkpointAt)]);
  }
  return reached.flatMap(([id, atMs]) =>
    atMs === undefined ? [] : [{ id, atMs }],
  );
}
