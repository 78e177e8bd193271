import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { Milestone, MilestoneId } from './Milestone';

const MINUTE_MS = 60_000;

/**
 * What of the way to the first checkpoint an application shows. What happened before the run began belongs to
 * another run; what has no time of its own is dated to now.
 */
export function applicationMilestones(
  detail: Pick<
    flinkApi.ApplicationDetail,
    'figures' | 'jobs' | 'state' | 'observedAt'
  >,
  startedMs: number,
  nowMs: number,
): Milestone[] {
  const { figures, jobs, state } = detail;
  const within = (at: string | undefined) => {
    const atMs = at === undefined ? nowMs : Date.parse(at);
    return atMs >= startedMs ? Math.min(atMs, nowMs) : undefined;
  };
  // A value of a minute bears its beginning; what it tells of happened by its end, or by now.
  const withinMinuteOf = (at: string) => {
    const byMs = Date.parse(at) + MINUTE_MS;
    return byMs >= startedMs ? Math.min(byMs, nowMs) : undefined;
  };
  const isWholeMinute = (at: string) => Date.parse(at) % MINUTE_MS === 0;
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
    reached.push([
      'firstRecord',
      isWholeMinute(records.at)
        ? withinMinuteOf(records.at)
        : within(records.at),
    ]);
  }
  const checkpointAt = jobs
    .map(({ lastCompletedCheckpointAt }) => lastCompletedCheckpointAt)
    .find(at => at !== undefined);
  const checkpoint = figures.lastCheckpoint;
  if (checkpointAt) {
    reached.push(['firstCheckpoint', within(checkpointAt)]);
  } else if (checkpoint) {
    reached.push([
      'firstCheckpoint',
      checkpoint.inferred
        ? withinMinuteOf(checkpoint.at)
        : within(checkpoint.at),
    ]);
  }
  return reached.flatMap(([id, atMs]) =>
    atMs === undefined ? [] : [{ id, atMs }],
  );
}
