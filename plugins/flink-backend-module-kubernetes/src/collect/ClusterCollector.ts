import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  MetricWindow,
  Reading,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkSourceError,
  type CollectContext,
  type CollectedBefore,
  type FlinkSource,
} from '@flink-portal/backstage-plugin-flink-node';
import { setMaxListeners } from 'events';
import pLimit from 'p-limit';
import { MetricNameCache, type FlinkReadingMemory } from '../rest';
import type { KubernetesSettings } from '../settings';
import { KubernetesRequestError, type KubernetesTransport } from '../transport';
import { toObservation, viewOf, type ApplicationFacts } from '../translate';
import { KINDS, KIND_NAMES, KindWatcher, type Waiting } from '../watch';
import {
  applicationsOf,
  relatedObjects,
  type Application,
} from './applications';
import { ApplicationMemory } from './ApplicationMemory';
import { ChangeBell } from './ChangeBell';
import { ClusterObjects, type Followed } from './ClusterObjects';
import { readFlink } from './readFlink';

/** Lists of the main kind that may fail in a row before the source counts as unreadable. */
const MAX_FAILURES = 3;
/** How often the backend is told that nothing is wrong, ms. */
const ALIVE_EVERY_MS = 10_000;
/** Older answers of Flink's REST API are not combined with a newer state, ms. */
const FLINK_READING_LASTS_MS = 5 * 60_000;

/** What one collection of a cluster needs. */
export interface ClusterCollectorOptions {
  readonly cluster: string;
  readonly source: FlinkSource;
  readonly context: CollectContext;
  readonly transport: KubernetesTransport;
  readonly settings: KubernetesSettings;
  readonly waiting: Waiting;
  readonly logger: LoggerService;
  /** Outlives one collection: by application id. */
  readonly flinkMemories: Map<string, FlinkReadingMemory>;
}

/** One collection of one cluster: watches until its time is over and hands over what changes. */
export class ClusterCollector {
  readonly #options: ClusterCollectorOptions;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #bell = new ChangeBell();
  readonly #followed: readonly Followed[];
  readonly #objects: ClusterObjects;
  readonly #memories = new Map<string, ApplicationMemory>();
  #before: ReadonlyMap<string, CollectedBefore> = new Map();
  #applications = new Map<string, Application>();
  #completed?: string;
  #heardAtMs = Number.NEGATIVE_INFINITY;
  #aliveAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: ClusterCollectorOptions) {
    this.#options = options;
    this.#signal = AbortSignal.any([options.context.signal, this.#stop.signal]);
    // Every request of the collection listens to it, many at a time and on purpose.
    setMaxListeners(0, this.#signal);
    this.#followed = this.#watchers();
    this.#objects = new ClusterObjects(this.#followed);
  }

  /** @throws FlinkSourceError when the FlinkDeployments of the cluster cannot be read */
  async collect(): Promise<void> {
    const { context } = this.#options;
    this.#before = await context.before();
    const background = [this.#handOverChanges(), this.#sampleMetrics()];
    // A loop that fails ends the collection; its error is thrown below.
    for (const loop of background) {
      loop.catch(() => this.#stop.abort());
    }
    try {
      await Promise.all(this.#followed.map(each => this.#follow(each)));
      if (!this.#signal.aborted) await this.#handOver();
    } catch (error) {
      if (context.signal.aborted) return;
      if (error instanceof KubernetesRequestError) {
        throw new FlinkSourceError(error.reason, error.message, error);
      }
      throw error;
    } finally {
      this.#stop.abort();
      await Promise.allSettled(background);
    }
    await Promise.all(background);
  }

  #watchers(): Followed[] {
    const { context, transport, cluster, settings, waiting } = this.#options;
    const namespaces = settings.namespaces ?? [undefined];
    const deadlineMs = waiting.now() + settings.watch.durationMs;
    return KIND_NAMES.flatMap(kind =>
      namespaces.map(namespace => ({
        kind,
        namespace,
        watcher: new KindWatcher({
          transport,
          cluster,
          kind: KINDS[kind],
          namespace,
          signal: this.#signal,
          timeoutMs: settings.watch.listTimeoutMs,
          count: operation => context.count(operation),
          waiting,
          deadlineMs,
          silentAfterMs: settings.watch.silentAfterMs,
          relistMs: settings.watch.relistMs,
          maxFailures: MAX_FAILURES,
          onChange: () => this.#bell.ring(),
          onAlive: () => {
            if (kind === 'deployment') this.#alive();
          },
        }),
      })),
    );
  }

  async #follow({ kind, watcher }: Followed): Promise<void> {
    const { logger, cluster, waiting, settings } = this.#options;
    try {
      await watcher.follow();
    } catch (error) {
      // Everything but the main kind may be missing: its part is unreadable, the rest is not.
      if (kind === 'deployment' || !(error instanceof KubernetesRequestError)) {
        this.#stop.abort();
        throw error;
      }
      logger.warn(`${KINDS[kind].resource}: ${error.message}`, { cluster });
      this.#bell.ring();
    }
    if (kind !== 'deployment' || !this.#objects.withoutOperator) return;
    logger.info(
      `Cluster "${cluster}" has no FlinkDeployments: the Flink Kubernetes Operator's CRDs are not installed`,
    );
    this.#alive();
    // Asked again at the next collection; until then the time is waited out, not spun through.
    await waiting.wait(settings.watch.durationMs, this.#signal);
  }

  #alive(): void {
    const { context, waiting } = this.#options;
    this.#heardAtMs = waiting.now();
    if (waiting.now() - this.#aliveAtMs < ALIVE_EVERY_MS) return;
    this.#aliveAtMs = waiting.now();
    context.alive().catch(error => this.#failWith(error));
  }

  #isCurrent(): boolean {
    const { waiting, settings } = this.#options;
    const { silentAfterMs, relistMs } = settings.watch;
    return waiting.now() - this.#heardAtMs <= silentAfterMs + relistMs;
  }

  #failWith(error: unknown): void {
    this.#options.logger.error(
      `Could not store what was read: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
    this.#stop.abort();
  }

  async #handOverChanges(): Promise<void> {
    const { waiting, settings } = this.#options;
    while (!this.#signal.aborted) {
      await this.#bell.heard(this.#signal);
      // A deploy changes an object many times a second; one observation tells it all.
      await waiting.wait(settings.watch.debounceMs, this.#signal);
      if (!this.#signal.aborted) await this.#handOver();
    }
  }

  /** Hands over the applications that changed, and which there are. */
  async #handOver(): Promise<void> {
    const { context, cluster } = this.#options;
    if (!this.#objects.ready) return;
    this.#applications = applicationsOf(cluster, this.#objects);
    for (const application of this.#applications.values()) {
      await this.#emit(application);
    }
    const ids = [...this.#applications.keys()].sort();
    if (ids.join() === this.#completed) return;
    await context.complete(ids);
    this.#completed = ids.join();
    for (const id of this.#memories.keys()) {
      if (!this.#applications.has(id)) {
        this.#memories.delete(id);
        this.#options.flinkMemories.delete(id);
      }
    }
  }

  /** Without metrics: only when something changed. */
  async #emit(
    application: Application,
    metrics?: { readonly reading?: Reading<MetricWindow> },
  ): Promise<void> {
    const memory = this.#memoryOf(application);
    const turn = memory.tail.then(async () => {
      const observation = toObservation(
        this.#factsOf(application, memory),
        memory,
        metrics?.reading,
      );
      const isNew = memory.remember(observation);
      if (isNew || metrics) {
        await this.#options.context.emit(observation, memory.note());
      }
    });
    memory.tail = turn.catch(() => undefined);
    await turn;
  }

  #memoryOf({ id }: Application): ApplicationMemory {
    let memory = this.#memories.get(id);
    if (!memory) {
      memory = new ApplicationMemory(this.#before.get(id));
      this.#memories.set(id, memory);
    }
    return memory;
  }

  #factsOf(
    application: Application,
    memory: ApplicationMemory,
  ): ApplicationFacts {
    const { cluster, source, context } = this.#options;
    const nowMs = context.now();
    const { flink } = memory;
    return {
      cluster,
      sourceId: source.id,
      namespace: application.namespace,
      name: application.name,
      deployment: application.deployment,
      blueGreen: application.blueGreen,
      ...relatedObjects(application, this.#objects),
      ...(flink && nowMs - flink.atMs <= FLINK_READING_LASTS_MS
        ? { flink }
        : {}),
      seen: memory.see(application.deployment, nowMs),
      nowMs,
    };
  }

  async #sampleMetrics(): Promise<void> {
    const { waiting, settings } = this.#options;
    const limit = pLimit(settings.metrics.concurrency);
    while (!this.#signal.aborted) {
      // The first round follows the first complete reading.
      const due = this.#completed === undefined;
      const startedAtMs = waiting.now();
      // What is not known to be current is not told anew: its age must be seen to grow.
      if (!due && this.#isCurrent()) {
        await Promise.all(
          [...this.#applications.values()].map(application =>
            limit(() => this.#sample(application)),
          ),
        );
      }
      await waiting.wait(
        due
          ? settings.watch.debounceMs
          : Math.max(
              0,
              startedAtMs + settings.metrics.cadenceMs - waiting.now(),
            ),
        this.#signal,
      );
    }
  }

  async #sample(application: Application): Promise<void> {
    if (this.#signal.aborted) return;
    const { settings, transport, cluster, context } = this.#options;
    const memory = this.#memoryOf(application);
    const view = viewOf(this.#factsOf(application, memory));
    if (!settings.metrics.enabled || !view) {
      await this.#emit(application, {});
      return;
    }
    try {
      const { metrics, reading } = await readFlink(view, {
        transport,
        cluster,
        memory: this.#flinkMemoryOf(application.id),
        signal: this.#signal,
        timeoutMs: settings.metrics.timeoutMs,
        count: operation => context.count(operation),
      });
      if (reading) memory.flink = reading;
      // What was asked for may have changed or gone while Flink answered.
      const current = this.#applications.get(application.id);
      if (current) await this.#emit(current, { reading: metrics });
    } catch (error) {
      if (!this.#signal.aborted) throw error;
    }
  }

  #flinkMemoryOf(id: string): FlinkReadingMemory {
    const { flinkMemories } = this.#options;
    const memory = flinkMemories.get(id) ?? {
      names: new MetricNameCache(),
      checkpointIntervals: new Map(),
    };
    flinkMemories.set(id, memory);
    return memory;
  }
}
