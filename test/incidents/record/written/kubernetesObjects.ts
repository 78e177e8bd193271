import type { FlinkReadingJob } from '../runtimes';
import { at, iso, well, type Values } from './values';

type Json = Record<string, unknown>;

export const JOB_ID = 'a1b2c3d4'.repeat(4);

export const SPEC: Json = {
  image: 'registry.example.com/orders:1.4.2',
  flinkVersion: 'v1_20',
  flinkConfiguration: {
    'taskmanager.numberOfTaskSlots': '2',
    'execution.checkpointing.interval': '1 min',
    'execution.checkpointing.dir': 's3://flink-state/orders/checkpoints',
    'high-availability.type': 'kubernetes',
  },
  job: {
    jarURI: 'local:///opt/flink/usrlib/orders.jar',
    parallelism: 4,
    upgradeMode: 'last-state',
    state: 'running',
  },
};

/** What a deployment differs in from one that has been well for ten hours. */
export interface Bend {
  readonly metadata?: Json;
  readonly spec?: Json;
  readonly status?: Json | null;
  readonly jobStatus?: Json;
  readonly reconciliation?: Json;
  /** Minute of the newest spec. */
  readonly deployed?: number;
}

function recorded(spec: Json): string {
  return JSON.stringify({
    spec,
    resource_metadata: {
      apiVersion: 'flink.apache.org/v1beta1',
      firstDeployment: false,
    },
  });
}

/** A FlinkDeployment as the API server sends it; operator 1.12 and newer. */
export function deployment(bend: Bend = {}): Json {
  const spec = { ...SPEC, ...bend.spec };
  const deployed = bend.deployed ?? -600;
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: {
      name: 'orders',
      namespace: 'payments',
      uid: 'uid-orders',
      resourceVersion: '100',
      generation: 3,
      creationTimestamp: iso(-6000),
      labels: {},
      managedFields: [
        {
          manager: 'argocd-controller',
          operation: 'Apply',
          time: iso(deployed),
          fieldsV1: { 'f:spec': {} },
        },
      ],
      ...bend.metadata,
    },
    spec,
    ...(bend.status === null
      ? {}
      : {
          status: {
            lifecycleState: 'STABLE',
            jobManagerDeploymentStatus: 'READY',
            observedGeneration: 3,
            clusterInfo: { 'flink-version': '1.20.1' },
            jobStatus: {
              jobId: JOB_ID,
              jobName: 'orders',
              state: 'RUNNING',
              startTime: String(at(deployed + 1)),
              updateTime: String(at(deployed + 1)),
              ...bend.jobStatus,
            },
            reconciliationStatus: {
              state: 'DEPLOYED',
              reconciliationTimestamp: at(deployed),
              lastReconciledSpec: recorded(spec),
              lastStableSpec: recorded(spec),
              ...bend.reconciliation,
            },
            ...bend.status,
          },
        }),
  };
}

/** An error as the operator writes it: JSON. */
export function statusError(
  message: string,
  reason?: string,
  type = 'org.apache.flink.kubernetes.operator.exception.ReconciliationException',
): string {
  return JSON.stringify({
    type,
    message,
    additionalMetadata: reason ? { reason } : {},
    throwableList: [],
  });
}

export function event(
  reason: string,
  message: string,
  minute: number,
  bend: Json = {},
): Json {
  return {
    metadata: {
      name: `orders.${reason}`.toLowerCase(),
      namespace: 'payments',
      uid: `event-${reason}`,
      resourceVersion: '7',
    },
    involvedObject: {
      kind: 'FlinkDeployment',
      namespace: 'payments',
      name: 'orders',
      uid: 'uid-orders',
    },
    type: 'Warning',
    reason,
    message,
    count: 1,
    firstTimestamp: iso(minute),
    lastTimestamp: iso(minute),
    ...bend,
  };
}

export function pod(
  component: 'jobmanager' | 'taskmanager',
  status: Json,
  name = `orders-${component}-1`,
  created = -600,
): Json {
  return {
    metadata: {
      name,
      namespace: 'payments',
      uid: `uid-${name}`,
      creationTimestamp: iso(created),
      labels: { app: 'orders', component },
    },
    status,
  };
}

/** The job as Flink's REST API shows it. */
export function flinkJob(
  minute: number,
  bend: Partial<FlinkReadingJob> = {},
): FlinkReadingJob {
  return {
    jobId: JOB_ID,
    name: 'orders',
    status: 'RUNNING',
    startedAt: iso(-599),
    parallelism: 4,
    restoredCheckpoints: 1,
    lastCompletedCheckpoint: {
      at: iso(minute - 0.5),
      durationMs: 1_900,
      sizeBytes: 2_100_000_000,
    },
    checkpointing: { read: true, intervalMs: 60_000 },
    ...bend,
  };
}

/** Flink answers, and the job is well but for these. */
export function answers(
  minute: number,
  values: Values = {},
  job: Partial<FlinkReadingJob> = {},
) {
  return {
    jobs: [flinkJob(minute, job)],
    values: { ...well(minute), ...values },
  };
}
