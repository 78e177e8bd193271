/**
 * Canonical names, Flink's own where Flink has one. Units and statistics stand in the catalog.
 *
 * @public
 */
export const METRIC_NAMES = [
  'numRecordsInPerSecond',
  'numRecordsOutPerSecond',
  'pendingRecords',
  'millisBehindLatest',
  'currentInputWatermark',
  'currentOutputWatermark',
  'numLateRecordsDropped',
  'busyTimeMsPerSecond',
  'backPressuredTimeMsPerSecond',
  'idleTimeMsPerSecond',
  'lastCheckpointDuration',
  'lastCheckpointSize',
  'numberOfCompletedCheckpoints',
  'numberOfFailedCheckpoints',
  'numRestarts',
  'uptime',
  'downtime',
  'cpuUtilization',
  'heapMemoryUtilization',
  'containerMemoryUtilization',
  'containerDiskUtilization',
  'managedMemoryUtilization',
  'oldGenerationGCTime',
  'threadsCount',
  'taskManagers',
  'kpus',
] as const;

/** @public */
export type MetricName = (typeof METRIC_NAMES)[number];
