import {
  valueOf,
  type FaultLook,
} from '@flink-portal/backstage-plugin-flink-common';
import { flinkClientOf } from '../collect/flinkClient';
import {
  FlinkRestError,
  readJobFaults,
  relevantJobs,
  type FlinkRestClient,
} from '../rest';
import { KubernetesRequestError } from '../transport';
import type { DeploymentView } from '../translate';
import type { FaultsContext } from './FaultsContext';
import type { FaultsReading } from './FaultsReading';

const SOURCE = 'Flink REST';
/** A session cluster may run hundreds of jobs; each costs two questions. */
const MOST_JOBS = 10;

/** Reads the exceptions that Flink itself keeps, and its checkpoints. */
export async function restFaults(
  context: FaultsContext,
  view: DeploymentView,
): Promise<FaultsReading> {
  const { transport, cluster, query, settings, count } = context;
  if (!settings.metrics.enabled) {
    return without({
      status: 'notApplicable',
      message:
        "Flink's REST API is not asked: flink.kubernetes.metrics.enabled is false.",
    });
  }
  if (view.jobManager !== 'READY') {
    return without({
      status: 'unreadable',
      message: `Flink's REST API cannot be asked: the JobManager is ${
        view.jobManager ?? 'not reported'
      }.`,
    });
  }
  try {
    const client = flinkClientOf(view, {
      transport,
      cluster,
      signal: query.signal,
      timeoutMs: settings.metrics.timeoutMs,
      count,
    });
    return await readJobs(client, context, view);
  } catch (error) {
    query.signal.throwIfAborted();
    if (
      error instanceof KubernetesRequestError ||
      error instanceof FlinkRestError
    ) {
      return without({ status: 'unreadable', message: error.message });
    }
    throw error;
  }
}

async function readJobs(
  client: FlinkRestClient,
  { observation }: FaultsContext,
  { session }: DeploymentView,
): Promise<FaultsReading> {
  const all = relevantJobs(await client.jobs());
  // An application's earlier runs are over; a session cluster's jobs are many at once.
  const jobs = all.slice(0, session ? MOST_JOBS : 1);
  const names = new Map(
    (valueOf(observation.jobs) ?? []).map(({ jobId, name }) => [jobId, name]),
  );
  const faults = await Promise.all(
    jobs.map(job =>
      readJobFaults(client, {
        jobId: job.jid,
        startedAtMs: job['start-time'],
        ...(session ? { name: names.get(job.jid) ?? job.name } : {}),
      }),
    ),
  );
  const begins = faults.flatMap(({ completeFromMs }) => completeFromMs ?? []);
  return {
    records: faults.flatMap(({ records }) => records),
    look: {
      source: SOURCE,
      status: 'read',
      ...(session && all.length > MOST_JOBS
        ? {
            message: `Only ${MOST_JOBS} of ${all.length} jobs of the session cluster were asked about.`,
          }
        : {}),
    },
    ...(begins.length > 0 ? { completeFromMs: Math.max(...begins) } : {}),
  };
}

function without(look: Omit<FaultLook, 'source'>): FaultsReading {
  return { records: [], look: { source: SOURCE, ...look } };
}
