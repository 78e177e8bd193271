import type { JobProfile } from './jobProfile';
import { uniform, wander } from './noise';
import { trafficFraction } from './traffic';

const MINUTE_MS = 60_000;

/**
 * What a job lives under at one moment. Stories bend these few numbers; every metric, log line and
 * checkpoint is derived from them, so that they cannot contradict each other.
 */
export interface Conditions {
  /** Records that arrive at the source. */
  arrivalPerSecond: number;
  /** How far the job is behind the tip of its source because of the story. */
  lagSeconds: number;
  /** Records read per record arriving; derived from the change of lag unless a story sets it. */
  processedFraction?: number;
  /** Index of the vertex that limits the job; negative counts from the end. */
  bottleneckVertex?: number;
  /** 0 to 1: how hard the vertices above the bottleneck are blocked. */
  pressure: number;
  /** The event time the job has reached stands still at this epoch ms. */
  watermarkStuckAtMs?: number;
  cpuPercent: number;
  /** CPU is what limits the job: it does not follow the records read. */
  cpuSaturated?: boolean;
  heapPercent: number;
  containerMemoryPercent: number;
  containerDiskPercent: number;
  /** Old-generation collection time since the tasks started, beyond the usual. */
  extraOldGcMs: number;
  checkpointDurationMs: number;
  checkpointSizeBytes: number;
  lateRecordsPerSecond: number;
}

/** A normal day of this job. */
export function normalConditions(
  profile: JobProfile,
  timeMs: number,
): Conditions {
  const { key } = profile;
  const minute = Math.floor(timeMs / MINUTE_MS);
  const traffic = trafficFraction(key, timeMs, profile.peakHourUtc);
  const state =
    profile.stateBytes *
    (0.93 + 0.07 * traffic + 0.015 * wander(key + 11, timeMs, 41 * MINUTE_MS));
  return {
    arrivalPerSecond: profile.peakRecordsPerSecond * traffic,
    lagSeconds: 0.2 + 1.1 * uniform(key + 2, minute),
    pressure: 0,
    cpuPercent:
      profile.peakCpuPercent * traffic +
      4 * wander(key + 3, timeMs, 5 * MINUTE_MS),
    heapPercent: 46 + 9 * traffic + 8 * wander(key + 4, timeMs, 3 * MINUTE_MS),
    containerMemoryPercent:
      64 + 4 * traffic + 2 * wander(key + 5, timeMs, 29 * MINUTE_MS),
    containerDiskPercent: 9 + state / 1024 ** 3,
    extraOldGcMs: 0,
    checkpointDurationMs:
      500 +
      (state / 1024 ** 3) * 420 +
      900 * traffic * (0.6 + 0.8 * uniform(key + 8, minute)),
    checkpointSizeBytes: state,
    lateRecordsPerSecond: 0.0004 * (1 + (key % 5)),
  };
}
