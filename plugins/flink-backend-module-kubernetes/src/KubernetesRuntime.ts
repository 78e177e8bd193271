import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  parseApplicationId,
  type Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkSourceError,
  type CollectContext,
  type FaultsAnswer,
  type FaultsQuery,
  type FlinkActions,
  type FlinkRuntime,
  type FlinkSource,
} from '@flink-portal/backstage-plugin-flink-node';
import { ClusterCollector } from './collect/ClusterCollector';
import { readFaults } from './faults/readFaults';
import { KubernetesActions } from './operate/KubernetesActions';
import type { FlinkReadingMemory } from './rest';
import type { KubernetesSettings } from './settings';
import {
  clusterOf,
  clusterSources,
  unsupportedReason,
} from './sources/clusterSources';
import {
  KubernetesRequestError,
  type ClusterInfo,
  type KubernetesTransport,
  type KubernetesWrites,
} from './transport';
import { realWaiting, type Waiting } from './watch';

const SOURCES_TIMEOUT_MS = 20_000;

/** The runtime `kubernetes`: what the Flink Kubernetes Operator runs in the portal's own clusters. */
export class KubernetesRuntime implements FlinkRuntime {
  readonly runtime = 'kubernetes';
  /** Absent without a way to write. */
  readonly actions?: FlinkActions;
  readonly #transport: KubernetesTransport;
  readonly #settings: KubernetesSettings;
  readonly #logger: LoggerService;
  readonly #waitingFor: (now: () => number) => Waiting;
  readonly #flinkMemories = new Map<string, Map<string, FlinkReadingMemory>>();
  #clusters?: readonly ClusterInfo[];

  /**
   * @param options - `writes` lets applications be changed; `waitingFor` gives the timers that go with a clock; the machine's own by default
   */
  constructor(options: {
    transport: KubernetesTransport;
    writes?: KubernetesWrites;
    settings: KubernetesSettings;
    logger: LoggerService;
    waitingFor?: (now: () => number) => Waiting;
  }) {
    this.#transport = options.transport;
    this.#settings = options.settings;
    this.#logger = options.logger;
    this.#waitingFor = options.waitingFor ?? realWaiting;
    if (options.writes) {
      this.actions = new KubernetesActions({
        transport: options.transport,
        writes: options.writes,
        settings: options.settings,
        assertReadable: (cluster, signal) =>
          this.#assertReadable(cluster, signal),
      });
    }
  }

  async sources(): Promise<readonly FlinkSource[]> {
    try {
      await this.#readClusters(AbortSignal.timeout(SOURCES_TIMEOUT_MS));
    } catch (error) {
      if (!this.#clusters) throw asSourceError(error);
      // Clusters do not vanish because the list cannot be read for once.
      this.#logger.warn(
        `The list of clusters could not be read, the previous one stays: ${
          error instanceof Error ? error.message : String(error)
        }`,
      );
    }
    return clusterSources(this.#clusters ?? [], this.#settings);
  }

  async collect(source: FlinkSource, context: CollectContext): Promise<void> {
    const name = clusterOf(source);
    try {
      await this.#assertReadable(name, context.signal);
    } catch (error) {
      if (context.signal.aborted) return;
      throw error;
    }
    const flinkMemories =
      this.#flinkMemories.get(name) ?? new Map<string, FlinkReadingMemory>();
    this.#flinkMemories.set(name, flinkMemories);
    await new ClusterCollector({
      cluster: name,
      source,
      context,
      transport: this.#transport,
      settings: this.#settings,
      waiting: this.#waitingFor(() => context.now()),
      logger: this.#logger,
      flinkMemories,
    }).collect();
  }

  async readFaults(
    observation: Observation,
    query: FaultsQuery,
  ): Promise<FaultsAnswer> {
    const { id } = observation.application;
    const application = parseApplicationId(id);
    if (application.runtime !== 'kubernetes') {
      throw new FlinkSourceError('invalid', `${id} does not run on Kubernetes`);
    }
    const { cluster, namespace, name } = application;
    await this.#assertReadable(cluster, query.signal);
    return readFaults({
      cluster,
      namespace,
      name,
      observation,
      query,
      transport: this.#transport,
      settings: this.#settings,
    });
  }

  /** @throws FlinkSourceError when the portal has no such cluster, or cannot read it in the background */
  async #assertReadable(name: string, signal: AbortSignal): Promise<void> {
    const known = () =>
      this.#clusters?.find(candidate => candidate.name === name);
    if (!known()) {
      try {
        await this.#readClusters(signal);
      } catch (error) {
        throw asSourceError(error);
      }
    }
    const cluster = known();
    if (!cluster) {
      throw new FlinkSourceError(
        'failed',
        `The portal's Kubernetes backend no longer lists the cluster "${name}".`,
      );
    }
    const unsupported = unsupportedReason(cluster);
    if (unsupported) throw new FlinkSourceError('denied', unsupported);
  }

  async #readClusters(signal: AbortSignal): Promise<void> {
    const clusters = await this.#transport.clusters(signal);
    const names = clusters.map(({ name }) => name);
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    if (twice.length > 0) {
      this.#logger.warn(
        `Clusters with the same name; only the first of each is read: ${twice.join(
          ', ',
        )}`,
      );
    }
    this.#clusters = clusters;
  }
}

function asSourceError(error: unknown): unknown {
  return error instanceof KubernetesRequestError
    ? new FlinkSourceError(error.reason, error.message, error)
    : error;
}
