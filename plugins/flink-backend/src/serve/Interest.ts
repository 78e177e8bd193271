import type { ApplicationStore } from '../store/ApplicationStore';

/** One look in this time is written, ms; far below the time a look counts for. */
const WRITE_EVERY_MS = 30_000;
/** More applications than anybody looks at in half a minute. */
const REMEMBERED = 10_000;

/** Notes which applications somebody looks at, so that they are read closely. */
export class Interest {
  private readonly writtenAtMs = new Map<string, number>();

  constructor(
    private readonly applications: ApplicationStore,
    private readonly now: () => number,
  ) {}

  /** Writes at most once per application and half minute in this process. */
  async touch(ids: readonly string[]): Promise<void> {
    const nowMs = this.now();
    const due = ids.filter(
      id => nowMs - (this.writtenAtMs.get(id) ?? -Infinity) >= WRITE_EVERY_MS,
    );
    if (due.length === 0) {
      return;
    }
    if (this.writtenAtMs.size > REMEMBERED) {
      this.writtenAtMs.clear();
    }
    // Noted before the write: of a hundred requests at once only one is to write.
    due.forEach(id => this.writtenAtMs.set(id, nowMs));
    await this.applications.touchInterest(due, nowMs);
  }
}
