import { isCommitter } from '../world/topology';
import {
  JobMoment,
  SimulatedJob,
  SimulatedVertex,
  VertexMoment,
} from '../world/types';
import { parallelismOf } from './jobs';
import { MetricValues } from './metrics';
import { taskRates } from './task-rates';

const RECORD_BYTES = 180;

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
  const task = taskRates(job.flinkVersion, reading);
  const add = (name: string, values: number[]) => metrics.set(name, values);
  add('numRecordsInPerSecond', spread(task.inPerSecond, subtasks));
  add('numRecordsOutPerSecond', spread(task.outPerSecond, subtasks));
  add('numBytesInPerSecond', spread(task.inPerSecond * RECORD_BYTES, subtasks));
  add(
    'numBytesOutPerSecond',
    spread(task.outPerSecond * RECORD_BYTES, subtasks),
  );
  add('busyTimeMsPerSecond', each(reading.busyTimeMsPerSecond, subtasks));
  add(
    'backPressuredTimeMsPerSecond',
    each(reading.backPressuredTimeMsPerSecond, subtasks),
  );
  add('idleTimeMsPerSecond', each(reading.idleTimeMsPerSecond, subtasks));
  add('currentInputWatermark', each(moment.currentInputWatermarkMs, subtasks));
  const scope = operatorScope(vertex.name);
  // Flink has the output watermark of operators only, not of tasks.
  add(
    `${scope}.currentOutputWatermark`,
    each(moment.currentOutputWatermarkMs, subtasks),
  );
  // A source operator counts what its reader took from outside, whatever its task says (FLIP-33).
  add(
    `${scope}.numRecordsInPerSecond`,
    spread(
      isSource ? reading.recordsReadPerSecond : reading.recordsInPerSecond,
      subtasks,
    ),
  );
  if (vertex.kind === 'sink' && !isCommitter(vertex, job.vertices)) {
    addWritten(metrics, scope, reading, moment, subtasks);
  } else {
    add(
      `${scope}.numRecordsOutPerSecond`,
      spread(reading.recordsOutPerSecond, subtasks),
    );
  }
  if (isSource) {
    addLag(metrics, scope, job, moment, subtasks);
  } else {
    add(
      `${scope}.numLateRecordsDropped`,
      spread(moment.numLateRecordsDropped, subtasks),
    );
  }
  return metrics;
}

/**
 * What a sink's writer counts. Its numRecordsOut is what it handed to the outside, and
 * numRecordsSend says the same; only the former has a rate (`InternalSinkWriterMetricGroup`).
 */
function addWritten(
  metrics: MetricValues,
  scope: string,
  reading: VertexMoment,
  moment: JobMoment,
  subtasks: number,
): void {
  const perSecond = reading.recordsWrittenPerSecond;
  metrics.set(`${scope}.numRecordsOutPerSecond`, spread(perSecond, subtasks));
  const sent = (perSecond * moment.uptimeMs) / 1000;
  metrics.set(
    `${scope}.numRecordsSend`,
    spread(sent, subtasks).map(Math.round),
  );
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
