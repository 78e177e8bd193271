import type { Operation } from '@flink-portal/backstage-plugin-flink-common';
import type { StoredApplication } from '../store/ApplicationStore';

/** How long one look at an application keeps it read closely, ms. */
export const INTEREST_MS = 2 * 60_000;

/** How long after a change an application is read closely: a bad version shows within minutes, ms. */
const SETTLING_MS = 15 * 60_000;
const CHANGES_NOTHING: readonly Operation['kind'][] = ['snapshot', 'other'];

/**
 * Whether an application is to be read closely: it changes or has just changed, is not healthy, or somebody
 * looks at it. A stopped one has nothing that changes within minutes, and its metrics would cost money for
 * nothing.
 */
export function wantsClose(
  { judgement: { verdict }, known, interestAtMs }: StoredApplication,
  nowMs: number,
): boolean {
  return (
    (verdict !== 'Healthy' && verdict !== 'Stopped') ||
    (interestAtMs !== undefined && nowMs - interestAtMs <= INTEREST_MS) ||
    (verdict !== 'Stopped' &&
      hasJustChanged(known.operations.lastGood?.value ?? [], nowMs))
  );
}

function hasJustChanged(
  operations: readonly Operation[],
  nowMs: number,
): boolean {
  return operations.some(
    ({ kind, startedAt, endedAt }) =>
      !CHANGES_NOTHING.includes(kind) &&
      nowMs - Date.parse(endedAt ?? startedAt) <= SETTLING_MS,
  );
}
