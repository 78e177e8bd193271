import {
  flinkLineOf,
  type FlinkLine,
  type Workload,
} from '@flink-portal/backstage-plugin-flink-common';
import { flinkVersionOf } from '../translate/flinkVersionOf';

/** Which metrics an application has: notebooks have a short list, Flink 2.2 other names. */
export interface MetricsSubject {
  readonly line: FlinkLine;
  readonly workload: Workload;
}

/** The subject of a runtime environment: `FLINK-1_20`, `ZEPPELIN-FLINK-3_0`. */
export function metricsSubjectOf(
  runtimeEnvironment: string | undefined,
  interactive: boolean,
): MetricsSubject {
  const workload: Workload = interactive ? 'notebook' : 'streaming';
  return {
    workload,
    line: flinkLineOf(flinkVersionOf(runtimeEnvironment), workload),
  };
}
