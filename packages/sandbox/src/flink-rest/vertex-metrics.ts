import { JobMoment, SimulatedJob, SimulatedVertex } from '../world/types';
import { parallelismOf } from './jobs';
import { MetricValues } from './metrics';

/** How Flink writes an operator's name inside a vertex's metrics. */
export function operatorScope(vertexName: string): string {
  return vertexName.split(' -> ')[0].replace(/[^\w]/g, '_');
}

/** Splits a total over subtasks; the first ones carry a little more, as keys do. */
function spread(total: number, subtasks: number): number[] {
  const weights = Array.from(
    { length: subtasks },
    (_, index) => 1 + 0.12 * Math.cos(index * 2.4),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map(weight => (total * weight) / sum);
}

function each(value: number, subtasks: number): number[] {
  return Array.from({ length: subtasks }, () => value);
}

/** Task- and operator-scope metrics of one vertex, one value per subtask. */
export function vertexMetrics(
  job: SimulatedJob,
  vertex: SimulatedVertex,
  moment: JobMoment,
): MetricValues {
  const metrics: MetricValues = new Map();
  const reading = moment.vertices.get(vertex.id);
  // Task metrics live in TaskManagers: without running tasks there are none.
  if (!reading || moment.status !== 'RUNNING') return metrics;
  const subtasks = parallelismOf(vertex, job, moment);
  const isSource = vertex.kind === 'source';
  // A source reads nothing from other tasks: its own rate is in the operator scope.
  const taskIn = isSource ? 0 : reading.recordsInPerSecond;
  const add = (name: string, values: number[]) => metrics.set(name, values);
  add('numRecordsInPerSecond', spread(taskIn, subtasks));
  add('numRecordsOutPerSecond', spread(reading.recordsOutPerSecond, subtasks));
  add('numBytesInPerSecond', spread(taskIn * 180, subtasks));
  add(
    'numBytesOutPerSecond',
    spread(reading.recordsOutPerSecond * 180, subtasks),
  );
  add('busyTimeMsPerSecond', each(reading.busyTimeMsPerSecond, subtasks));
  add(
    'backPressuredTimeMsPerSecond',
    each(reading.backPressuredTimeMsPerSecond, subtasks),
  );
  add('idleTimeMsPerSecond', each(reading.idleTimeMsPerSecond, subtasks));
  add('currentInputWatermark', each(moment.currentInputWatermarkMs, subtasks));
  add(
    'currentOutputWatermark',
    each(moment.currentOutputWatermarkMs, subtasks),
  );
  const scope = operatorScope(vertex.name);
  if (!isSource) {
    add(
      `${scope}.numLateRecordsDropped`,
      spread(moment.numLateRecordsDropped, subtasks),
    );
    return metrics;
  }
  add(
    `${scope}.numRecordsInPerSecond`,
    spread(reading.recordsInPerSecond, subtasks),
  );
  add(
    `${scope}.numRecordsOutPerSecond`,
    spread(reading.recordsOutPerSecond, subtasks),
  );
  addLag(metrics, scope, job, moment, subtasks);
  return metrics;
}

function addLag(
  metrics: MetricValues,
  scope: string,
  job: SimulatedJob,
  moment: JobMoment,
  subtasks: number,
): void {
  if (job.source.kind === 'kafka') {
    const lag = spread(moment.pendingRecords, subtasks).map(Math.round);
    metrics.set(`${scope}.pendingRecords`, lag);
    metrics.set(
      `${scope}.KafkaSourceReader.KafkaConsumer.records-lag-max`,
      lag,
    );
    return;
  }
  metrics.set(
    `${scope}.KinesisStreamSource.accountId.111122223333.region.eu-west-1.stream.${job.source.name}.shardId.shardId-000000000000.millisBehindLatest`,
    [moment.millisBehindLatest],
  );
}
