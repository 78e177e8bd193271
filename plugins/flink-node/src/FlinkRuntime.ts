import type {
  FaultLook,
  FaultRecord,
  MetricName,
  MetricSeries,
  Observation,
  Runtime,
  UnreadableReason,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkActions } from './FlinkActions';
import type { FlinkCreation } from './FlinkCreation';

/** One place that is scanned: an account and region, a cluster, a self-hosted JobManager. @public */
export interface FlinkSource {
  /** Stable and unique: `managed:111122223333/us-east-1`, `kubernetes:eks-prod`. */
  readonly id: string;
  readonly runtime: Runtime;
  /** For people: `111122223333 / us-east-1`. */
  readonly title: string;
  /** How often the state is read, ms. */
  readonly pollIntervalMs: number;
  /**
   * How one collection runs. `poll`: `collect` reads once and returns. `watch`: `collect` stays until
   * its signal aborts or its time is up, and emits as things change.
   */
  readonly mode: 'poll' | 'watch';
  /** How long one collection may take at the most, ms. */
  readonly timeoutMs: number;
  /**
   * What paid reads may cost in a month, US dollars, where the configuration sets a limit. Sources of one
   * runtime may share it.
   */
  readonly budgetUsdPerMonth?: number;
}

/** What the collector knew of an application before this collection. @public */
export interface CollectedBefore {
  /** The runtime's own note from last time (version, times); opaque to everyone else. */
  readonly note?: string;
  readonly observation: Observation;
  /** True when the application changes, is not healthy, or is open in somebody's browser. */
  readonly wantsClose: boolean;
}

/** What a runtime is given for one collection of one source. @public */
export interface CollectContext {
  /** Aborts when the collection must end; honour it in every call. */
  readonly signal: AbortSignal;
  /** Epoch ms. The only clock a runtime uses. */
  now(): number;
  /** Everything stored for this source, by application id. Read once at the start. */
  before(): Promise<ReadonlyMap<string, CollectedBefore>>;
  /** Applications of this source to be read closely now; may change while a watch runs. */
  wantsClose(applicationId: string): boolean;
  /**
   * Hands over one reading. Resolves when it is judged and stored.
   *
   * @param note - kept for the runtime until the next collection
   */
  emit(observation: Observation, note?: string): Promise<void>;
  /**
   * Says which applications exist in the source now. Those that are missing are removed. Never called
   * with a partial list.
   */
  complete(applicationIds: readonly string[]): Promise<void>;
  /** Says that the far side answered; a watch calls it whenever it knows that it is current. */
  alive(): Promise<void>;
  /** Counts a call to the far side, with what it costs in US dollars where it costs anything. */
  count(operation: string, usd?: number): void;
}

/** A range of metrics that somebody asked for. @public */
export interface MetricsQuery {
  readonly metrics: readonly MetricName[];
  /** Epoch ms, inclusive, aligned to the resolution. */
  readonly fromMs: number;
  /** Epoch ms, exclusive. */
  readonly toMs: number;
  readonly resolutionSeconds: number;
  readonly signal: AbortSignal;
}

/** @public */
export interface MetricsAnswer {
  readonly series: readonly MetricSeries[];
  /** What is missing and why, in sentences. */
  readonly messages: readonly string[];
  /** Calls made, for the source's count. */
  readonly calls: Readonly<Record<string, number>>;
  readonly usd: number;
}

/** A search for a job's faults that somebody asked for, or that a worsened verdict caused. @public */
export interface FaultsQuery {
  /** Epoch ms, inclusive. */
  readonly fromMs: number;
  /** Epoch ms, exclusive. */
  readonly toMs: number;
  /** Read no more records than this; of too many the newest are kept and the answer says so. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** @public */
export interface FaultsAnswer {
  /** In time order, oldest first; texts are redacted. */
  readonly records: readonly FaultRecord[];
  /** Every place that holds faults on this runtime, with how looking there went. */
  readonly lookedIn: readonly FaultLook[];
  /** Epoch ms: what is older than this was not read although it was asked for. */
  readonly completeFromMs?: number;
  /** Calls made, for the source's count. */
  readonly calls: Readonly<Record<string, number>>;
  readonly usd: number;
}

/**
 * A way to run Flink. Only a runtime knows its cloud's API; everything past it is the common model.
 *
 * @public
 */
export interface FlinkRuntime {
  readonly runtime: Runtime;
  /**
   * The sources its configuration names. Sources that come and go (clusters) may change from call to
   * call; the backend asks again every few minutes.
   */
  sources(): Promise<readonly FlinkSource[]>;
  /**
   * Reads a source and emits an observation per application.
   *
   * @throws FlinkSourceError when the source as a whole could not be read; what failed for one
   * application or one part is an unreadable reading instead.
   */
  collect(source: FlinkSource, context: CollectContext): Promise<void>;
  /**
   * Reads a range at request time, where the runtime keeps history. Absent: the store's own history
   * is all there is.
   *
   * @throws FlinkSourceError
   */
  readMetrics?(
    observation: Observation,
    query: MetricsQuery,
  ): Promise<MetricsAnswer>;
  /**
   * Reads what was written about a job's faults: exceptions, departures from RUNNING, completed
   * checkpoints. A place that could not be read is told in `lookedIn` and takes nothing away from the others.
   *
   * @throws FlinkSourceError when no place could be asked at all
   */
  readFaults?(
    observation: Observation,
    query: FaultsQuery,
  ): Promise<FaultsAnswer>;
  /** Changes applications. Absent: this runtime can only be read. */
  readonly actions?: FlinkActions;
  /** Makes applications. Absent: on this runtime something else has to. */
  readonly creation?: FlinkCreation;
}

/**
 * A source could not be read.
 *
 * @public
 */
export class FlinkSourceError extends Error {
  readonly name = 'FlinkSourceError';
  readonly reason: UnreadableReason;

  /**
   * @param message - a sentence for a person: what, where, and what to do
   */
  constructor(reason: UnreadableReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}
