import type { Caller } from './caller';

/** One operation: gets the validated request, returns the answer as it travels. */
export type Handler = (request: unknown, caller: Caller) => unknown;

/** Handlers by operation name. */
export type Handlers = Readonly<Record<string, Handler>>;

/**
 * A handler with the SDK's own types. The listener has checked the request against AWS's model
 * before, which is what makes the narrowing safe.
 */
export function handler<Request, Answer>(
  handle: (request: Request, caller: Caller) => Answer,
): Handler {
  return (request, caller) => handle(request as Request, caller);
}
