import {
  notApplicable,
  read,
  unreadable,
  type MetricWindow,
  type Reading,
} from '@flink-portal/backstage-plugin-flink-common';
import { hasHighAvailability } from '../resources';
import {
  FlinkRestError,
  readFlinkCluster,
  type FlinkReading,
  type FlinkReadingMemory,
} from '../rest';
import { KubernetesRequestError } from '../transport';
import { standingOf, type DeploymentView } from '../translate';
import { flinkClientOf, type FlinkClientOptions } from './flinkClient';

/** One attempt to read an application's own metrics. */
export interface FlinkAttempt {
  readonly metrics: Reading<MetricWindow>;
  /** Present when Flink answered. */
  readonly reading?: FlinkReading;
}

/** What an attempt needs. */
export interface FlinkAttemptOptions extends FlinkClientOptions {
  readonly memory: FlinkReadingMemory;
}

/**
 * Asks Flink's REST API through the API server's service proxy. A REST API that cannot be reached makes
 * the metrics unreadable and nothing else: the application may be well.
 */
export async function readFlink(
  view: DeploymentView,
  options: FlinkAttemptOptions,
): Promise<FlinkAttempt> {
  const at = new Date(view.nowMs).toISOString();
  const { phase } = standingOf(view);
  if (phase === 'stopped') {
    return {
      metrics: notApplicable('The application is suspended.'),
      ...(await jobsWhileSuspended(view, options)),
    };
  }
  if (phase === 'finished' && view.jobManager !== 'READY') {
    return {
      metrics: notApplicable(
        'The job came to its end and its JobManager is gone.',
      ),
    };
  }
  // Operators of every version write it; without it there is nothing to ask yet.
  if (view.jobManager !== 'READY') {
    return {
      metrics: unreadable(
        'unreachable',
        `Flink's REST API cannot be asked: the JobManager is ${
          view.jobManager ?? 'not reported'
        }.`,
        at,
      ),
    };
  }
  try {
    const reading = await readFlinkCluster(
      flinkClientOf(view, options),
      options.memory,
      {
        runtime: 'kubernetes',
        flinkVersion: view.status?.clusterInfo['flink-version'],
        session: view.session,
        nowMs: view.nowMs,
      },
    );
    return { metrics: read(reading.metrics, at), reading };
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof KubernetesRequestError) {
      return { metrics: unreadable(error.reason, error.message, at) };
    }
    if (error instanceof FlinkRestError) {
      return { metrics: unreadable('invalid', error.message, at) };
    }
    throw error;
  }
}

/** Without high availability a suspended job may run again by itself (FLINK-41262). */
async function jobsWhileSuspended(
  view: DeploymentView,
  options: FlinkAttemptOptions,
): Promise<{ reading?: FlinkReading }> {
  if (view.jobManager !== 'READY' || hasHighAvailability(view.effectiveSpec)) {
    return {};
  }
  try {
    const jobs = await flinkClientOf(view, options).jobs();
    return {
      reading: {
        atMs: view.nowMs,
        jobs: jobs.map(job => ({
          jobId: job.jid,
          name: job.name,
          status: job.state,
          ...(job['start-time']
            ? { startedAt: new Date(job['start-time']).toISOString() }
            : {}),
          checkpointing: { read: false as const },
        })),
        metrics: {
          from: new Date(view.nowMs).toISOString(),
          to: new Date(view.nowMs).toISOString(),
          resolutionSeconds: 60,
          series: [],
        },
      },
    };
  } catch (error) {
    options.signal.throwIfAborted();
    // A suspended application owes no answer.
    if (
      error instanceof KubernetesRequestError ||
      error instanceof FlinkRestError
    ) {
      return {};
    }
    throw error;
  }
}
