/**
 * Why a part of an application could not be read.
 *
 * @public
 */
export type UnreadableReason =
  /** The credentials lack a permission; the message names it. */
  | 'denied'
  /** Nothing answered, or the connection failed. */
  | 'unreachable'
  /** The far side limits our calls. */
  | 'throttled'
  /** No answer in time. */
  | 'timeout'
  /** An answer came and was not what the contract says. */
  | 'invalid'
  /** The monthly budget for paid reads is used up. */
  | 'budget'
  /** The far side answered with an error of its own. */
  | 'failed';

/**
 * One part of an observation: read, unreadable with the reason, or not applicable to this kind of
 * application (a notebook has no checkpoints). Unreadable is never the same as empty.
 *
 * @public
 */
export type Reading<T> =
  | {
      readonly status: 'read';
      /** ISO 8601: when the far side answered. */
      readonly at: string;
      readonly value: T;
    }
  | {
      readonly status: 'unreadable';
      /** ISO 8601: when it was tried. */
      readonly at: string;
      readonly reason: UnreadableReason;
      /** A sentence for a person: what could not be read, where, and what to do. */
      readonly message: string;
    }
  | {
      readonly status: 'notApplicable';
      /** A sentence for a person. */
      readonly reason: string;
    };

/** A part that was read. @public */
export function read<T>(value: T, at: string): Reading<T> {
  return { status: 'read', at, value };
}

/** A part that could not be read. @public */
export function unreadable<T>(
  reason: UnreadableReason,
  message: string,
  at: string,
): Reading<T> {
  return { status: 'unreadable', at, reason, message };
}

/** A part this kind of application does not have. @public */
export function notApplicable<T>(reason: string): Reading<T> {
  return { status: 'notApplicable', reason };
}

/** The value when it was read, else undefined. @public */
export function valueOf<T>(reading: Reading<T>): T | undefined {
  return reading.status === 'read' ? reading.value : undefined;
}
