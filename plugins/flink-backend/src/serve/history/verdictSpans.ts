import type { Verdict } from '@flink-portal/backstage-plugin-flink-common';
import { REMOVED, type StoredTransition } from '../../store/TransitionStore';

/** Time in one verdict, epoch ms; `toMs` is exclusive. */
export interface Span {
  readonly verdict: Verdict;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the inventory says of an application whose transitions are told. */
export interface WatchedApplication {
  readonly verdict: Verdict;
  readonly firstSeenAtMs: number;
  /** Older transitions may have been deleted. */
  readonly keptFromMs: number;
}

/**
 * What the verdict was when, oldest first. Time before the application was known and while it was gone
 * is in no span.
 *
 * @param transitions - oldest first, with the newest one before `fromMs`
 */
export function verdictSpans(
  transitions: readonly StoredTransition[],
  application: WatchedApplication,
  fromMs: number,
  toMs: number,
): Span[] {
  const changes = [...before(transitions, application), ...transitions];
  return changes.flatMap(({ atMs, to }, index) => {
    const span = {
      verdict: to,
      fromMs: Math.max(atMs, fromMs),
      toMs: Math.min(changes[index + 1]?.atMs ?? toMs, toMs),
    };
    return isWatched(span) && span.fromMs < span.toMs ? [span] : [];
  });
}

function isWatched(span: {
  verdict: StoredTransition['to'];
  fromMs: number;
  toMs: number;
}): span is Span {
  return span.verdict !== REMOVED;
}

/** What held before the oldest stored transition, where older ones were deleted. */
function before(
  transitions: readonly StoredTransition[],
  { verdict, firstSeenAtMs, keptFromMs }: WatchedApplication,
): Array<Pick<StoredTransition, 'atMs' | 'to'>> {
  const oldest = transitions.at(0);
  const atMs = Math.max(firstSeenAtMs, keptFromMs);
  if (!oldest) {
    return [{ atMs, to: verdict }];
  }
  return oldest.from && oldest.atMs > atMs ? [{ atMs, to: oldest.from }] : [];
}
