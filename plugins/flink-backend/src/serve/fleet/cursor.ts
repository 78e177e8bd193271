import { InputError } from '@backstage/errors';
import { z } from 'zod';
import {
  isPosition,
  sortKeysOf,
  type Order,
  type Position,
  type Sort,
} from './sortKeys';

/** A place in a list, and which way to read from it. */
export interface Cursor {
  readonly sort: Sort;
  readonly order: Order;
  readonly backwards: boolean;
  readonly position: Position;
}

const cursorSchema = z.object({
  s: z.enum([
    'verdict',
    'name',
    'owner',
    'lag',
    'recordsOut',
    'lastCheckpoint',
    'restarts',
    'flinkVersion',
    'lastChange',
  ]),
  o: z.enum(['asc', 'desc']),
  b: z.boolean(),
  p: z.array(z.union([z.string(), z.number(), z.null()])),
});

/** The text a browser hands back to read on. */
export function encodeCursor(cursor: Cursor): string {
  const content: z.infer<typeof cursorSchema> = {
    s: cursor.sort,
    o: cursor.order,
    b: cursor.backwards,
    p: [...cursor.position],
  };
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** @throws InputError when the text is not a cursor of this list */
export function decodeCursor(text: string): Cursor {
  const parsed = cursorSchema.safeParse(parseJson(text));
  if (
    !parsed.success ||
    !isPosition(parsed.data.p, sortKeysOf(parsed.data.s))
  ) {
    throw new InputError(
      'The cursor is not one that this list gave out; begin without a cursor',
    );
  }
  const { s, o, b, p } = parsed.data;
  return { sort: s, order: o, backwards: b, position: p };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
