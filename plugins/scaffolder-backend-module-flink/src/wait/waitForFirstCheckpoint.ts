import { isError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ApplicationLook } from '../portal/FlinkBackend';
import type { CommitStatusSource } from './commitStatuses/CommitStatus';
import type { RunProgress } from './RunProgress';

/** How a wait ended. */
export type WaitOutcome =
  | { readonly kind: 'firstCheckpoint' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'timedOut'; readonly why: string }
  | { readonly kind: 'cancelled' };

/** How often what is asked. */
export interface WaitCadence {
  readonly applicationMs: number;
  /** Git hosts limit how often they are asked. */
  readonly statusesMs: number;
}

/**
 * Looks until the first checkpoint completed, something failed, the time is up or the task is cancelled. What
 * cannot be seen is told and asked again: an outage of the portal is no failure of the job.
 */
export async function waitForFirstCheckpoint(options: {
  progress: RunProgress;
  statuses?: { readonly source: CommitStatusSource; readonly ref: string };
  application: () => Promise<ApplicationLook>;
  cadence: WaitCadence;
  deadlineMs: number;
  signal: AbortSignal;
  now: () => number;
}): Promise<WaitOutcome> {
  const { progress, statuses, cadence, deadlineMs, signal, now } = options;
  let statusesDueMs = 0;
  while (!signal.aborted) {
    if (statuses && now() >= statusesDueMs) {
      statusesDueMs = now() + cadence.statusesMs;
      try {
        const read = await statuses.source.read(statuses.ref, signal);
        await progress.sawStatuses(read, now());
      } catch (error) {
        noteUnlessAborted('commit statuses', error);
      }
    }
    try {
      const look = await options.application();
      await progress.sawApplication(look, now());
    } catch (error) {
      noteUnlessAborted('the application', error);
    }

    if (progress.isReached) {
      return { kind: 'firstCheckpoint' };
    }
    if (progress.failure) {
      return { kind: 'failed', why: progress.failure };
    }
    if (now() >= deadlineMs) {
      return { kind: 'timedOut', why: progress.standing };
    }
    await sleep(
      Math.min(cadence.applicationMs, Math.max(0, deadlineMs - now())),
      undefined,
      { signal },
    ).catch(() => undefined);
  }
  return { kind: 'cancelled' };

  function noteUnlessAborted(what: string, error: unknown) {
    if (!signal.aborted) {
      progress.cannotSee(what, isError(error) ? error.message : String(error));
    }
  }
}
