import {
  parseApplicationId,
  type ApplicationIdentity,
} from '@flink-portal/backstage-plugin-flink-common';
import { toOwnerRef } from '../../store/labelFacts';
import type { LifecycleSettings } from '../config/LifecycleSettings';

/** Whom the configuration names for the place where an application runs. */
export interface OwnerOfPlace {
  /** Entity ref. */
  readonly owner: string;
  /** For people: `account 111122223333`. */
  readonly place: string;
}

type Entry = LifecycleSettings['ownership'][number];

const KEYS = ['accounts', 'clusters', 'namespaces', 'sources'] as const;
type Key = (typeof KEYS)[number] & keyof Entry;

const TITLE: Readonly<Record<Key, string>> = {
  accounts: 'account',
  clusters: 'cluster',
  namespaces: 'namespace',
  sources: 'source',
};

/**
 * The owner that `flink.ownership` names for an application: of the first entry that matches. Every list an
 * entry has must name the application's place, so that more lists never match more; one without any matches
 * nothing.
 */
export function ownerOfPlace(
  application: ApplicationIdentity,
  ownership: LifecycleSettings['ownership'],
): OwnerOfPlace | undefined {
  const places = placesOf(application);
  for (const entry of ownership) {
    const owner = toOwnerRef(entry.owner);
    const asked = KEYS.filter(key => entry[key] !== undefined);
    const matches =
      asked.length > 0 &&
      asked.every(key => {
        const place = places[key];
        return place !== undefined && entry[key]?.includes(place);
      });
    if (owner && matches) {
      return {
        owner,
        place: asked.map(key => `${TITLE[key]} ${places[key]}`).join(', '),
      };
    }
  }
  return undefined;
}

function placesOf({
  id,
  sourceId,
}: ApplicationIdentity): Partial<Record<Key, string>> {
  const parsed = parseApplicationId(id);
  switch (parsed.runtime) {
    case 'managed':
      return { accounts: parsed.accountId, sources: sourceId };
    case 'kubernetes':
      return {
        clusters: parsed.cluster,
        namespaces: parsed.namespace,
        sources: sourceId,
      };
    default:
      return { clusters: parsed.cluster, sources: sourceId };
  }
}
