import type { CallStore, CountedCalls } from './CallStore';

/** Counts calls in memory and writes them in one go. */
export class CallCounter {
  private counted = new Map<string, CountedCalls>();

  constructor(
    private readonly sourceId: string,
    private readonly calls: CallStore,
    private readonly now: () => number,
  ) {}

  count(operation: string, usd = 0, calls = 1): void {
    const before = this.counted.get(operation);
    this.counted.set(operation, {
      operation,
      calls: (before?.calls ?? 0) + calls,
      usd: (before?.usd ?? 0) + usd,
    });
  }

  async flush(): Promise<void> {
    const counted = [...this.counted.values()];
    this.counted = new Map();
    await this.calls.add(this.sourceId, counted, this.now());
  }
}
