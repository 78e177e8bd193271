import type { JsonValue } from '@backstage/types';
import type { z } from 'zod/v3';

/** A value whose shape an action reads itself, to say all that is wrong with it at once. */
export function jsonValue(zImpl: typeof z): z.ZodType<JsonValue | undefined> {
  return zImpl.custom<JsonValue | undefined>();
}
