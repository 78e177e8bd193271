import {
  redactText,
  type RuntimeEvent,
} from '@flink-portal/backstage-plugin-flink-common';
import { itemsOf, type ApplicationFacts } from './ApplicationFacts';
import { iso } from './iso';

const MOST_EVENTS = 200;
const LONGEST_MESSAGE = 2_000;

/** What the operator reported about the application and what belongs to it, newest first. */
export function eventsOf(facts: ApplicationFacts): RuntimeEvent[] {
  return [...itemsOf(facts.events)]
    .sort((a, b) => b.atMs - a.atMs)
    .slice(0, MOST_EVENTS)
    .map(event => ({
      at: iso(event.atMs),
      type: event.type === 'Warning' ? 'warning' : 'normal',
      reason: event.reason,
      message: redactText(event.message).slice(0, LONGEST_MESSAGE),
      count: event.count,
      object: `${event.involvedObject.kind}/${event.involvedObject.name}`,
    }));
}
