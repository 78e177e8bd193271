import { CallCounter } from '../../store/CallCounter';
import type { CallStore } from '../../store/CallStore';

/** Counts what an answer at request time cost its source. */
export async function bookCalls(
  store: CallStore,
  sourceId: string,
  answer: {
    readonly calls: Readonly<Record<string, number>>;
    readonly usd: number;
  },
  now: () => number,
): Promise<void> {
  const counter = new CallCounter(sourceId, store, now);
  Object.entries(answer.calls).forEach(([operation, calls], index) =>
    // Money is not told by operation; it is booked once.
    counter.count(operation, index === 0 ? answer.usd : 0, calls),
  );
  await counter.flush();
}
