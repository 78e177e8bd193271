import { JsonValue, KubernetesObject } from './objects';

/** A change of one object, as watchers see it. */
export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resourceVersion: number;
  /** `group/plural`. */
  readonly collection: string;
  readonly object: KubernetesObject;
  /** The object before the change. */
  readonly previous?: KubernetesObject;
}

/** `namespace/name`, or `/name` for cluster-scoped objects. */
export function objectKey(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

function keyOf(object: KubernetesObject): string {
  return objectKey(object.metadata.namespace, object.metadata.name);
}

/** Reads a copy: nobody may change what is stored but through a write. */
export function copyOf<T extends JsonValue>(value: T): T {
  return structuredClone(value);
}

/**
 * The objects of one cluster, with one rising resourceVersion and a bounded history, as etcd
 * keeps them.
 */
export class ObjectStore {
  private readonly collections = new Map<
    string,
    Map<string, KubernetesObject>
  >();
  private readonly listeners = new Set<(event: StoreEvent) => void>();
  private history: StoreEvent[] = [];
  private version: number;
  private compactedTo: number;

  constructor(
    private readonly options: {
      /** How many changes a watch can go back. */
      historyLimit?: number;
      firstResourceVersion?: number;
    } = {},
  ) {
    this.version = options.firstResourceVersion ?? 1000;
    this.compactedTo = this.version;
  }

  /** The newest resourceVersion. */
  get resourceVersion(): number {
    return this.version;
  }

  /** Whether changes after this version are still known. */
  remembers(resourceVersion: number): boolean {
    return resourceVersion >= this.compactedTo;
  }

  get(
    collection: string,
    namespace: string | undefined,
    name: string,
  ): KubernetesObject | undefined {
    return this.collections.get(collection)?.get(objectKey(namespace, name));
  }

  /** Sorted by namespace and name. */
  list(collection: string): KubernetesObject[] {
    return sorted(this.collections.get(collection) ?? new Map());
  }

  /** The collection as it was; only for versions the store remembers. */
  listAt(collection: string, resourceVersion: number): KubernetesObject[] {
    const objects = new Map(this.collections.get(collection) ?? []);
    for (const event of [...this.history].reverse()) {
      if (event.resourceVersion <= resourceVersion) break;
      if (event.collection !== collection) continue;
      if (event.previous) objects.set(keyOf(event.object), event.previous);
      else objects.delete(keyOf(event.object));
    }
    return sorted(objects);
  }

  /** Changes of a collection after a version, oldest first. */
  since(collection: string, resourceVersion: number): StoreEvent[] {
    return this.history.filter(
      event =>
        event.collection === collection &&
        event.resourceVersion > resourceVersion,
    );
  }

  /** Stores an object and stamps its resourceVersion. */
  put(collection: string, object: KubernetesObject): KubernetesObject {
    const objects = this.collections.get(collection) ?? new Map();
    this.collections.set(collection, objects);
    const previous = objects.get(keyOf(object));
    this.version += 1;
    const stored = copyOf(object);
    stored.metadata.resourceVersion = String(this.version);
    objects.set(keyOf(stored), stored);
    this.publish({
      type: previous ? 'MODIFIED' : 'ADDED',
      resourceVersion: this.version,
      collection,
      object: stored,
      previous,
    });
    return stored;
  }

  /** Forgets an object; undefined when it was not there. */
  remove(
    collection: string,
    namespace: string | undefined,
    name: string,
  ): KubernetesObject | undefined {
    const objects = this.collections.get(collection);
    const previous = objects?.get(objectKey(namespace, name));
    if (!objects || !previous) return undefined;
    this.version += 1;
    objects.delete(keyOf(previous));
    const object = copyOf(previous);
    object.metadata.resourceVersion = String(this.version);
    this.publish({
      type: 'DELETED',
      resourceVersion: this.version,
      collection,
      object,
      previous,
    });
    return object;
  }

  /** Calls the listener for every later change; returns the way to stop it. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Forgets the history, so that older resourceVersions answer 410. */
  compact(): void {
    this.history = [];
    this.compactedTo = this.version;
  }

  private publish(event: StoreEvent) {
    this.history.push(event);
    const limit = this.options.historyLimit ?? 5000;
    if (this.history.length > limit) {
      const dropped = this.history.splice(0, this.history.length - limit);
      this.compactedTo = dropped[dropped.length - 1].resourceVersion;
    }
    for (const listener of [...this.listeners]) listener(event);
  }
}

function sorted(objects: Map<string, KubernetesObject>): KubernetesObject[] {
  return [...objects.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, object]) => object);
}
