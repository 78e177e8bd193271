import { anyObjectSchema } from '../resources';

/** A raw object with what is needed to keep it apart from others and in order. */
interface Entry {
  readonly object: unknown;
  readonly resourceVersion: string;
}

/**
 * The objects of one kind by uid. A change that is older than what is held is ignored, so a list and a
 * watch may overlap in any order without losing an update.
 */
export class ObjectMap {
  readonly #entries = new Map<string, Entry>();
  /** Objects without a name: they cannot be shown, and are counted so that it can be said. */
  unreadable = 0;

  get objects(): unknown[] {
    return [...this.#entries.values()].map(({ object }) => object);
  }

  /** Makes the map what a complete list says. */
  replaceAll(objects: readonly unknown[]): void {
    const previous = new Map(this.#entries);
    this.#entries.clear();
    this.unreadable = 0;
    for (const object of objects) {
      const key = identify(object);
      if (!key) {
        this.unreadable += 1;
        continue;
      }
      const held = previous.get(key.uid);
      this.#entries.set(
        key.uid,
        held && isNewer(held.resourceVersion, key.resourceVersion)
          ? held
          : { object, resourceVersion: key.resourceVersion },
      );
    }
  }

  /** Applies one change; true when it changed anything. */
  apply(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: unknown): boolean {
    const key = identify(object);
    if (!key) return false;
    if (type === 'DELETED') return this.#entries.delete(key.uid);
    const held = this.#entries.get(key.uid);
    if (held && !isNewer(key.resourceVersion, held.resourceVersion)) {
      return false;
    }
    this.#entries.set(key.uid, {
      object,
      resourceVersion: key.resourceVersion,
    });
    return true;
  }
}

function identify(
  object: unknown,
): { uid: string; resourceVersion: string } | undefined {
  const parsed = anyObjectSchema.safeParse(object);
  if (!parsed.success) return undefined;
  const { uid, namespace, name, resourceVersion } = parsed.data.metadata;
  return {
    uid: uid ?? `${namespace}/${name}`,
    resourceVersion: resourceVersion ?? '',
  };
}

// Officially opaque, yet numbers in every API server. Where they are not, the later arrival wins.
function isNewer(candidate: string, held: string): boolean {
  if (candidate === held) return false;
  return /^\d+$/.test(candidate) && /^\d+$/.test(held)
    ? BigInt(candidate) > BigInt(held)
    : true;
}
