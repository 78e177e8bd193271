import { InputError } from '@backstage/errors';
import type { Observation } from '@flink-portal/backstage-plugin-flink-common';
import type {
  CollectContext,
  CollectedBefore,
  FlinkSource,
} from '@flink-portal/backstage-plugin-flink-node';
import type { StoredApplication } from '../store/ApplicationStore';
import type { FlinkStore } from '../store/FlinkStore';
import { CallCounter } from '../store/CallCounter';
import { INTEREST_MS, wantsClose } from './closeReading';
import { EmissionBatch } from './EmissionBatch';
import { lastObservation } from '../judge/lastObservation';
import type { Learner } from './Learner';

/** A watch looks this often for applications that somebody opened, and writes its counts, ms. */
const REFRESH_MS = 10_000;
/** A sign of life is written this often at the most, ms. */
const ALIVE_EVERY_MS = 5_000;

/** What a runtime is given for one collection, over the store. */
export class StoreContext implements CollectContext {
  private readonly counter: CallCounter;
  private readonly batch: EmissionBatch;
  private readonly refresher?: NodeJS.Timeout;
  private aliveAtMs = -Infinity;
  private refreshedAtMs: number;
  private closed = false;

  private constructor(
    private readonly source: FlinkSource,
    private readonly store: FlinkStore,
    private readonly stored: Map<string, StoredApplication>,
    learner: Learner,
    readonly signal: AbortSignal,
    private readonly clock: () => number,
  ) {
    this.refreshedAtMs = clock();
    this.counter = new CallCounter(source.id, store.calls, clock);
    this.batch = new EmissionBatch(stored, emissions =>
      learner.learn(emissions, source.pollIntervalMs),
    );
    if (source.mode === 'watch') {
      this.refresher = setInterval(
        () => this.refresh().catch(() => {}),
        REFRESH_MS,
      );
    }
  }

  /** Reads what is stored of the source: the only query for that in the whole collection. */
  static async open(
    source: FlinkSource,
    store: FlinkStore,
    learner: Learner,
    signal: AbortSignal,
    clock: () => number,
  ): Promise<StoreContext> {
    const stored = await store.applications.readSource(source.id);
    return new StoreContext(
      source,
      store,
      new Map(stored.map(each => [each.id, each])),
      learner,
      signal,
      clock,
    );
  }

  /** Whether the far side has shown itself in this collection. */
  get sawLife(): boolean {
    return this.aliveAtMs > -Infinity;
  }

  now(): number {
    return this.clock();
  }

  async before(): Promise<ReadonlyMap<string, CollectedBefore>> {
    return new Map(
      [...this.stored].map(([id, each]) => [
        id,
        {
          note: each.note,
          observation: lastObservation(each.known),
          wantsClose: wantsClose(each, this.clock()),
        },
      ]),
    );
  }

  wantsClose(applicationId: string): boolean {
    const stored = this.stored.get(applicationId);
    // What was never seen is read in full once.
    return stored ? wantsClose(stored, this.clock()) : true;
  }

  async emit(observation: Observation, note?: string): Promise<void> {
    this.assertOpen();
    const { id, sourceId } = observation.application;
    if (sourceId !== this.source.id) {
      throw new InputError(
        `Application ${id} was read from source ${this.source.id} but says that it belongs to ${sourceId}`,
      );
    }
    await this.batch.add({ observation, note });
    await this.alive();
  }

  async complete(applicationIds: readonly string[]): Promise<void> {
    this.assertOpen();
    await this.batch.settle();
    const nowMs = this.clock();
    const removed = await this.store.applications.removeMissing(
      this.source.id,
      applicationIds,
      nowMs,
    );
    // One that comes back in this same collection was gone in between.
    for (const id of removed) {
      const stored = this.stored.get(id);
      if (stored) {
        this.stored.set(id, { ...stored, removedAtMs: nowMs });
      }
    }
    await this.alive();
  }

  async alive(): Promise<void> {
    const nowMs = this.clock();
    if (this.closed || nowMs - this.aliveAtMs < ALIVE_EVERY_MS) {
      return;
    }
    this.aliveAtMs = nowMs;
    // A poll is good when it ends without an error, not before.
    if (this.source.mode === 'watch') {
      await this.store.sources.markGood(
        this.source.id,
        nowMs,
        nowMs + this.source.pollIntervalMs,
      );
    }
  }

  count(operation: string, usd?: number): void {
    this.counter.count(operation, usd);
  }

  /** Ends the collection: what is handed over later is refused, so that two never write at once. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.refresher);
    await this.batch.settle();
    await this.counter.flush();
  }

  private assertOpen(): void {
    if (this.closed) {
      throw new InputError(
        `The collection of source ${this.source.id} has ended; honour its signal`,
      );
    }
  }

  private async refresh(): Promise<void> {
    await this.counter.flush();
    const nowMs = this.clock();
    const { applications } = this.store;
    const interested = await applications.readInterest(
      this.source.id,
      nowMs - INTEREST_MS,
    );
    const rejudged = await applications.readRejudged(
      this.source.id,
      this.refreshedAtMs,
    );
    this.refreshedAtMs = nowMs;
    // Another process may have judged these again; going on from older findings would make verdicts flap.
    for (const each of rejudged) {
      const stored = this.stored.get(each.id);
      if (stored && stored.judgedAtMs < each.judgedAtMs) {
        this.stored.set(each.id, { ...stored, ...each });
      }
    }
    for (const [id, stored] of this.stored) {
      if (interested.has(id)) {
        this.stored.set(id, { ...stored, interestAtMs: nowMs });
      }
    }
  }
}
