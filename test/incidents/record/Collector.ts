import type { Observation } from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkSourceError,
  type CollectContext,
  type CollectedBefore,
} from '@flink-portal/backstage-plugin-flink-node';
import type { Emitted } from '../format/shrinkObservations';
import { Replay, type ReplayOptions } from '../replay/Replay';

/**
 * Takes what a runtime hands over, as the backend would: it judges at once, because how closely a runtime reads
 * depends on the verdict.
 */
export class Collector {
  readonly emitted = new Map<string, Emitted[]>();
  readonly completed = new Set<string>();
  private readonly stored = new Map<string, CollectedBefore>();
  private readonly replays = new Map<string, Replay>();

  constructor(
    private readonly now: () => number,
    private readonly options: ReplayOptions,
  ) {}

  context(signal: AbortSignal): CollectContext {
    return {
      signal,
      now: this.now,
      before: async () => this.stored,
      wantsClose: id => this.stored.get(id)?.wantsClose ?? true,
      emit: async (observation, note) => this.take(observation, note),
      complete: async ids => ids.forEach(id => this.completed.add(id)),
      alive: async () => {},
      count: () => {},
    };
  }

  /** The whole source could not be read. */
  failed(error: unknown): void {
    if (!(error instanceof FlinkSourceError)) {
      throw error;
    }
    const { reason, message } = error;
    for (const [id, emitted] of this.emitted) {
      emitted.push({ atMs: this.now(), failed: reason, message });
      this.replays.get(id)?.failed(reason, message);
    }
  }

  /** How many observations with metrics there are of an application. */
  withMetrics(id: string): number {
    return (this.emitted.get(id) ?? []).filter(
      each => 'observation' in each && each.observation.metrics,
    ).length;
  }

  private take(observation: Observation, note?: string): void {
    const { id } = observation.application;
    const atMs = this.now();
    const replay = this.replays.get(id) ?? new Replay(this.options);
    this.replays.set(id, replay);
    const { verdict } = replay.observe(observation, atMs);
    const { metrics, ...kept } = observation;
    this.stored.set(id, {
      note,
      observation: kept,
      wantsClose: verdict !== 'Healthy' && verdict !== 'Stopped',
    });
    const emitted = this.emitted.get(id) ?? [];
    emitted.push({ atMs, observation });
    this.emitted.set(id, emitted);
  }
}
