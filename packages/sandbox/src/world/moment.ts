import { endsJob } from './change';
import type { Conditions } from './conditions';
import type { JobPosition, JobReading } from './jobReading';
import { vertexMoments } from './vertexMoment';
import type { FlinkJobStatus, JobMoment } from './types';

/** Flink's value of a watermark gauge before the first watermark (Long.MIN_VALUE). */
export const NO_WATERMARK = -9223372036854775808;

/** Flink's value of the checkpoint gauges before the first completed checkpoint. */
const NO_CHECKPOINT = -1;

const OUT_OF_ORDERNESS_MS = 5_000;
const MINUTES_PER_OLD_GC = 8;

interface Status {
  readonly status: FlinkJobStatus;
  readonly sinceMs: number;
}

function statusOf(position: JobPosition, timeMs: number): Status {
  const { run, outage, runningSinceMs } = position;
  const { kind, atMs, downtimeMs } = run.change;
  if (endsJob(kind)) {
    return {
      status: kind === 'cancel' ? 'CANCELED' : 'FINISHED',
      sinceMs: atMs,
    };
  }
  if (outage) {
    return { status: 'RESTARTING', sinceMs: outage.startMs };
  }
  if (runningSinceMs !== undefined) {
    return { status: 'RUNNING', sinceMs: runningSinceMs };
  }
  const initializedMs = atMs + Math.min(15_000, downtimeMs / 3);
  return timeMs < initializedMs
    ? { status: 'INITIALIZING', sinceMs: atMs }
    : { status: 'CREATED', sinceMs: initializedMs };
}

/** Everything measurable about a job at one moment, derived from its position and conditions. */
export function momentOf(job: JobReading, timeMs: number): JobMoment {
  const { profile } = job;
  const position = job.positionAt(timeMs);
  if (!position) {
    return resting(job, 'CREATED', timeMs);
  }
  const { status, sinceMs } = statusOf(position, timeMs);
  const { run, runningSinceMs, restarts, outage } = position;
  const checkpoints = job.checkpointCount(timeMs, run);
  const counters = {
    status,
    statusSinceMs: sinceMs,
    runStartedAtMs: endsJob(run.change.kind) ? undefined : run.change.atMs,
    numRestarts: restarts,
    parallelism: run.parallelism,
    numberOfCompletedCheckpoints: checkpoints.completed,
    numberOfFailedCheckpoints: checkpoints.failed,
    lastCheckpointDurationMs: checkpoints.last
      ? checkpoints.last.endedAtMs - checkpoints.last.triggeredAtMs
      : NO_CHECKPOINT,
    lastCheckpointSizeBytes: checkpoints.last
      ? Math.round(checkpoints.last.sizeBytes * 0.12)
      : NO_CHECKPOINT,
    lastCheckpointFullSizeBytes: checkpoints.last?.sizeBytes ?? 0,
  };
  if (runningSinceMs === undefined) {
    const downSinceMs = outage?.startMs ?? run.change.atMs;
    return {
      ...resting(job, status, timeMs),
      ...counters,
      downtimeMs: endsJob(run.change.kind) ? -1 : timeMs - downSinceMs,
      millisBehindLatest: outage
        ? Math.round(job.backlogSeconds(timeMs) * 1000)
        : -1,
      pendingRecords: outage
        ? Math.round(
            job.backlogSeconds(timeMs) *
              job.conditionsAt(timeMs, outage.startMs).arrivalPerSecond,
          )
        : 0,
    };
  }

  const conditions = job.conditionsAt(timeMs, runningSinceMs);
  const uptimeMs = timeMs - runningSinceMs;
  const read =
    conditions.arrivalPerSecond * (conditions.processedFraction ?? 1);
  const watermarkMs = watermarkOf(conditions, timeMs);
  const load = conditions.cpuSaturated
    ? 1
    : Math.min(1.6, Math.max(0.08, conditions.processedFraction ?? 1));
  const oldGcs = Math.floor(uptimeMs / (MINUTES_PER_OLD_GC * 60_000));
  return {
    ...counters,
    startedAtMs: runningSinceMs,
    uptimeMs,
    downtimeMs: 0,
    recordsInPerSecond: read,
    recordsOutPerSecond: read * profile.outputRatio,
    pendingRecords: Math.round(
      conditions.lagSeconds * conditions.arrivalPerSecond,
    ),
    millisBehindLatest: Math.round(conditions.lagSeconds * 1000),
    currentInputWatermarkMs: watermarkMs,
    currentOutputWatermarkMs:
      watermarkMs === NO_WATERMARK ? watermarkMs : watermarkMs - 800,
    numLateRecordsDropped: Math.floor(
      (uptimeMs / 1000) * conditions.lateRecordsPerSecond,
    ),
    cpuUtilizationPercent: percent(conditions.cpuPercent * load),
    containerCpuUtilizationPercent: percent(
      conditions.cpuPercent * load * 1.06 + 2,
    ),
    heapUsedBytes:
      (profile.heapMaxBytes * percent(conditions.heapPercent)) / 100,
    heapMaxBytes: profile.heapMaxBytes,
    containerMemoryUtilizationPercent: percent(
      conditions.containerMemoryPercent,
    ),
    containerDiskUtilizationPercent: percent(conditions.containerDiskPercent),
    managedMemoryUsedBytes: profile.managedMemoryTotalBytes * 0.92,
    managedMemoryTotalBytes: profile.managedMemoryTotalBytes,
    oldGenerationGcCount: oldGcs + Math.floor(conditions.extraOldGcMs / 900),
    oldGenerationGcTimeMs: oldGcs * 38 + Math.round(conditions.extraOldGcMs),
    threadsCount: 96 + run.parallelism * 4 + (profile.key % 17),
    vertices: vertexMoments(profile, conditions, read),
  };
}

function watermarkOf(conditions: Conditions, timeMs: number): number {
  if (conditions.watermarkStuckAtMs !== undefined) {
    return conditions.watermarkStuckAtMs;
  }
  return Math.round(
    timeMs - conditions.lagSeconds * 1000 - OUT_OF_ORDERNESS_MS,
  );
}

function percent(value: number): number {
  return Math.min(99.6, Math.max(0.4, value));
}

/** A job nothing of which runs. */
function resting(
  job: JobReading,
  status: FlinkJobStatus,
  timeMs: number,
): JobMoment {
  const { profile } = job;
  return {
    status,
    statusSinceMs: timeMs,
    uptimeMs: 0,
    downtimeMs: 0,
    numRestarts: 0,
    recordsInPerSecond: 0,
    recordsOutPerSecond: 0,
    pendingRecords: 0,
    millisBehindLatest: -1,
    currentInputWatermarkMs: NO_WATERMARK,
    currentOutputWatermarkMs: NO_WATERMARK,
    numLateRecordsDropped: 0,
    cpuUtilizationPercent: 1.5,
    containerCpuUtilizationPercent: 3.2,
    heapUsedBytes: profile.heapMaxBytes * 0.12,
    heapMaxBytes: profile.heapMaxBytes,
    containerMemoryUtilizationPercent: 38,
    containerDiskUtilizationPercent: 9,
    managedMemoryUsedBytes: 0,
    managedMemoryTotalBytes: profile.managedMemoryTotalBytes,
    oldGenerationGcCount: 0,
    oldGenerationGcTimeMs: 0,
    threadsCount: 88,
    numberOfCompletedCheckpoints: 0,
    numberOfFailedCheckpoints: 0,
    lastCheckpointDurationMs: NO_CHECKPOINT,
    lastCheckpointSizeBytes: NO_CHECKPOINT,
    lastCheckpointFullSizeBytes: 0,
    parallelism: profile.parallelism,
    vertices: new Map(
      profile.vertices.map(vertex => [
        vertex.id,
        {
          recordsInPerSecond: 0,
          recordsOutPerSecond: 0,
          recordsReadPerSecond: 0,
          recordsWrittenPerSecond: 0,
          busyTimeMsPerSecond: 0,
          backPressuredTimeMsPerSecond: 0,
          idleTimeMsPerSecond: 0,
        },
      ]),
    ),
  };
}
