import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError, stringifyError } from '@backstage/errors';
import {
  FlinkSourceError,
  type FlinkRuntime,
  type FlinkSource,
} from '@flink-portal/backstage-plugin-flink-node';
import type { FlinkStore } from '../store/FlinkStore';
import type { SourceFailure } from '../store/SourceStore';
import { backoffMs } from './backoff';
import type { Learner } from './Learner';
import { StoreContext } from './StoreContext';

const GRACE_MS = 5_000;
/** A watch hands over before its task's time is up, so that any replica goes on at once. */
const WATCH_SHARE = 0.9;
/** How soon a failed watch begins again, ms. */
const WATCH_RETRY_MS = 5_000;

/** Everything a collection needs from around it. */
export interface CollectorOptions {
  readonly store: FlinkStore;
  readonly learner: Learner;
  readonly logger: LoggerService;
  readonly now: () => number;
  /** How long a runtime may take to stop once it was told to, ms; 5 s when left out. */
  readonly graceMs?: number;
}

/** Collects one source, one collection at a time. */
export class SourceCollector {
  private running?: Promise<void>;

  constructor(
    private readonly runtime: FlinkRuntime,
    private readonly source: FlinkSource,
    private readonly options: CollectorOptions,
  ) {}

  /**
   * Runs one collection unless the source is to be left alone after a failure. Never throws for a source
   * that cannot be read: that is written on the source.
   *
   * @param signal - aborts when the backend shuts down or the task's time is up
   */
  async run(signal: AbortSignal): Promise<void> {
    const { store, now } = this.options;
    const stored = await store.sources.get(this.source.id);
    const failures = stored?.failures ?? 0;
    if (failures > 0 && (stored?.nextTryAtMs ?? 0) > now()) {
      return;
    }
    if (this.running) {
      await this.fail(stuck(this.source), failures);
      return;
    }
    await store.sources.markAttempt(this.source.id, now());

    const isWatch = this.source.mode === 'watch';
    const timeUp = AbortSignal.timeout(
      Math.round(this.source.timeoutMs * (isWatch ? WATCH_SHARE : 1)),
    );
    const ended = AbortSignal.any([signal, timeUp]);
    const context = await StoreContext.open(
      this.source,
      store,
      this.options.learner,
      ended,
      now,
    );
    try {
      await this.collect(context, ended);
      await context.close();
      if (!isWatch || context.sawLife) {
        const atMs = now();
        await store.sources.markGood(
          this.source.id,
          atMs,
          atMs + this.source.pollIntervalMs,
        );
      }
    } catch (error) {
      await context.close();
      if (signal.aborted || (isWatch && ended.aborted)) {
        return;
      }
      // A watch that worked for a while has not failed several times in a row.
      await this.fail(
        timeUp.aborted ? tooSlow(this.source) : this.failureOf(error),
        context.sawLife && isWatch ? 0 : failures,
        stored?.error,
      );
    }
  }

  private async collect(
    context: StoreContext,
    ended: AbortSignal,
  ): Promise<void> {
    const running = Promise.resolve(
      this.runtime.collect(this.source, context),
    ).finally(() => {
      this.running = undefined;
    });
    this.running = running;
    // Someone must listen even when the race below is long over.
    running.catch(() => {});
    await Promise.race([
      running,
      abandoned(ended, running, this.options.graceMs ?? GRACE_MS),
    ]);
  }

  private async fail(
    failure: SourceFailure,
    failuresBefore: number,
    before?: SourceFailure,
  ): Promise<void> {
    const failures = failuresBefore + 1;
    const baseMs =
      this.source.mode === 'watch'
        ? WATCH_RETRY_MS
        : this.source.pollIntervalMs;
    await this.options.store.sources.markFailing(
      this.source.id,
      failure,
      failures,
      this.options.now() + backoffMs(failures, baseMs),
    );
    if (before?.message !== failure.message) {
      this.options.logger.warn(
        `Flink source ${this.source.id} cannot be read (${failure.reason}): ${failure.message}`,
      );
    }
  }

  private failureOf(error: unknown): SourceFailure {
    if (error instanceof FlinkSourceError) {
      return { reason: error.reason, message: error.message };
    }
    // An unexpected error's text may hold anything, a token in a URL for one; the log is for operators.
    this.options.logger.error(
      `Collecting Flink source ${this.source.id} failed: ${stringifyError(
        error,
      )}`,
    );
    const name = isError(error) ? error.name : 'error';
    return {
      reason: 'failed',
      message: `Reading ${this.source.title} ended in an unexpected ${name}; the backend's log has the details`,
    };
  }
}

/** Rejects when a collection was told to end and did not within the grace. */
function abandoned(
  ended: AbortSignal,
  running: Promise<void>,
  graceMs: number,
): Promise<void> {
  return new Promise((_, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const onAbort = () => {
      timer = setTimeout(
        () =>
          reject(new Error('The collection did not end when it was told to')),
        graceMs,
      );
    };
    if (ended.aborted) {
      onAbort();
    } else {
      ended.addEventListener('abort', onAbort, { once: true });
    }
    const tidy = () => {
      clearTimeout(timer);
      ended.removeEventListener('abort', onAbort);
    };
    running.then(tidy, tidy);
  });
}

function tooSlow({ title, timeoutMs }: FlinkSource): SourceFailure {
  return {
    reason: 'timeout',
    message: `Reading ${title} took longer than ${Math.round(
      timeoutMs / 1000,
    )} s and was ended`,
  };
}

function stuck({ title }: FlinkSource): SourceFailure {
  return {
    reason: 'timeout',
    message: `An earlier reading of ${title} has not ended; nothing new is read until it does`,
  };
}
