import type { StoredApplication } from '../store/ApplicationStore';

/** How long one look at an application keeps it read closely, ms. */
export const INTEREST_MS = 2 * 60_000;

/**
 * Whether an application is to be read closely: it changes, is not healthy, or somebody looks at it.
 * A stopped one has nothing that changes within minutes, and its metrics would cost money for nothing.
 */
export function wantsClose(
  { judgement: { verdict }, interestAtMs }: StoredApplication,
  nowMs: number,
): boolean {
  return (
    (verdict !== 'Healthy' && verdict !== 'Stopped') ||
    (interestAtMs !== undefined && nowMs - interestAtMs <= INTEREST_MS)
  );
}
