import type { FaultRecord } from '@flink-portal/backstage-plugin-flink-common';
import type { FaultsAnswer } from '@flink-portal/backstage-plugin-flink-node';
import { KubernetesRequestError } from '../transport';
import { currentDeployment } from './currentDeployment';
import { eventFaults } from './eventFaults';
import type { FaultsContext } from './FaultsContext';
import type { FaultsReading } from './FaultsReading';
import { restFaults } from './restFaults';

/** The operator looks once a minute at most; so late is what it reports. */
const REPORTED_WITHIN_MS = 60_000;

/**
 * Reads an application's faults from Flink's REST API and from the operator's events. One that cannot be read
 * takes nothing away from the other.
 */
export async function readFaults(
  context: Omit<FaultsContext, 'count'>,
): Promise<FaultsAnswer> {
  const calls: Record<string, number> = {};
  const counted: FaultsContext = {
    ...context,
    count(operation) {
      calls[operation] = (calls[operation] ?? 0) + 1;
    },
  };
  const { rest, deploymentName } = await readRest(counted);
  const events = await eventFaults(counted, deploymentName);
  const { fromMs, toMs, limit } = context.query;
  const all = [...rest.records, ...olderThanKnown(events, rest)]
    .filter(({ at }) => Date.parse(at) >= fromMs && Date.parse(at) < toMs)
    .sort((a, b) => a.at.localeCompare(b.at));
  const records = all.slice(-limit);
  const completeFromMs = Math.max(
    fromMs,
    knownSince(rest, events) ?? fromMs,
    records.length < all.length ? Date.parse(records[0].at) : fromMs,
  );
  return {
    records,
    lookedIn: [rest.look, events.look],
    ...(completeFromMs > fromMs ? { completeFromMs } : {}),
    calls,
    usd: 0,
  };
}

async function readRest(
  context: FaultsContext,
): Promise<{ rest: FaultsReading; deploymentName: string }> {
  const without = (message: string): FaultsReading => ({
    records: [],
    look: { source: 'Flink REST', status: 'unreadable', message },
  });
  try {
    const view = await currentDeployment(context);
    return view
      ? {
          rest: await restFaults(context, view),
          deploymentName: view.deployment.metadata.name,
        }
      : {
          rest: without('There is no FlinkDeployment of this name.'),
          deploymentName: context.name,
        };
  } catch (error) {
    context.query.signal.throwIfAborted();
    if (!(error instanceof KubernetesRequestError)) throw error;
    return { rest: without(error.message), deploymentName: context.name };
  }
}

const exceptionsOf = ({ records }: FaultsReading) =>
  records.filter(({ kind }) => kind === 'exception');

/**
 * What events tell of the time before Flink's own history begins. Within it Flink tells more: an event's text
 * is cut after five lines, and what repeats is one event.
 */
function olderThanKnown(
  events: FaultsReading,
  rest: FaultsReading,
): FaultRecord[] {
  return events.records.filter(
    ({ at, job }) =>
      !exceptionsOf(rest).some(
        known =>
          known.job === job &&
          Date.parse(known.at) - REPORTED_WITHIN_MS < Date.parse(at),
      ),
  );
}

/** Since when either place knows everything; of two the one that goes back further. */
function knownSince(
  rest: FaultsReading,
  events: FaultsReading,
): number | undefined {
  if (rest.look.status !== 'read') {
    return events.completeFromMs;
  }
  if (rest.completeFromMs === undefined) {
    return undefined;
  }
  return reportsExceptions(rest, events) && events.completeFromMs !== undefined
    ? Math.min(rest.completeFromMs, events.completeFromMs)
    : rest.completeFromMs;
}

/** Operators before 1.12 report no exceptions, so silence proves nothing: one that Flink knows must be there. */
function reportsExceptions(rest: FaultsReading, events: FaultsReading) {
  const reported = exceptionsOf(events).map(({ at }) => Date.parse(at));
  return exceptionsOf(rest).some(({ at }) =>
    reported.some(atMs => Math.abs(atMs - Date.parse(at)) < REPORTED_WITHIN_MS),
  );
}
