import {
  actionVerb,
  type ActionKind,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Ownership } from '../claims/Ownership';

/**
 * Why somebody may not do something, in a sentence. It names entities only when the caller owns them. When the
 * caller's own entity names the application and nothing confirms that, this is what to change.
 *
 * @param kind - absent: whatever it is
 * @param ownershipRefs - the caller and the groups they are in
 */
export function explainDenial(
  kind: ActionKind | undefined,
  ownership: Ownership | undefined,
  ownershipRefs: readonly string[],
): string {
  const denied = `You may not ${
    kind ? verb(kind) : 'change'
  } this application.`;
  if (!ownership) {
    return denied;
  }
  const { confirmedOwner, claims } = ownership;
  if (confirmedOwner && isOneOf(ownershipRefs, confirmedOwner)) {
    return `${denied} You are a confirmed owner (${confirmedOwner}), but the portal's permission policy does not give owners this right.`;
  }
  const own = claims.filter(
    ({ owner }) => owner && isOneOf(ownershipRefs, owner),
  );
  const unconfirmed = own.find(({ confirmedBy }) => !confirmedBy);
  if (own.length > 0 && unconfirmed && own.every(each => !each.confirmedBy)) {
    return `${denied} ${unconfirmed.message}`;
  }
  if (own.length > 0 && confirmedOwner) {
    return `${denied} ${own[0].entityRef} is confirmed, but rights go to ${confirmedOwner}, whom the application or the configuration names before it.`;
  }
  return confirmedOwner
    ? `${denied} It belongs to ${confirmedOwner}, and the portal's permission policy gives you no right to it.`
    : `${denied} Nobody is confirmed as its owner, so nobody has an owner's rights; the portal's permission policy gives you no other.`;
}

function isOneOf(refs: readonly string[], ref: string): boolean {
  return refs.some(
    each => each.toLocaleLowerCase('en-US') === ref.toLocaleLowerCase('en-US'),
  );
}

function verb(kind: ActionKind): string {
  const [first, ...rest] = actionVerb(kind);
  return `${first.toLocaleLowerCase('en-US')}${rest.join('')}`;
}
