import type { StoredAction } from '../store/StoredAction';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** How much longer than its worst usual time an action may take before it is overdue. */
export const OVERDUE_FACTOR = 1.5;
/** Nothing is overdue before that, ms: a few quick runs say little about the slowest. */
export const OVERDUE_FLOOR_MS = 2 * MINUTE_MS;
/** How long an action is followed at the most, ms. */
export const GIVE_UP_MS = 24 * 60 * MINUTE_MS;

const LONGEST_BACKOFF_MS = 2 * MINUTE_MS;

/** Whether an action takes longer than its worst usual time. */
export function isOverdue(
  { sentAtMs, plan }: Pick<StoredAction, 'sentAtMs' | 'plan'>,
  nowMs: number,
): boolean {
  const allowedMs = Math.max(
    plan.duration.worstMs * OVERDUE_FACTOR,
    OVERDUE_FLOOR_MS,
  );
  return sentAtMs !== undefined && nowMs - sentAtMs > allowedMs;
}

/** How long until the next look, ms: close at first, where most actions end; slower as it drags on. */
export function untilNextLookMs(
  action: Pick<StoredAction, 'sentAtMs' | 'plan'>,
  nowMs: number,
): number {
  const ageMs = nowMs - (action.sentAtMs ?? nowMs);
  if (ageMs > 60 * MINUTE_MS) {
    return MINUTE_MS;
  }
  if (isOverdue(action, nowMs)) {
    return 30 * SECOND_MS;
  }
  return ageMs < 2 * MINUTE_MS ? 2 * SECOND_MS : 5 * SECOND_MS;
}

/** How long until the next look after one or more failed, ms. */
export function afterFailedLooksMs(failedLooks: number): number {
  return Math.min(
    3 * SECOND_MS * 2 ** Math.min(failedLooks - 1, 10),
    LONGEST_BACKOFF_MS,
  );
}
