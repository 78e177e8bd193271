import type { z } from 'zod';
import {
  eventSchema,
  flinkBlueGreenDeploymentSchema,
  flinkDeploymentSchema,
  flinkSessionJobSchema,
  flinkStateSnapshotSchema,
  podSchema,
} from '../resources';
import type { Part } from '../translate';
import type { KindName, KindWatcher } from '../watch';

const SCHEMAS = {
  deployment: flinkDeploymentSchema,
  sessionJob: flinkSessionJobSchema,
  stateSnapshot: flinkStateSnapshotSchema,
  blueGreen: flinkBlueGreenDeploymentSchema,
  pod: podSchema,
  event: eventSchema,
} as const satisfies Record<KindName, z.ZodType>;

/** The parsed form of a kind. */
export type ObjectOf<K extends KindName> = z.output<(typeof SCHEMAS)[K]>;

/** One watcher and what it follows. */
export interface Followed {
  readonly kind: KindName;
  /** Absent: all namespaces. */
  readonly namespace?: string;
  readonly watcher: KindWatcher;
}

/** What the watchers of one cluster hold, read with the kinds' own schemas. */
export class ClusterObjects {
  readonly #followed: readonly Followed[];
  // Objects are never changed in place, so what was read once need not be read again.
  readonly #parsed = new WeakMap<object, unknown>();

  constructor(followed: readonly Followed[]) {
    this.#followed = followed;
  }

  /** True once every kind was listed, found absent, or given up. */
  get ready(): boolean {
    return this.#followed.every(
      ({ watcher }) => watcher.state.status !== 'starting',
    );
  }

  /** True when the cluster has no FlinkDeployments to list: the CRD is not installed. */
  get withoutOperator(): boolean {
    return this.#followed
      .filter(({ kind }) => kind === 'deployment')
      .every(({ watcher }) => watcher.state.status === 'absent');
  }

  /** Everything that is held of a kind, whether or not all of it could be read. */
  all<K extends KindName>(kind: K): ObjectOf<K>[] {
    return this.#followed
      .filter(followed => followed.kind === kind)
      .flatMap(({ watcher }) => this.#read(kind, watcher));
  }

  /** What is held of a kind in a namespace, or why it could not be read. */
  part<K extends KindName>(
    kind: K,
    namespace: string,
    chosen: (object: ObjectOf<K>) => boolean,
  ): Part<ObjectOf<K>> {
    const followed = this.#followed.find(
      candidate =>
        candidate.kind === kind &&
        (candidate.namespace === undefined ||
          candidate.namespace === namespace),
    );
    if (!followed) return { read: true, value: [] };
    const { state } = followed.watcher;
    if (state.status === 'failed') {
      return {
        read: false,
        reason: state.error.reason,
        message: state.error.message,
      };
    }
    return {
      read: true,
      value: this.#read(kind, followed.watcher).filter(
        object => object.metadata.namespace === namespace && chosen(object),
      ),
    };
  }

  #read<K extends KindName>(kind: K, watcher: KindWatcher): ObjectOf<K>[] {
    return watcher.map.objects.flatMap(raw => {
      const known = this.#parsed.get(raw as object);
      if (known) return [known as ObjectOf<K>];
      const parsed = SCHEMAS[kind].safeParse(raw);
      if (!parsed.success) return [];
      this.#parsed.set(raw as object, parsed.data);
      return [parsed.data as ObjectOf<K>];
    });
  }
}
