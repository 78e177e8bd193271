/** What somebody said about an application in its tags, labels or catalog entity. */
export interface ApplicationFacts {
  /** Entity ref. */
  readonly owner?: string;
  readonly environment?: string;
  readonly tier?: string;
}

/** A tag or label that says something, by the key it has on the application. */
export interface SaidBy {
  readonly key: string;
  readonly value: string;
}

const OWNER_KEYS = ['owner', 'team'];
const ENVIRONMENT_KEYS = ['environment', 'env'];
const TIER_KEYS = ['flink.apache.org/tier', 'tier'];

/**
 * Owner, environment and tier as tags or labels say them. Keys are compared without case. An owner that
 * is not an entity ref is taken for a group's name in the default namespace; whether such a group exists
 * is for the catalog to say.
 */
export function factsFromLabels(
  labels: Readonly<Record<string, string>>,
): ApplicationFacts {
  const owner = ownerLabel(labels);
  return {
    owner: owner && toOwnerRef(owner.value),
    environment: firstOf(labels, ENVIRONMENT_KEYS)?.value,
    tier: firstOf(labels, TIER_KEYS)?.value,
  };
}

/** The tag or label that names the owner, verbatim. */
export function ownerLabel(
  labels: Readonly<Record<string, string>>,
): SaidBy | undefined {
  return firstOf(labels, OWNER_KEYS);
}

/**
 * The tag or label of a key, whatever its case; empty ones do not count. Where several differ in case alone,
 * the key as it is written here wins, then the first in the order of code units: no order of a map decides.
 */
export function labelOf(
  labels: Readonly<Record<string, string>>,
  key: string,
): SaidBy | undefined {
  const found = Object.entries(labels)
    .map(([name, value]) => ({ key: name, value: value.trim() }))
    .filter(
      each => each.value !== '' && each.key.toLocaleLowerCase('en') === key,
    )
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  return found.find(each => each.key === key) ?? found.at(0);
}

// Source: Backstage, "Descriptor format", names of entities.
const NAME = /^[a-z0-9]([-a-z0-9_.]{0,61}[a-z0-9])?$/;

/** The entity ref that a text names as an owner: `payments`, `group:payments`, `user:default/jane`. */
export function toOwnerRef(text: string): string | undefined {
  const [, kind = 'group', namespace = 'default', name] =
    /^(?:(group|user):)?(?:([^/:]+)\/)?([^/:]+)$/.exec(
      text.trim().toLocaleLowerCase('en-US'),
    ) ?? [];
  return name && NAME.test(name) && NAME.test(namespace)
    ? `${kind}:${namespace}/${name}`
    : undefined;
}

function firstOf(
  labels: Readonly<Record<string, string>>,
  keys: readonly string[],
): SaidBy | undefined {
  return keys.map(key => labelOf(labels, key)).find(Boolean);
}
