import type { FaultRecord } from '@flink-portal/backstage-plugin-flink-common';
import type { FaultsAnswer } from '@flink-portal/backstage-plugin-flink-node';
import { KubernetesRequestError } from '../transport';
import { currentDeployment } from './currentDeployment';
import { eventFaults } from './eventFaults';
import type { FaultsContext } from './FaultsContext';
import type { FaultsReading } from './FaultsReading';
import { restFaults } from './restFaults';

/** The same exception is in both places when they name the same second. */
const SAME_MS = 1_000;

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
  const all = [...rest.records, ...withoutThoseIn(rest.records, events.records)]
    .filter(({ at }) => Date.parse(at) >= fromMs && Date.parse(at) < toMs)
    .sort((a, b) => a.at.localeCompare(b.at));
  const records = all.slice(-limit);
  // Flink keeps more than the cluster's events do; where it answers, its word counts.
  const kept = rest.look.status === 'read' ? rest : events;
  const completeFromMs = Math.max(
    fromMs,
    kept.completeFromMs ?? fromMs,
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

/** An event's text is cut after five lines, so Flink's own record of the same failure is better. */
function withoutThoseIn(
  known: readonly FaultRecord[],
  added: readonly FaultRecord[],
): FaultRecord[] {
  const times = known
    .filter(({ kind }) => kind === 'exception')
    .map(({ at, job }) => ({ atMs: Date.parse(at), job }));
  return added.filter(
    ({ at, job }) =>
      !times.some(
        other =>
          other.job === job && Math.abs(other.atMs - Date.parse(at)) < SAME_MS,
      ),
  );
}
