import type { FaultRecord } from './FaultRecord';

/** Between two failures of one series lies no longer time; the rule `restart-loop` counts the same way. */
export const SERIES_GAP_MS = 60 * 60_000;

/** A job that fails leaves RUNNING by way of FAILING, and several tasks may fail with it. */
const ONE_DEPARTURE_MS = 2_000;

/** Places that write every failure as an exception, and no change of the job's state. */
const WRITES_FAILURES_ONLY = ['Flink REST', 'Kubernetes events'];

/**
 * When the job left RUNNING, epoch ms, oldest first. Flink's exception history and the operator's events hold
 * failures alone, so each of those is a departure; a log also holds exceptions that the job lived through.
 */
export function departuresOf(records: readonly FaultRecord[]): number[] {
  const times = records
    .filter(
      record =>
        record.kind === 'leftRunning' ||
        (record.kind === 'exception' &&
          WRITES_FAILURES_ONLY.includes(record.source)),
    )
    .map(({ at }) => Date.parse(at))
    .sort((a, b) => a - b);
  return times.filter(
    (atMs, index) => index === 0 || atMs - times[index - 1] > ONE_DEPARTURE_MS,
  );
}

/** When checkpoints completed, epoch ms, oldest first. */
export function checkpointsOf(
  records: readonly FaultRecord[],
  lastCompletedCheckpointAtMs?: number,
): number[] {
  const times = records
    .filter(({ kind }) => kind === 'checkpointCompleted')
    .map(({ at }) => Date.parse(at));
  return [
    ...times,
    ...(lastCompletedCheckpointAtMs === undefined
      ? []
      : [lastCompletedCheckpointAtMs]),
  ].sort((a, b) => a - b);
}

/** When runs of the job began, epoch ms, oldest first. */
export function startsOf(
  records: readonly FaultRecord[],
  startedAtMs?: number,
): number[] {
  const times = records
    .filter(({ kind }) => kind === 'jobStarted')
    .map(({ at }) => Date.parse(at));
  return [...times, ...(startedAtMs === undefined ? [] : [startedAtMs])].sort(
    (a, b) => a - b,
  );
}

/** The departures of the newest series. */
export function newestSeries(departures: readonly number[]): number[] {
  let first = departures.length - 1;
  while (
    first > 0 &&
    departures[first] - departures[first - 1] <= SERIES_GAP_MS
  ) {
    first -= 1;
  }
  return departures.slice(Math.max(0, first));
}

/** The last moment of the list that lies before another. */
export function lastBefore(
  times: readonly number[],
  beforeMs: number,
): number | undefined {
  return times.filter(time => time < beforeMs).pop();
}
