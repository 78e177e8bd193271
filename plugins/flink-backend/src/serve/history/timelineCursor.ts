import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** A place in the timeline: below the item with this time and id. */
export interface TimelinePosition {
  /** Epoch ms. */
  readonly atMs: number;
  readonly id: string;
}

const positionSchema = z.object({ a: z.int(), i: z.string().min(1) });

/** Newest first; what happened at the same time is ordered by its id. */
export function comparePositions(
  one: TimelinePosition,
  other: TimelinePosition,
): number {
  if (one.atMs !== other.atMs) {
    return other.atMs - one.atMs;
  }
  if (one.id === other.id) {
    return 0;
  }
  return one.id < other.id ? 1 : -1;
}

/** The text a browser hands back to read on. */
export function encodePosition({ atMs, id }: TimelinePosition): string {
  const content: z.infer<typeof positionSchema> = { a: atMs, i: id };
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** @throws InputError when the text is not a cursor of a timeline */
export function decodePosition(text: string): TimelinePosition {
  const parsed = positionSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new InputError(
      'The cursor is not one that this timeline gave out; begin without a cursor',
    );
  }
  return { atMs: parsed.data.a, id: parsed.data.i };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
