import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  MetricName,
  Observation,
} from '@flink-portal/backstage-plugin-flink-common';
import {
  FlinkSourceError,
  type FlinkRuntime,
  type MetricsAnswer,
} from '@flink-portal/backstage-plugin-flink-node';
import type { CallStore } from '../../store/CallStore';
import { CallCounter } from '../../store/CallCounter';
import type { Grid } from './ranges';

/** How long a person waits for a chart, ms. */
const TIMEOUT_MS = 10_000;
const CACHED_ANSWERS = 500;
/** After a failure the far side is left alone this long, ms. */
const FAILURE_CACHED_MS = 10_000;
/** However coarse the range is: its newest step still fills, ms. */
const LONGEST_CACHED_MS = 5 * 60_000;

/** What the runtime answered, or why it did not. */
export type RuntimeAnswer =
  | { readonly ok: true; readonly answer: MetricsAnswer }
  | { readonly ok: false; readonly message: string };

interface Cached {
  readonly answer: Promise<RuntimeAnswer>;
  untilMs: number;
}

/**
 * Reads ranges from runtimes at request time. The same question is asked once, however many people ask
 * it: those who come while it is under way share its answer, those who come soon
 * after get it from memory. Callers are authorized before they come here.
 */
export class RuntimeMetrics {
  private readonly cache = new Map<string, Cached>();

  constructor(
    private readonly calls: CallStore,
    private readonly logger: LoggerService,
    private readonly now: () => number,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  async read(
    runtime: Required<Pick<FlinkRuntime, 'readMetrics'>>,
    observation: Observation,
    metrics: readonly MetricName[],
    grid: Grid,
  ): Promise<RuntimeAnswer> {
    const key = JSON.stringify([observation.application.id, grid]);
    const cached = this.cache.get(key);
    if (cached && cached.untilMs > this.now()) {
      return cached.answer;
    }
    this.makeRoom();
    const entry: Cached = {
      answer: this.ask(runtime, observation, metrics, grid),
      untilMs: Infinity,
    };
    this.cache.set(key, entry);
    const answer = await entry.answer;
    entry.untilMs =
      this.now() +
      (answer.ok
        ? Math.min(grid.resolutionSeconds * 1000, LONGEST_CACHED_MS)
        : FAILURE_CACHED_MS);
    return answer;
  }

  private async ask(
    runtime: Required<Pick<FlinkRuntime, 'readMetrics'>>,
    observation: Observation,
    metrics: readonly MetricName[],
    { fromMs, toMs, resolutionSeconds }: Grid,
  ): Promise<RuntimeAnswer> {
    const signal = AbortSignal.timeout(this.timeoutMs);
    try {
      const answer = await Promise.race([
        runtime.readMetrics(observation, {
          metrics,
          fromMs,
          toMs,
          resolutionSeconds,
          signal,
        }),
        whenAborted(signal),
      ]);
      await this.count(observation.application.sourceId, answer);
      return { ok: true, answer };
    } catch (error) {
      return { ok: false, message: this.messageOf(error, signal) };
    }
  }

  private messageOf(error: unknown, signal: AbortSignal): string {
    if (signal.aborted) {
      return `The runtime did not answer within ${
        this.timeoutMs / 1000
      } s; shown is what the portal has stored`;
    }
    if (error instanceof FlinkSourceError) {
      return `${error.message}; shown is what the portal has stored`;
    }
    this.logger.error(`Reading metrics failed: ${stringifyError(error)}`);
    return "The runtime's answer could not be used; shown is what the portal has stored, and the backend's log has the details";
  }

  private async count(sourceId: string, answer: MetricsAnswer): Promise<void> {
    const counter = new CallCounter(sourceId, this.calls, this.now);
    Object.entries(answer.calls).forEach(([operation, calls], index) =>
      // Money is not told by operation; it is booked once.
      counter.count(operation, index === 0 ? answer.usd : 0, calls),
    );
    await counter.flush();
  }

  private makeRoom(): void {
    const nowMs = this.now();
    for (const [key, { untilMs }] of this.cache) {
      if (untilMs <= nowMs) {
        this.cache.delete(key);
      }
    }
    for (const key of this.cache.keys()) {
      if (this.cache.size < CACHED_ANSWERS) {
        return;
      }
      this.cache.delete(key);
    }
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    });
  });
}
