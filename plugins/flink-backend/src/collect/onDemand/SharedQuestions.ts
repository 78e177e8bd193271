import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { FlinkSourceError } from '@flink-portal/backstage-plugin-flink-node';

const CACHED_ANSWERS = 500;
/** After a failure the far side is left alone this long, ms. */
const FAILURE_CACHED_MS = 10_000;

/** What the far side answered, or why it did not. */
export type SharedAnswer<T> =
  | { readonly ok: true; readonly answer: T }
  | { readonly ok: false; readonly message: string };

interface Cached<T> {
  readonly answer: Promise<SharedAnswer<T>>;
  untilMs: number;
}

/** How questions of one kind are asked. */
export interface SharedQuestionsOptions {
  readonly logger: LoggerService;
  readonly now: () => number;
  /** How long a person waits for an answer, ms. */
  readonly timeoutMs: number;
  /** For the log: `Reading metrics`. */
  readonly doing: string;
  /** What people see instead of an answer, without a full stop: `shown is what the portal has stored`. */
  readonly instead: string;
}

/**
 * Asks the far side at request time. The same question is asked once, however many people ask it: those who
 * come while it is under way share its answer, those who come soon after get it from memory. Callers are
 * authorized before they come here.
 */
export class SharedQuestions<T> {
  private readonly cache = new Map<string, Cached<T>>();

  constructor(private readonly options: SharedQuestionsOptions) {}

  /**
   * @param key - the same for the same question
   * @param keepMs - how long an answer is good for
   */
  async ask(
    key: string,
    keepMs: number,
    question: (signal: AbortSignal) => Promise<T>,
  ): Promise<SharedAnswer<T>> {
    const { now } = this.options;
    const cached = this.cache.get(key);
    if (cached && cached.untilMs > now()) {
      return cached.answer;
    }
    this.makeRoom();
    const entry: Cached<T> = {
      answer: this.answer(question),
      untilMs: Infinity,
    };
    this.cache.set(key, entry);
    const answer = await entry.answer;
    entry.untilMs = now() + (answer.ok ? keepMs : FAILURE_CACHED_MS);
    return answer;
  }

  private async answer(
    question: (signal: AbortSignal) => Promise<T>,
  ): Promise<SharedAnswer<T>> {
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    try {
      const answer = await Promise.race([
        question(signal),
        whenAborted(signal),
      ]);
      return { ok: true, answer };
    } catch (error) {
      return { ok: false, message: this.messageOf(error, signal) };
    }
  }

  private messageOf(error: unknown, signal: AbortSignal): string {
    const { logger, timeoutMs, doing, instead } = this.options;
    if (signal.aborted) {
      return `The runtime did not answer within ${
        timeoutMs / 1000
      } s; ${instead}`;
    }
    if (error instanceof FlinkSourceError) {
      return `${error.message}; ${instead}`;
    }
    logger.error(`${doing} failed: ${stringifyError(error)}`);
    return `The runtime's answer could not be used; ${instead}, and the backend's log has the details`;
  }

  private makeRoom(): void {
    const nowMs = this.options.now();
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
