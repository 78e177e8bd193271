/** How many calls one account may make to one service in one region. */
export interface RateLimit {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket per key; it runs on real time, as it guards the wire and not the world. */
export class TokenBuckets {
  readonly #limit: RateLimit;
  readonly #buckets = new Map<string, { tokens: number; atMs: number }>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Takes a token; false when there is none. */
  take(key: string, nowMs = Date.now()): boolean {
    const { burst, perSecond } = this.#limit;
    const bucket = this.#buckets.get(key) ?? { tokens: burst, atMs: nowMs };
    bucket.tokens = Math.min(
      burst,
      bucket.tokens + (Math.max(0, nowMs - bucket.atMs) / 1000) * perSecond,
    );
    bucket.atMs = nowMs;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) {
      return false;
    }
    bucket.tokens -= 1;
    return true;
  }
}
