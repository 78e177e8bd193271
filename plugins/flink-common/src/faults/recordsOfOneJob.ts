import type { FaultRecord } from './FaultRecord';

/**
 * On a session cluster several jobs write; one of them has the newest failure, and its records are looked at.
 */
export function recordsOfOneJob(records: readonly FaultRecord[]): {
  readonly records: readonly FaultRecord[];
  readonly severalJobs: boolean;
} {
  const jobs = new Set(
    records.map(({ job }) => job).filter(job => job !== undefined),
  );
  if (jobs.size < 2) {
    return { records, severalJobs: false };
  }
  const newest = records
    .filter(
      ({ kind, job }) =>
        job && (kind === 'exception' || kind === 'leftRunning'),
    )
    .sort((a, b) => b.at.localeCompare(a.at))[0];
  return {
    records: newest ? records.filter(({ job }) => job === newest.job) : records,
    severalJobs: true,
  };
}
