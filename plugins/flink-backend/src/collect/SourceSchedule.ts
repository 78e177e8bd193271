import type { SchedulerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { Runtime } from '@flink-portal/backstage-plugin-flink-common';
import type {
  FlinkRuntime,
  FlinkSource,
} from '@flink-portal/backstage-plugin-flink-node';
import type { FlinkConfig } from '../config';
import type { RuntimeRegistry } from './RuntimeRegistry';
import { SourceCollector, type CollectorOptions } from './SourceCollector';

/** How soon a runtime that could not name its sources is asked again, ms. */
const ASK_AGAIN_MS = 30_000;
/** A watch that ended goes on elsewhere within this time, ms. */
const WATCH_FREQUENCY_MS = 5_000;
/** Beyond a collection's own time: to stop and to write what is left, ms. */
const TASK_MARGIN_MS = 15_000;

interface Scheduled {
  readonly runtime: Runtime;
  /** The source as text, to see whether it changed. */
  readonly text: string;
  readonly stop: AbortController;
}

/** The id of a source's task, as the scheduler's endpoints name it. */
export function collectTaskId(sourceId: string): string {
  return `flink-collect-${sourceId}`;
}

/** The id of the task that asks runtimes for their sources. */
export const SOURCES_TASK_ID = 'flink-sources';

/**
 * Keeps one scheduled task per source. Which sources there are is asked in every process, since each must
 * be ready to run any of them; which process runs a collection is the scheduler's choice.
 *
 * A source that is no longer named loses its task and is marked. Its applications turn Unknown like those
 * of any source that is not read, and are forgotten a day later.
 */
export class SourceSchedule {
  private readonly scheduled = new Map<string, Scheduled>();
  private readonly askedAtMs = new Map<Runtime, number>();

  constructor(
    private readonly runtimes: RuntimeRegistry,
    private readonly scheduler: SchedulerService,
    private readonly schedule: FlinkConfig['schedule'],
    private readonly options: CollectorOptions,
  ) {}

  async start(): Promise<void> {
    await this.scheduler.scheduleTask({
      id: SOURCES_TASK_ID,
      scope: 'local',
      frequency: {
        milliseconds: Math.min(ASK_AGAIN_MS, this.schedule.sourcesEveryMs),
      },
      timeout: { minutes: 2 },
      fn: () => this.ask(),
    });
  }

  /** Asks each runtime whose turn it is; one that fails keeps the sources it had. */
  async ask(): Promise<void> {
    await Promise.all(
      this.runtimes.all().map(async runtime => {
        const nowMs = this.options.now();
        const askedAtMs = this.askedAtMs.get(runtime.runtime) ?? -Infinity;
        if (nowMs - askedAtMs < this.schedule.sourcesEveryMs) {
          return;
        }
        try {
          await this.update(runtime, nowMs);
          this.askedAtMs.set(runtime.runtime, nowMs);
        } catch (error) {
          this.options.logger.warn(
            `Flink runtime ${
              runtime.runtime
            } could not name its sources; it keeps those it had: ${stringifyError(
              error,
            )}`,
          );
        }
      }),
    );
  }

  private async update(runtime: FlinkRuntime, nowMs: number): Promise<void> {
    const sources = await runtime.sources();
    await this.options.store.sources.replaceOfRuntime(
      runtime.runtime,
      sources,
      nowMs,
    );
    const named = new Set(sources.map(({ id }) => id));
    for (const [id, scheduled] of this.scheduled) {
      if (scheduled.runtime === runtime.runtime && !named.has(id)) {
        scheduled.stop.abort();
        this.scheduled.delete(id);
      }
    }
    for (const source of sources) {
      await this.ensure(runtime, source);
    }
  }

  private async ensure(
    runtime: FlinkRuntime,
    source: FlinkSource,
  ): Promise<void> {
    const text = JSON.stringify(source);
    const before = this.scheduled.get(source.id);
    if (before?.text === text) {
      return;
    }
    before?.stop.abort();
    const stop = new AbortController();
    this.scheduled.set(source.id, { runtime: runtime.runtime, text, stop });
    const collector = new SourceCollector(runtime, source, this.options);
    await this.scheduler.scheduleTask({
      id: collectTaskId(source.id),
      scope: 'global',
      frequency: {
        milliseconds:
          source.mode === 'watch' ? WATCH_FREQUENCY_MS : source.pollIntervalMs,
      },
      timeout: { milliseconds: source.timeoutMs + TASK_MARGIN_MS },
      initialDelay: { milliseconds: this.schedule.initialDelayMs },
      signal: stop.signal,
      fn: signal => collector.run(AbortSignal.any([signal, stop.signal])),
    });
  }
}
