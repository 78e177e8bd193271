import { JobMoment, SimulatedJob, SimulatedVertex } from '../world/types';
import { FlinkCluster } from './flink-cluster';
import { lifeOf, parallelismOf, taskState } from './jobs';

/** `GET /jobs/:jobid/vertices/:vertexid` */
export function vertexDetails(
  cluster: FlinkCluster,
  job: SimulatedJob,
  vertex: SimulatedVertex,
): object {
  const now = cluster.nowMs();
  const moment = job.at(now);
  const { start, end, duration } = lifeOf(moment, now);
  const parallelism = parallelismOf(vertex, job, moment);
  const taskManagers = cluster.taskManagers();
  return {
    id: vertex.id,
    name: vertex.name,
    parallelism,
    maxParallelism: vertex.maxParallelism,
    now,
    subtasks: Array.from({ length: parallelism }, (_, subtask) => {
      const host = taskManagers[subtask % Math.max(1, taskManagers.length)];
      return {
        subtask,
        status: taskState(moment.status),
        attempt: moment.numRestarts,
        endpoint: host?.address ?? '(unassigned)',
        'start-time': start,
        'end-time': end,
        duration,
        'taskmanager-id': host?.id ?? '(unassigned)',
      };
    }),
  };
}

function ratios(moment: JobMoment, vertex: SimulatedVertex) {
  const reading = moment.vertices.get(vertex.id);
  const share = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? 0 : value / 1000;
  return {
    back: share(reading?.backPressuredTimeMsPerSecond),
    idle: share(reading?.idleTimeMsPerSecond),
    busy:
      reading && Number.isNaN(reading.busyTimeMsPerSecond)
        ? 'NaN'
        : share(reading?.busyTimeMsPerSecond),
  };
}

// Flink's own thresholds: up to 10 % is ok, up to 50 % low, above high.
function levelOf(ratio: number): string {
  if (ratio <= 0.1) return 'ok';
  return ratio <= 0.5 ? 'low' : 'high';
}

/** `GET /jobs/:jobid/vertices/:vertexid/backpressure` */
export function backPressure(
  cluster: FlinkCluster,
  job: SimulatedJob,
  vertex: SimulatedVertex,
): object {
  const now = cluster.nowMs();
  const moment = job.at(now);
  if (moment.status !== 'RUNNING') {
    return { status: 'deprecated', subtasks: [] };
  }
  const { back, idle, busy } = ratios(moment, vertex);
  const level = levelOf(back);
  return {
    status: 'ok',
    backpressureLevel: level,
    'backpressure-level': level,
    'end-timestamp': now,
    subtasks: Array.from(
      { length: parallelismOf(vertex, job, moment) },
      (_, subtask) => ({
        subtask,
        backpressureLevel: level,
        'backpressure-level': level,
        ratio: back,
        idleRatio: idle,
        busyRatio: busy,
      }),
    ),
  };
}

/** `GET /jobs/:jobid/vertices/:vertexid/watermarks` */
export function watermarks(
  cluster: FlinkCluster,
  job: SimulatedJob,
  vertex: SimulatedVertex,
): object[] {
  const moment = job.at(cluster.nowMs());
  if (moment.status !== 'RUNNING') return [];
  const value =
    vertex.kind === 'source'
      ? moment.currentOutputWatermarkMs
      : moment.currentInputWatermarkMs;
  return Array.from(
    { length: parallelismOf(vertex, job, moment) },
    (_, subtask) => ({
      id: `${subtask}.currentInputWatermark`,
      value: String(value),
    }),
  );
}
