import {
  formatDurationMs,
  type Operation,
} from '@flink-portal/backstage-plugin-flink-common';
import { operationAt } from '../../collect/isPlannedTransition';
import type { TimelineItem } from '../../schema/openapi/generated/models';
import { toIso } from '../../store/rows';
import { REMOVED, type StoredTransition } from '../../store/TransitionStore';
import { operationTitle } from './operationItems';

/** A condition that began this long before it was noticed is worth a word, ms. */
const NOTICED_LATE_MS = 2 * 60_000;

/**
 * Changes of the verdict, as the timeline tells them.
 *
 * @param transitions - newest first; the one after each tells how long it was as before
 * @param operations - by which a change is explained
 */
export function verdictItems(
  transitions: readonly StoredTransition[],
  operations: readonly Operation[],
): TimelineItem[] {
  return transitions.map((transition, index) => {
    const { atMs, from, to, sinceMs, ruleId, planned } = transition;
    const lateMs = atMs - (sinceMs ?? atMs);
    return {
      id: `verdict:${atMs}`,
      kind: 'verdict',
      at: toIso(atMs),
      title: titleOf(transition, transitions.at(index + 1), operations),
      detail:
        isTrouble(to) && lateMs >= NOTICED_LATE_MS
          ? `It began ${formatDurationMs(lateMs)} before it was noticed`
          : undefined,
      verdict: to === REMOVED ? undefined : to,
      fromVerdict: from,
      ruleId,
      planned,
    };
  });
}

function isTrouble(to: StoredTransition['to']): boolean {
  return to === 'Unhealthy' || to === 'Degraded' || to === 'Unknown';
}

function titleOf(
  transition: StoredTransition,
  before: StoredTransition | undefined,
  operations: readonly Operation[],
): string {
  const { atMs, from, to, reason } = transition;
  if (to === REMOVED) {
    return 'No longer in its source';
  }
  // One sentence: the colon after the verdict is the only one.
  const why = reason && isTrouble(to) ? `: ${reason.replace(': ', ', ')}` : '';
  if (!from) {
    return before?.to === REMOVED
      ? `Back after ${formatDurationMs(atMs - before.atMs)}, ${to}${why}`
      : `First seen, ${to}${why}`;
  }
  switch (to) {
    case 'Healthy':
      return healthyAgain(transition, before);
    case 'Changing':
      return changing(transition, operations);
    case 'Stopped': {
      const operation = operationAt(operations, atMs);
      const by =
        operation?.kind === 'stop' && operation.initiatedBy
          ? ` by ${operation.initiatedBy}`
          : '';
      return `Stopped on request${by}`;
    }
    default:
      return `Became ${to}${why}`;
  }
}

function healthyAgain(
  { atMs, from, planned }: StoredTransition,
  before: StoredTransition | undefined,
): string {
  const lasted = before ? formatDurationMs(atMs - before.atMs) : undefined;
  if (from === 'Changing') {
    const change = planned ? 'planned change' : 'change';
    return lasted
      ? `Healthy after a ${change} of ${lasted}`
      : `Healthy after a ${change}`;
  }
  return lasted ? `Healthy again after ${lasted} ${from}` : 'Healthy again';
}

function changing(
  { atMs, planned }: StoredTransition,
  operations: readonly Operation[],
): string {
  const operation = operationAt(operations, atMs);
  const words = planned ? 'Changing as planned' : 'Changing';
  return operation ? `${words}: ${operationTitle(operation)}` : words;
}
