import { VertexMoment } from '../world/types';
import { flinkLine } from './flink-cluster';

const COUNTS_OUTSIDE_TRAFFIC_FROM = 200;

/** Records that go into and out of a vertex's tasks, per second over all subtasks. */
export interface TaskRates {
  readonly inPerSecond: number;
  readonly outPerSecond: number;
}

/**
 * What a task's own numRecordsIn and numRecordsOut count: records of other tasks, so a source has
 * none in and a sink none out. FLINK-33681 adds what source and sink operators exchange with the
 * outside; `SourceOperator` does so in 2.x and not in 1.19, and 1.20 is taken to be like 1.19.
 */
export function taskRates(
  flinkVersion: string,
  reading: VertexMoment,
): TaskRates {
  const outside = flinkLine(flinkVersion) >= COUNTS_OUTSIDE_TRAFFIC_FROM;
  return {
    inPerSecond:
      reading.recordsInPerSecond + (outside ? reading.recordsReadPerSecond : 0),
    outPerSecond:
      reading.recordsOutPerSecond +
      (outside ? reading.recordsWrittenPerSecond : 0),
  };
}
