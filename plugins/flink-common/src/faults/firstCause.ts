import type { FingerprintedException } from './distinctExceptions';
import { isEcho, saysTaskManagerGone } from './echoes';

/** A task's exception is written moments before the job's departure. */
export const WRITTEN_BEFORE_MS = 2_000;
/** A TaskManager that died is missed after the heartbeat's timeout (50 s by default). */
const MISSED_AFTER_MS = 90_000;
/** What explains a lost connection may be written a little later than the loss. */
const EXPLAINED_WITHIN_MS = 10_000;

/**
 * The exception that made the job leave RUNNING: the first that is no echo, and of a lost TaskManager the one
 * that says why it was lost.
 *
 * @param exceptions - oldest first
 */
export function firstCause(
  exceptions: readonly FingerprintedException[],
  departedAtMs: number,
): FingerprintedException | undefined {
  const causes = exceptions.filter(exception => !isEcho(exception));
  const first = causes.find(
    ({ at }) => Date.parse(at) >= departedAtMs - WRITTEN_BEFORE_MS,
  );
  if (!first || !saysTaskManagerGone(first)) {
    return first;
  }
  const goneAtMs = Date.parse(first.at);
  const explains = causes.find(exception => {
    const atMs = Date.parse(exception.at);
    return (
      !saysTaskManagerGone(exception) &&
      atMs >= goneAtMs - MISSED_AFTER_MS &&
      atMs <= goneAtMs + EXPLAINED_WITHIN_MS
    );
  });
  return explains ?? first;
}
