import { z } from 'zod';
import type { Language } from '../builds/coveringSet';

/** What a job reads before and after it is stopped, and what must have been written in the end. */
export interface Story {
  /** Lines of the file that is there at first. */
  readonly first: readonly string[];
  /** Files that come while the job is stopped. */
  readonly later: readonly (readonly string[])[];
  /** All that may have been written when the job is stopped. */
  readonly early: readonly string[];
  /** A line that was written, in short: key, count, total. */
  readonly resultOf: (line: string) => string;
  readonly results: readonly string[];
  /** A result that may have been written or not in the end, because nothing surely closed it. */
  readonly isOpen: (result: string) => boolean;
}

const START_MS = Date.parse('2026-11-26T10:00:00Z');

const summarySchema = z.looseObject({
  key: z.string(),
  count: z.number(),
  total: z.number(),
});
const streamEvent = (key: string, amount: number, seconds: number) =>
  JSON.stringify({ key, amount, timeMillis: START_MS + seconds * 1000 });

/** Two summaries stay open over the stop, so that what comes out in the end was in the savepoint. */
const ofStream: Story = {
  first: [
    streamEvent('a', 1, 0),
    streamEvent('b', 10, 5),
    streamEvent('a', 2, 20),
  ],
  early: [],
  later: [
    [streamEvent('a', 4, 30), streamEvent('c', 100, 300)],
    [streamEvent('c', 100, 600)],
  ],
  resultOf: line => {
    const { key, count, total } = summarySchema.parse(JSON.parse(line));
    return `${key}: ${count}, ${total}`;
  },
  results: ['a: 3, 7', 'b: 1, 10'],
  isOpen: result => result.startsWith('c'),
};

const totalSchema = z.looseObject({
  event_key: z.string(),
  event_count: z.number(),
  total_amount: z.number(),
});

/**
 * The second minute stays open over the stop, and its first event comes again afterwards: a job that had forgotten
 * the window or the ids would count otherwise, and one that had forgotten what it read would write the first minute
 * twice.
 */
function ofTables(
  event: (id: string, amount: number, seconds: number) => object,
): Story {
  const file = (...events: object[]) => events.map(it => JSON.stringify(it));
  return {
    first: file(event('1', 1, 1), event('2', 2, 301)),
    early: ['a: 1, 1'],
    later: [file(event('2', 2, 301), event('3', 4, 330), event('4', 8, 600))],
    resultOf: line => {
      const total = totalSchema.parse(JSON.parse(line));
      return `${total.event_key}: ${total.event_count}, ${total.total_amount}`;
    },
    results: ['a: 1, 1', 'a: 2, 6'],
    isOpen: () => false,
  };
}

/** The story of a language's job, in the shape of events that its template has. */
export const STORIES: Readonly<Record<Language, Story>> = {
  java: ofStream,
  sql: ofTables((id, amount, seconds) => ({
    key: 'a',
    amount,
    timeMillis: START_MS + seconds * 1000,
    id,
  })),
  python: ofTables((id, amount, seconds) => ({
    event_id: id,
    event_key: ' A',
    amount,
    event_time: new Date(START_MS + seconds * 1000).toISOString(),
  })),
};
