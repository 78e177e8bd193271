import type { ObservedJob, ObservedState } from '../model/Observation';
import type { Operation } from '../model/Operation';
import type { KnownApplication } from '../model/KnownApplication';
import { optionalTime } from './optionalTime';

/** Epoch ms: since when an application runs, where anything says so; undefined while it does not. */
export function runningSinceMsOf(
  { jobs, operations }: Pick<KnownApplication, 'jobs' | 'operations'>,
  state: ObservedState,
): number | undefined {
  return state.phase === 'running'
    ? optionalTime(state.since) ??
        startOf(jobs.lastGood?.value) ??
        endOfLastChange(operations.lastGood?.value)
    : undefined;
}

function startOf(jobs: readonly ObservedJob[] | undefined): number | undefined {
  return jobs?.length === 1 ? optionalTime(jobs[0].startedAt) : undefined;
}

function endOfLastChange(
  operations: readonly Operation[] | undefined,
): number | undefined {
  return optionalTime(
    operations?.find(
      one => one.kind !== 'snapshot' && one.endedAt !== undefined,
    )?.endedAt,
  );
}
