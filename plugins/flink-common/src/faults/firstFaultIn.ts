import type { FaultLook, FaultRecord } from './FaultRecord';
import type { FirstFault, FirstFaultContext } from './FirstFault';
import { firstFaultOf } from './firstFaultOf';

/**
 * The first fault in what was read, with how reading went: "nothing failed" takes that every place was looked
 * in, and what was found stays found although another place did not answer.
 *
 * @public
 */
export function firstFaultIn(
  {
    records,
    lookedIn,
  }: {
    readonly records: readonly FaultRecord[];
    readonly lookedIn: readonly FaultLook[];
  },
  context: FirstFaultContext = {},
): FirstFault {
  if (!lookedIn.some(({ status }) => status === 'read')) {
    return {
      status: 'unknown',
      reason:
        lookedIn.flatMap(({ message }) => message ?? []).join(' ') ||
        'There is no place that holds exceptions of this application.',
    };
  }
  const found = firstFaultOf(records, context);
  const unreadable = lookedIn.filter(({ status }) => status === 'unreadable');
  return found.status === 'none' && unreadable.length > 0
    ? {
        status: 'unknown',
        reason: `${found.reason} But not every place could be read. ${unreadable
          .flatMap(({ message }) => message ?? [])
          .join(' ')}`.trim(),
      }
    : found;
}
