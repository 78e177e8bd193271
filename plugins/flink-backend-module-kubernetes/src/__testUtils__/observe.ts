import { factsOf, minutesAgo, minutesAgoMs, rawDeployment } from './facts';
import { toObservation } from '../translate';

export const NOTHING_BEFORE = { operations: [], jobs: [] };
/** The observation of bent facts, with nothing known before. */
export const observe = (raw: Parameters<typeof factsOf>[0]) =>
  toObservation(
    factsOf({ deployment: rawDeployment(), ...raw }),
    NOTHING_BEFORE,
  );

/** A session cluster, raw. */
export const sessionCluster = (status: Record<string, unknown> = {}) =>
  rawDeployment({ spec: { job: undefined }, status });
/** A FlinkSessionJob of it, raw. */
export const sessionJob = (name: string, status: Record<string, unknown>) => ({
  metadata: { name, namespace: 'payments', uid: name },
  spec: { deploymentName: 'orders', job: { parallelism: 2 } },
  status,
});
/** A job as Flink's REST API was read. */
export const restJob = (jobId: string, name: string) => ({
  jobId,
  name,
  status: 'RUNNING',
  parallelism: 8,
  lastCompletedCheckpoint: { at: minutesAgo(1), durationMs: 900 },
  checkpointing: { read: true as const, intervalMs: 30_000 },
});
/** One reading of Flink's REST API. */
export const reading = (...jobs: ReturnType<typeof restJob>[]) => ({
  atMs: minutesAgoMs(0),
  jobs,
  metrics: {
    from: minutesAgo(1),
    to: minutesAgo(0),
    resolutionSeconds: 60,
    series: [],
  },
});
