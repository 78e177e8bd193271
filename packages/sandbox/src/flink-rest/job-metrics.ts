import { JobMoment, SimulatedJob } from '../world/types';
import { flinkLine } from './flink-cluster';
import { MetricValues } from './metrics';

function timeIn(
  moment: JobMoment,
  nowMs: number,
  ...states: JobMoment['status'][]
): number {
  return states.includes(moment.status) ? nowMs - moment.statusSinceMs : 0;
}

/** Job-scope metrics, named as the job's Flink line names them. */
export function jobMetrics(job: SimulatedJob, nowMs: number): MetricValues {
  const moment = job.at(nowMs);
  const line = flinkLine(job.flinkVersion);
  const inProgress = job
    .checkpoints(nowMs - 60 * 60_000, nowMs)
    .filter(item => item.status === 'IN_PROGRESS').length;
  const path = [...job.checkpoints(nowMs - 60 * 60_000, nowMs)]
    .reverse()
    .find(item => item.status === 'COMPLETED')?.externalPath;
  const metrics: MetricValues = new Map<string, (number | string)[]>([
    ['numRestarts', [moment.numRestarts]],
    ['runningTime', [moment.status === 'RUNNING' ? moment.uptimeMs : 0]],
    ['restartingTime', [timeIn(moment, nowMs, 'RESTARTING')]],
    ['failingTime', [timeIn(moment, nowMs, 'FAILING')]],
    ['cancellingTime', [timeIn(moment, nowMs, 'CANCELLING')]],
    ['initializingTime', [timeIn(moment, nowMs, 'INITIALIZING', 'CREATED')]],
    ['numberOfCompletedCheckpoints', [moment.numberOfCompletedCheckpoints]],
    ['numberOfFailedCheckpoints', [moment.numberOfFailedCheckpoints]],
    ['numberOfInProgressCheckpoints', [inProgress]],
    [
      'totalNumberOfCheckpoints',
      [
        moment.numberOfCompletedCheckpoints +
          moment.numberOfFailedCheckpoints +
          inProgress,
      ],
    ],
    ['lastCheckpointDuration', [moment.lastCheckpointDurationMs]],
    ['lastCheckpointSize', [moment.lastCheckpointSizeBytes]],
    ['lastCheckpointFullSize', [moment.lastCheckpointFullSizeBytes]],
    ['lastCheckpointExternalPath', [path ?? 'n/a']],
    [
      'lastCheckpointRestoreTimestamp',
      [moment.numRestarts > 0 ? nowMs - moment.uptimeMs : -1],
    ],
  ]);
  // Deprecated in 1.x and gone in 2.x.
  if (line < 200) {
    metrics.set('uptime', [moment.uptimeMs]);
    metrics.set('downtime', [moment.downtimeMs]);
    metrics.set('fullRestarts', [moment.numRestarts]);
  }
  return metrics;
}
