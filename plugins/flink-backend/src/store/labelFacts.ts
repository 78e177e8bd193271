/** What somebody said about an application in its tags, labels or catalog entity. */
export interface ApplicationFacts {
  /** Entity ref. */
  readonly owner?: string;
  readonly environment?: string;
  readonly tier?: string;
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
  const byKey = new Map(
    Object.entries(labels).map(([key, value]) => [
      key.toLocaleLowerCase('en'),
      value.trim(),
    ]),
  );
  const first = (keys: readonly string[]) =>
    keys.map(key => byKey.get(key)).find(Boolean);
  const owner = first(OWNER_KEYS);
  return {
    owner: owner && toOwnerRef(owner),
    environment: first(ENVIRONMENT_KEYS),
    tier: first(TIER_KEYS),
  };
}

// Source: Backstage, "Descriptor format", names of entities.
const NAME = /^[a-z0-9]([-a-z0-9_.]{0,61}[a-z0-9])?$/;

function toOwnerRef(text: string): string | undefined {
  const lower = text.toLocaleLowerCase('en');
  if (/^(group|user):[^/:]+\/[^/:]+$/.test(lower)) {
    return lower;
  }
  return NAME.test(lower) ? `group:default/${lower}` : undefined;
}
