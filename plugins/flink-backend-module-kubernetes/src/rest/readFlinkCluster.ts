import {
  flinkLineOf,
  type MetricSeries,
  type MetricWindow,
  type ObservedCheckpoint,
  type ObservedJob,
} from '@flink-portal/backstage-plugin-flink-common';
import type { FlinkCheckpoints, FlinkJob, FlinkJobSummary } from './answers';
import type { FlinkRestClient } from './FlinkRestClient';
import type { MetricNameCache } from './MetricNameCache';
import {
  sampleJob,
  sampleMachines,
  type RestRuntime,
  type Sample,
} from './sampleMetrics';

/** What is kept between readings of one cluster, so that the next asks less. */
export interface FlinkReadingMemory {
  readonly names: MetricNameCache;
  /** By job id; undefined means that checkpointing is off. */
  readonly checkpointIntervals: Map<string, number | undefined>;
}

/** One reading of a Flink cluster over REST. */
export interface FlinkReading {
  readonly atMs: number;
  readonly flinkVersion?: string;
  readonly jobs: readonly FlinkReadingJob[];
  readonly metrics: MetricWindow;
}

/** A job as REST knows it. */
export interface FlinkReadingJob extends ObservedJob {
  readonly jobId: string;
  readonly status: string;
  /** `read: false` when the job's checkpoint settings could not be read. */
  readonly checkpointing:
    | { readonly read: true; readonly intervalMs?: number }
    | { readonly read: false };
}

const RESOLUTION_SECONDS = 60;
// Ended jobs stay in the list for a while; their metrics are gone.
const ENDED = new Set(['FINISHED', 'CANCELED', 'FAILED']);

/**
 * Reads jobs, checkpoints and metrics.
 *
 * @param options - `session`: whether several jobs share the cluster, so that a job's numbers are a part
 * @throws whatever the client throws when jobs or metrics cannot be read
 */
export async function readFlinkCluster(
  client: FlinkRestClient,
  memory: FlinkReadingMemory,
  options: {
    readonly runtime: RestRuntime;
    readonly flinkVersion?: string;
    readonly session: boolean;
    readonly nowMs: number;
  },
): Promise<FlinkReading> {
  const overview = await client.overview();
  const flinkVersion = overview['flink-version'] ?? options.flinkVersion;
  const line = flinkLineOf(flinkVersion);
  const summaries = await client.jobs();
  const running = new Set(
    summaries.filter(({ state }) => !ENDED.has(state)).map(({ jid }) => jid),
  );
  memory.names.keepJobs(running);
  for (const jobId of memory.checkpointIntervals.keys()) {
    if (!running.has(jobId)) memory.checkpointIntervals.delete(jobId);
  }

  const jobs: FlinkReadingJob[] = [];
  const samples: Sample[] = [
    ...(await sampleMachines(
      client,
      memory.names,
      overview,
      options.runtime,
      line,
    )),
  ];
  for (const summary of relevantJobs(summaries)) {
    if (ENDED.has(summary.state)) {
      jobs.push(endedJob(summary));
      continue;
    }
    const job = await client.job(summary.jid);
    jobs.push(await observeJob(client, memory, job));
    const ofJob = await sampleJob(
      client,
      memory.names,
      job,
      options.runtime,
      line,
    );
    samples.push(...(options.session ? asParts(ofJob, job) : ofJob));
  }
  return {
    atMs: options.nowMs,
    ...(flinkVersion ? { flinkVersion } : {}),
    jobs,
    metrics: windowOf(samples, options.nowMs),
  };
}

/** Of several runs of the same job (a name), only the newest; those that have not ended first. */
export function relevantJobs(
  summaries: readonly FlinkJobSummary[],
): FlinkJobSummary[] {
  const newestFirst = [...summaries].sort(
    (a, b) =>
      Number(ENDED.has(a.state)) - Number(ENDED.has(b.state)) ||
      (b['start-time'] ?? 0) - (a['start-time'] ?? 0),
  );
  const seen = new Set<string>();
  return newestFirst.filter(summary => {
    const isNew = !ENDED.has(summary.state) || !seen.has(summary.name);
    seen.add(summary.name);
    return isNew;
  });
}

function endedJob(summary: FlinkJobSummary): FlinkReadingJob {
  const startedAtMs = summary['start-time'];
  return {
    jobId: summary.jid,
    name: summary.name,
    status: summary.state,
    ...(startedAtMs ? { startedAt: iso(startedAtMs) } : {}),
    checkpointing: { read: false },
  };
}

async function observeJob(
  client: FlinkRestClient,
  memory: FlinkReadingMemory,
  job: FlinkJob,
): Promise<FlinkReadingJob> {
  const { latest, counts } = await client.checkpoints(job.jid);
  if (!memory.checkpointIntervals.has(job.jid)) {
    const { interval } = await client.checkpointConfig(job.jid);
    memory.checkpointIntervals.set(job.jid, interval);
  }
  const intervalMs = memory.checkpointIntervals.get(job.jid);
  const parallelism = Math.max(
    0,
    ...job.vertices.map(vertex => vertex.parallelism ?? 0),
  );
  const completed = completedCheckpoint(latest?.completed);
  const failed = failedCheckpoint(latest?.failed);
  return {
    jobId: job.jid,
    name: job.name,
    status: job.state,
    ...(job['start-time'] ? { startedAt: iso(job['start-time']) } : {}),
    ...(parallelism > 0 ? { parallelism } : {}),
    ...(completed ? { lastCompletedCheckpoint: completed } : {}),
    ...(failed ? { lastFailedCheckpoint: failed } : {}),
    ...restoredCheckpoints(counts.restored, latest?.restored),
    checkpointing: {
      read: true,
      ...(intervalMs === undefined ? {} : { intervalMs }),
    },
  };
}

/** The count begins anew with the JobManager; what was restored last is told all the same. */
function restoredCheckpoints(
  count: number | undefined,
  latest: object | null | undefined,
): Pick<ObservedJob, 'restoredCheckpoints'> {
  if (count === undefined) return latest ? { restoredCheckpoints: 1 } : {};
  return { restoredCheckpoints: Math.max(count, latest ? 1 : 0) };
}

type LatestCheckpoint = NonNullable<FlinkCheckpoints['latest']>['completed'];

function completedCheckpoint(
  checkpoint: LatestCheckpoint,
): ObservedCheckpoint | undefined {
  const atMs =
    checkpoint?.latest_ack_timestamp ?? checkpoint?.trigger_timestamp;
  return atMs ? { at: iso(atMs), ...sizes(checkpoint) } : undefined;
}

function failedCheckpoint(
  checkpoint: LatestCheckpoint,
): ObservedCheckpoint | undefined {
  const atMs = checkpoint?.failure_timestamp ?? checkpoint?.trigger_timestamp;
  if (!atMs) return undefined;
  return {
    at: iso(atMs),
    ...sizes(checkpoint),
    ...(checkpoint?.failure_message
      ? { failure: checkpoint.failure_message }
      : {}),
  };
}

function sizes(
  checkpoint: LatestCheckpoint,
): Pick<ObservedCheckpoint, 'durationMs' | 'sizeBytes'> {
  const durationMs = checkpoint?.end_to_end_duration;
  const sizeBytes = checkpoint?.state_size;
  return {
    ...(durationMs !== undefined && durationMs >= 0 ? { durationMs } : {}),
    ...(sizeBytes !== undefined && sizeBytes >= 0 ? { sizeBytes } : {}),
  };
}

/** By id, as several jobs may have one name; the translation gives them their names. */
function asParts(samples: readonly Sample[], job: FlinkJob): Sample[] {
  return samples
    .filter(sample => !sample.part)
    .map(sample => ({ ...sample, part: { kind: 'job', name: job.jid } }));
}

/** One point per metric, on the minute it was taken in. */
function windowOf(samples: readonly Sample[], nowMs: number): MetricWindow {
  const minute =
    Math.floor(nowMs / 1000 / RESOLUTION_SECONDS) * RESOLUTION_SECONDS;
  return {
    from: iso(minute * 1000),
    to: iso((minute + RESOLUTION_SECONDS) * 1000),
    resolutionSeconds: RESOLUTION_SECONDS,
    series: samples.map(
      ({ metric, part, value }): MetricSeries => ({
        metric,
        ...(part ? { part } : {}),
        points: [[minute, value]],
      }),
    ),
  };
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
