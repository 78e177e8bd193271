import { readFileSync } from 'fs';
import { join } from 'path';
import { parse, parseAllDocuments } from 'yaml';
import {
  eventSchema,
  flinkBlueGreenDeploymentSchema,
  flinkDeploymentSchema,
  flinkSessionJobSchema,
  flinkStateSnapshotSchema,
  podSchema,
} from '../resources';
import {
  toObservation,
  viewOf,
  type ApplicationFacts,
  type DeploymentView,
} from '../translate';

export const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
export const MINUTE_MS = 60_000;
export const minutesAgo = (minutes: number) =>
  new Date(NOW_MS - minutes * MINUTE_MS).toISOString();
export const minutesAgoMs = (minutes: number) => NOW_MS - minutes * MINUTE_MS;

type Json = Record<string, unknown>;

const recorded = (spec: Json) =>
  JSON.stringify({
    spec,
    resource_metadata: { apiVersion: 'flink.apache.org/v1beta1' },
  });

export const JOB_SPEC: Json = {
  image: 'registry.example.com/orders:1.4.2',
  flinkVersion: 'v1_20',
  flinkConfiguration: {
    'taskmanager.numberOfTaskSlots': '2',
    'execution.checkpointing.interval': '1 min',
  },
  job: {
    jarURI: 'local:///opt/flink/usrlib/orders.jar',
    parallelism: 4,
    upgradeMode: 'savepoint',
    state: 'running',
  },
};

/** A healthy application, raw as the API server sends it; `status` and the rest can be bent. */
export function rawDeployment(
  bend: { metadata?: Json; spec?: Json; status?: Json | null } = {},
): Json {
  const spec = { ...JOB_SPEC, ...bend.spec };
  const status = {
    lifecycleState: 'STABLE',
    jobManagerDeploymentStatus: 'READY',
    observedGeneration: 3,
    jobStatus: {
      jobId: 'a'.repeat(32),
      jobName: 'orders job',
      state: 'RUNNING',
      startTime: String(minutesAgoMs(600)),
      updateTime: String(minutesAgoMs(590)),
    },
    reconciliationStatus: {
      state: 'DEPLOYED',
      reconciliationTimestamp: minutesAgoMs(600),
      lastReconciledSpec: recorded(spec),
      lastStableSpec: recorded(spec),
    },
    ...bend.status,
  };
  return {
    apiVersion: 'flink.apache.org/v1beta1',
    kind: 'FlinkDeployment',
    metadata: {
      name: 'orders',
      namespace: 'payments',
      uid: 'uid-orders',
      resourceVersion: '100',
      generation: 3,
      creationTimestamp: minutesAgo(6000),
      labels: { 'backstage.io/kubernetes-id': 'orders' },
      managedFields: [
        {
          manager: 'kubectl-apply',
          operation: 'Apply',
          time: minutesAgo(601),
          fieldsV1: { 'f:spec': {} },
        },
      ],
      ...bend.metadata,
    },
    spec,
    ...(bend.status === null ? {} : { status }),
  };
}

export function rawEvent(
  reason: string,
  message: string,
  agoMinutes: number,
  bend: Json = {},
): Json {
  return {
    metadata: {
      name: `orders.${reason}.${agoMinutes}`,
      namespace: 'payments',
      uid: `event-${reason}-${agoMinutes}`,
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
    firstTimestamp: minutesAgo(agoMinutes),
    lastTimestamp: minutesAgo(agoMinutes),
    ...bend,
  };
}

export function rawPod(
  component: 'jobmanager' | 'taskmanager',
  status: Json,
  name = `orders-${component}-1`,
): Json {
  return {
    metadata: {
      name,
      namespace: 'payments',
      uid: `uid-${name}`,
      creationTimestamp: minutesAgo(30),
      labels: { app: 'orders', component },
    },
    status,
  };
}

/** Facts about one application, from raw objects. */
export function factsOf(
  raw: {
    deployment?: Json;
    blueGreen?: Json;
    sessionJobs?: Json[];
    snapshots?: Json[];
    pods?: Json[];
    events?: Json[];
  } & Partial<Pick<ApplicationFacts, 'flink' | 'seen' | 'nowMs'>>,
): ApplicationFacts {
  const { deployment, blueGreen } = raw;
  return {
    cluster: 'eks-prod',
    sourceId: 'kubernetes:eks-prod',
    namespace: 'payments',
    name: 'orders',
    ...(deployment
      ? { deployment: flinkDeploymentSchema.parse(deployment) }
      : {}),
    ...(blueGreen
      ? { blueGreen: flinkBlueGreenDeploymentSchema.parse(blueGreen) }
      : {}),
    sessionJobs: {
      read: true,
      value: (raw.sessionJobs ?? []).map(job =>
        flinkSessionJobSchema.parse(job),
      ),
    },
    snapshots: {
      read: true,
      value: (raw.snapshots ?? []).map(snapshot =>
        flinkStateSnapshotSchema.parse(snapshot),
      ),
    },
    pods: {
      read: true,
      value: (raw.pods ?? []).map(pod => podSchema.parse(pod)),
    },
    events: {
      read: true,
      value: (raw.events ?? []).map(event => eventSchema.parse(event)),
    },
    ...(raw.flink ? { flink: raw.flink } : {}),
    seen: raw.seen ?? {},
    nowMs: raw.nowMs ?? NOW_MS,
  };
}

/** The view of a bent deployment. */
export function viewFrom(raw: Parameters<typeof factsOf>[0]): DeploymentView {
  const view = viewOf(factsOf({ deployment: rawDeployment(), ...raw }));
  if (!view) throw new Error('these facts have no deployment');
  return view;
}

/** The state of bent facts. */
export function stateFrom(raw: Parameters<typeof factsOf>[0]) {
  const { state } = toObservation(
    factsOf({ deployment: rawDeployment(), ...raw }),
    { operations: [], jobs: [] },
  );
  if (state.status !== 'read') throw new Error('the state is not readable');
  return state.value;
}

/** The codes of the conditions of bent facts. */
export function codesFrom(raw: Parameters<typeof factsOf>[0]): string[] {
  return stateFrom(raw).conditions.map(({ code }) => code);
}

const FIXTURES = join(__dirname, '..', 'fixtures');

/** A fixture with one document. */
export function fixture(name: string): Json {
  return parse(readFileSync(join(FIXTURES, name), 'utf8'));
}

/** A fixture with several documents. */
export function fixtures(name: string): Json[] {
  return parseAllDocuments(readFileSync(join(FIXTURES, name), 'utf8')).map(
    document => document.toJS() as Json,
  );
}
