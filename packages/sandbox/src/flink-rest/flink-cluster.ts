import { JobControl, SimulatedJob } from '../world/types';

/** A TaskManager as a JobManager knows it. */
export interface FlinkTaskManager {
  /** The ResourceID: the pod's name under native Kubernetes. */
  readonly id: string;
  readonly address: string;
  readonly slots: number;
  /** When it registered, in epoch ms. */
  readonly startedAtMs: number;
}

/** One JobManager: what its REST API shows. */
export interface FlinkCluster {
  /** `1.20.0` */
  readonly flinkVersion: string;
  nowMs(): number;
  /** When this JobManager process started, in epoch ms: metrics are empty right after. */
  startedAtMs(): number;
  /** What `/jobmanager/config` shows. */
  configuration(): Record<string, string>;
  /** Every job this JobManager knows, finished ones included. */
  jobs(): readonly SimulatedJob[];
  taskManagers(): readonly FlinkTaskManager[];
  /** Absent: the cluster refuses changes. */
  readonly control?: JobControl;
}

/** A REST request, without its `/v1` prefix or not. */
export interface FlinkRestRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** What Flink answers: JSON, as an object to be written. */
export interface FlinkRestResponse {
  readonly status: number;
  readonly body: unknown;
}

/** Answers requests for one JobManager. */
export interface FlinkRest {
  handle(request: FlinkRestRequest): FlinkRestResponse;
}

/** A failure Flink answers as `{"errors": [...]}`. */
export class FlinkRestError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
    this.name = 'FlinkRestError';
  }
}

/** Flink's line as a number that compares: 1.18 → 118, 2.2 → 202. */
export function flinkLine(version: string): number {
  const [major, minor] = version.split('.').map(Number);
  return major * 100 + (minor || 0);
}
