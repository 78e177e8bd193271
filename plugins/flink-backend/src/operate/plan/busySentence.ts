import { formatAgo } from '@flink-portal/backstage-plugin-flink-common';
import type { StoredAction } from '../store/StoredAction';

/** Why an action has to wait for another one. */
export function busySentence(
  inFlight: Pick<StoredAction, 'requestedBy' | 'requestedAtMs'> & {
    readonly plan: { readonly title: string };
  },
  nowMs: number,
): string {
  return `Another action is in flight: ${inFlight.plan.title}, asked for by ${
    inFlight.requestedBy
  } ${formatAgo(
    inFlight.requestedAtMs,
    nowMs,
  )}. One runs at a time; follow it to its end.`;
}

/**
 * The action whose place a request may take: only a force-stop takes another's, and not while that one's call
 * is being made, as the two calls could pass each other.
 */
export function supersededBy(
  kind: StoredAction['request']['kind'],
  inFlight: StoredAction | undefined,
  nowMs: number,
): string | undefined {
  if (!inFlight || kind !== 'forceStop') {
    return undefined;
  }
  const callIsMade =
    inFlight.status === 'sending' && (inFlight.nextLookAtMs ?? 0) > nowMs;
  return inFlight.request.kind === 'forceStop' || callIsMade
    ? undefined
    : inFlight.id;
}
