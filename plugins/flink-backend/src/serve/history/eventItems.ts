import type { TimelineItem } from '../../schema/openapi/generated/models';
import type { StoredEvent } from '../../store/EventStore';
import { toIso } from '../../store/rows';

/** A warning of the runtime, as the timeline tells it. */
export function eventItem({
  id,
  firstAtMs,
  lastAtMs,
  event,
}: StoredEvent): TimelineItem {
  const facts = [
    ...(event.object ? [event.object] : []),
    ...(event.count > 1 ? [`${event.count} times`] : []),
  ];
  return {
    id: `event:${id}`,
    kind: 'event',
    at: toIso(firstAtMs),
    endedAt: lastAtMs > firstAtMs ? toIso(lastAtMs) : undefined,
    title: `${event.reason}: ${event.message}`,
    detail: facts.length > 0 ? facts.join(', ') : undefined,
    count: event.count,
  };
}
