import { KubernetesRequestError } from '../transport';
import { listAll, type ListOptions } from './listAll';
import { ObjectMap } from './ObjectMap';
import { backoffMs, type Waiting } from './waiting';
import { watchOnce } from './watchOnce';

/** How a kind is followed. */
export interface KindWatcherOptions extends ListOptions {
  readonly waiting: Waiting;
  /** Epoch ms at which following ends. */
  readonly deadlineMs: number;
  /** A watch that says nothing for so long, not even a bookmark, is not trusted: lists take its place. */
  readonly silentAfterMs: number;
  /** Time between lists where watching does not work. */
  readonly relistMs: number;
  /** Consecutive failed lists after which following is given up. */
  readonly maxFailures: number;
  /** The objects changed. */
  readonly onChange: () => void;
  /** The far side answered: what is held is current. */
  readonly onAlive: () => void;
}

/** `absent`: the cluster does not have the kind. `failed`: not read, or no longer. */
export type KindState =
  | { readonly status: 'starting' | 'current' | 'absent' }
  | { readonly status: 'failed'; readonly error: KubernetesRequestError };

// Shorter watches than this are not worth a connection.
const SHORTEST_WATCH_MS = 5_000;

/** Follows one kind of object in one scope: a complete list, then a watch, then again where it breaks. */
export class KindWatcher {
  readonly #options: KindWatcherOptions;
  readonly map = new ObjectMap();
  state: KindState = { status: 'starting' };
  #version = '';
  #listFailures = 0;
  #watchFailures = 0;
  #heardAtMs = 0;

  constructor(options: KindWatcherOptions) {
    this.#options = options;
  }

  /**
   * Follows until the deadline. Resolves early when the kind is absent.
   *
   * @throws KubernetesRequestError when it was given up
   */
  async follow(): Promise<void> {
    const { signal, waiting, deadlineMs } = this.#options;
    let mustList = true;
    while (!signal.aborted && waiting.now() < deadlineMs) {
      try {
        if (mustList) {
          await this.#list();
          mustList = false;
        }
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof KubernetesRequestError)) throw error;
        if (error.failure === 'notInstalled') {
          this.map.replaceAll([]);
          this.state = { status: 'absent' };
          this.#options.onChange();
          return;
        }
        await this.#pauseAfterFailedList(error);
        continue;
      }
      if (deadlineMs - waiting.now() < SHORTEST_WATCH_MS) return;
      try {
        await this.#watch();
        this.#watchFailures = 0;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof KubernetesRequestError)) throw error;
        mustList = true;
        await this.#pauseAfterFailedWatch(error);
      }
    }
  }

  async #list(): Promise<void> {
    const { items, resourceVersion } = await listAll(this.#options);
    this.map.replaceAll(items);
    this.#version = resourceVersion;
    this.#listFailures = 0;
    this.state = { status: 'current' };
    this.#heard();
    this.#options.onChange();
  }

  async #watch(): Promise<void> {
    const { signal, waiting, deadlineMs } = this.#options;
    const seconds = Math.max(
      1,
      Math.floor((deadlineMs - waiting.now()) / 1000),
    );
    const ended = new AbortController();
    const stop = AbortSignal.any([signal, ended.signal]);
    const guard = this.#listWhileSilent(stop);
    try {
      const startedAtMs = waiting.now();
      for await (const change of watchOnce(
        this.#options,
        this.#version,
        seconds,
      )) {
        this.#watchFailures = 0;
        this.#heard();
        if (change.resourceVersion) this.#version = change.resourceVersion;
        if (
          change.type !== 'BOOKMARK' &&
          this.map.apply(change.type, change.object)
        ) {
          this.#options.onChange();
        }
      }
      // A proxy that ends every watch at once must not make us spin.
      if (waiting.now() - startedAtMs < 1000) {
        await waiting.wait(backoffMs(0, waiting.random()), signal);
      }
    } finally {
      ended.abort();
      await guard;
    }
  }

  /** Lists beside a watch that has gone silent; the watch itself is left to end by its own timeout. */
  async #listWhileSilent(signal: AbortSignal): Promise<void> {
    const { waiting, silentAfterMs, relistMs } = this.#options;
    let listedAtMs = waiting.now();
    while (!signal.aborted) {
      const silentForMs = waiting.now() - this.#heardAtMs;
      const dueInMs = Math.max(
        silentAfterMs - silentForMs,
        relistMs - (waiting.now() - listedAtMs),
      );
      if (dueInMs > 0) {
        await waiting.wait(dueInMs, signal);
        continue;
      }
      listedAtMs = waiting.now();
      const heardBefore = this.#heardAtMs;
      try {
        const { items } = await listAll({ ...this.#options, signal });
        // The watch woke up meanwhile: it knows more than this list.
        if (signal.aborted || this.#heardAtMs !== heardBefore) continue;
        this.map.replaceAll(items);
        this.#options.onAlive();
        this.#options.onChange();
      } catch (error) {
        if (signal.aborted) return;
        // Not alive, then: the age of the last good reading says so, and the next list may succeed.
        if (!(error instanceof KubernetesRequestError)) throw error;
      }
    }
  }

  /** @throws KubernetesRequestError when there is no sense in another try */
  async #pauseAfterFailedList(error: KubernetesRequestError): Promise<void> {
    const { waiting, signal, maxFailures } = this.#options;
    this.#listFailures += 1;
    // A cluster that let the whole time pass has had its chance: the source says so now.
    const hopeless = error.failure === 'denied' || error.failure === 'timeout';
    if (hopeless || this.#listFailures >= maxFailures) {
      this.state = { status: 'failed', error };
      throw error;
    }
    await waiting.wait(
      backoffMs(this.#listFailures - 1, waiting.random()),
      signal,
    );
  }

  /** Where watching fails for good, the pauses grow to the time between lists, which then do alone. */
  async #pauseAfterFailedWatch(error: KubernetesRequestError): Promise<void> {
    const { waiting, signal, relistMs } = this.#options;
    this.#watchFailures += 1;
    // An expired version is everyday business and needs no pause the first time.
    if (error.failure === 'expired' && this.#watchFailures === 1) return;
    const pauseMs =
      error.failure === 'denied'
        ? relistMs
        : backoffMs(this.#watchFailures - 1, waiting.random());
    await waiting.wait(Math.min(pauseMs, relistMs), signal);
  }

  #heard(): void {
    this.#heardAtMs = this.#options.waiting.now();
    this.#options.onAlive();
  }
}
