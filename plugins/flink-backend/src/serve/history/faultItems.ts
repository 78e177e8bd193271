import type { TimelineItem } from '../../schema/openapi/generated/models';
import { toIso } from '../../store/rows';
import type { KeptFault } from './KeptFaults';

/** A first fault, as the timeline tells it. */
export function faultItem(fault: KeptFault): TimelineItem {
  return {
    id: `fault:${fault.id}`,
    kind: 'fault',
    at: toIso(fault.atMs),
    title: `First fault: ${fault.exceptionClass}: ${fault.message}`,
    detail: fault.reason,
  };
}
