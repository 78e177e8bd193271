import type { EntityLink } from '../../store/LinkStore';
import type { Claim } from './Ownership';

/** The claims of links, one for each entity however many of its annotations name the application. */
export function claimsOfLinks(links: readonly EntityLink[]): Claim[] {
  const byEntity = new Map(
    links.map(({ entityRef, owner, confirmedBy, message }): [string, Claim] => [
      entityRef,
      { entityRef, owner, confirmedBy, message },
    ]),
  );
  const rank = ({ confirmedBy }: Claim) => (confirmedBy ? 0 : 1);
  return [...byEntity.values()].sort(
    (left, right) =>
      rank(left) - rank(right) || (left.entityRef < right.entityRef ? -1 : 1),
  );
}
