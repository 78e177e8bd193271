import { createHash } from 'node:crypto';
import { isoSeconds } from '../api/registry';
import {
  JsonObject,
  KubernetesObject,
  OwnerReference,
  numberAt,
  objectAt,
  stringAt,
} from '../store/objects';
import { Phase } from './deployment-phase';
import { flattenConfiguration } from './flink-configuration';
import { ManagedResource } from './managed-resource';
import { CRASH_LOOP_MESSAGE } from './reported-error';

const CONTAINER = 'flink-main-container';

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** An owner that lets Kubernetes clean up behind it. */
export function ownerOf(object: KubernetesObject): OwnerReference {
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    name: object.metadata.name,
    uid: object.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Slots each TaskManager of a deployment offers. */
export function slotsPerTaskManager(object: KubernetesObject): number {
  const configuration = flattenConfiguration(object.spec?.flinkConfiguration);
  return Number(configuration['taskmanager.numberOfTaskSlots'] ?? 1) || 1;
}

function labelsOf(
  object: KubernetesObject,
  component?: string,
): { [key: string]: string } {
  const native = stringAt(object, 'spec', 'mode') !== 'standalone';
  return {
    ...object.metadata.labels,
    app: object.metadata.name,
    ...(component ? { component } : {}),
    type: native ? 'flink-native-kubernetes' : 'flink-standalone-kubernetes',
  };
}

/** The JobManager's Deployment. */
export function jobManagerDeployment(
  object: KubernetesObject,
  managed: ManagedResource,
  phase: Phase,
): KubernetesObject {
  const ready = phase.jobManager === 'READY' ? 1 : 0;
  const labels = labelsOf(object, 'jobmanager');
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: managed.name,
      namespace: managed.namespace,
      labels,
      creationTimestamp: isoSeconds(managed.jobManagerStartedAtMs),
      ownerReferences: [ownerOf(object)],
    },
    spec: {
      replicas: numberAt(object, 'spec', 'jobManager', 'replicas') ?? 1,
      selector: { matchLabels: { app: managed.name, component: 'jobmanager' } },
      strategy: { type: 'Recreate' },
      template: {
        metadata: { labels },
        spec: { containers: [containerSpec(object, 'jobManager')] },
      },
    },
    status: {
      observedGeneration: 1,
      replicas: 1,
      updatedReplicas: 1,
      readyReplicas: ready,
      availableReplicas: ready,
      unavailableReplicas: 1 - ready,
      conditions: [
        {
          type: 'Available',
          status: ready ? 'True' : 'False',
          reason: ready
            ? 'MinimumReplicasAvailable'
            : 'MinimumReplicasUnavailable',
          message: ready
            ? 'Deployment has minimum availability.'
            : 'Deployment does not have minimum availability.',
        },
      ],
    },
  };
}

function containerSpec(
  object: KubernetesObject,
  role: 'jobManager' | 'taskManager',
): JsonObject {
  const resource = objectAt(object, 'spec', role, 'resource');
  const amounts = {
    cpu: String(resource.cpu ?? 1),
    memory: String(resource.memory ?? '2048m').replace(/m$/, 'Mi'),
  };
  return {
    name: CONTAINER,
    image: stringAt(object, 'spec', 'image'),
    imagePullPolicy: 'IfNotPresent',
    resources: { limits: amounts, requests: amounts },
    ports:
      role === 'jobManager'
        ? [
            { name: 'rest', containerPort: 8081, protocol: 'TCP' },
            { name: 'jobmanager-rpc', containerPort: 6123, protocol: 'TCP' },
          ]
        : [{ name: 'taskmanager-rpc', containerPort: 6122, protocol: 'TCP' }],
  };
}

interface ContainerState {
  ready: boolean;
  startedAtMs: number;
  restartCount: number;
  waiting?: { reason: string; message: string };
  lastTerminated?: { reason: string; exitCode: number; atMs: number };
}

function pod(
  object: KubernetesObject,
  managed: ManagedResource,
  part: {
    name: string;
    component: 'jobmanager' | 'taskmanager';
    createdAtMs: number;
    state: ContainerState;
    owner: OwnerReference;
  },
): KubernetesObject {
  const { state } = part;
  const image = stringAt(object, 'spec', 'image') ?? '';
  const number = parseInt(digest(part.name, 6), 16);
  const role = part.component === 'jobmanager' ? 'jobManager' : 'taskManager';
  const terminated = state.lastTerminated && {
    exitCode: state.lastTerminated.exitCode,
    reason: state.lastTerminated.reason,
    finishedAt: isoSeconds(state.lastTerminated.atMs),
    startedAt: isoSeconds(state.lastTerminated.atMs - 600_000),
  };
  const condition = (type: string) => ({
    type,
    status: state.ready ? 'True' : 'False',
    lastTransitionTime: isoSeconds(state.startedAtMs),
  });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: part.name,
      namespace: managed.namespace,
      labels: labelsOf(object, part.component),
      creationTimestamp: isoSeconds(part.createdAtMs),
      ownerReferences: [part.owner],
    },
    spec: {
      nodeName: `ip-10-0-${number % 64}-${number % 200}.compute.internal`,
      serviceAccountName: stringAt(object, 'spec', 'serviceAccount') ?? 'flink',
      restartPolicy: part.component === 'jobmanager' ? 'Always' : 'Never',
      containers: [containerSpec(object, role)],
    },
    status: {
      phase: 'Running',
      podIP: `10.0.${number % 64}.${10 + (number % 200)}`,
      hostIP: `10.0.${number % 64}.1`,
      startTime: isoSeconds(part.createdAtMs),
      qosClass: 'Guaranteed',
      conditions: [
        condition('Ready'),
        condition('ContainersReady'),
        {
          type: 'PodScheduled',
          status: 'True',
          lastTransitionTime: isoSeconds(part.createdAtMs),
        },
      ],
      containerStatuses: [
        {
          name: CONTAINER,
          image,
          imageID: `sha256:${digest(image, 40)}`,
          ready: state.ready,
          started: state.ready,
          restartCount: state.restartCount,
          state: state.waiting
            ? { waiting: { ...state.waiting } }
            : { running: { startedAt: isoSeconds(state.startedAtMs) } },
          lastState: terminated ? { terminated } : {},
        },
      ],
    },
  };
}

const DAY_MS = 24 * 60 * 60_000;

function jobManagerPod(
  object: KubernetesObject,
  managed: ManagedResource,
  deployment: KubernetesObject,
  phase: Phase,
  nowMs: number,
): KubernetesObject {
  const { name, jobManagerStartedAtMs: createdAtMs } = managed;
  const crashes =
    managed.story === 'jobmanager-crash-loop'
      ? managed.job?.exceptions(nowMs - DAY_MS, nowMs) ?? []
      : [];
  const last = crashes[crashes.length - 1];
  const crashed = phase.jobManager === 'ERROR';
  return pod(object, managed, {
    name: `${name}-${digest(`${name}/${createdAtMs}`, 10)}-${digest(
      `${name}/pod`,
      5,
    )}`,
    component: 'jobmanager',
    createdAtMs,
    owner: ownerOf(deployment),
    state: {
      ready: phase.jobManager === 'READY',
      startedAtMs: last
        ? managed.job?.at(nowMs).statusSinceMs ?? createdAtMs
        : createdAtMs,
      restartCount: crashes.length,
      ...(crashed
        ? {
            waiting: {
              reason: 'CrashLoopBackOff',
              message: `${CRASH_LOOP_MESSAGE} pod=${name}`,
            },
          }
        : {}),
      ...(last
        ? {
            lastTerminated: { reason: 'Error', exitCode: 239, atMs: last.atMs },
          }
        : {}),
    },
  });
}

/** TaskManagers the deployment runs now. */
export function taskManagerCount(
  object: KubernetesObject,
  managed: ManagedResource,
  phase: Phase,
  sessionSlots: number,
  nowMs: number,
): number {
  if (phase.jobManager !== 'READY' && phase.jobManager !== 'ERROR') return 0;
  const replicas = numberAt(object, 'spec', 'taskManager', 'replicas');
  const slots = slotsPerTaskManager(object);
  if (!object.spec?.job) {
    return replicas ?? Math.ceil(sessionSlots / slots);
  }
  const moment = managed.job?.at(nowMs);
  if (!moment || ['FINISHED', 'CANCELED', 'FAILED'].includes(moment.status)) {
    return 0;
  }
  return Math.ceil(moment.parallelism / slots);
}

/** All pods of a deployment; TaskManagers belong to the JobManager's Deployment, as in native mode. */
export function podsOf(
  object: KubernetesObject,
  managed: ManagedResource,
  deployment: KubernetesObject,
  phase: Phase,
  taskManagers: number,
  nowMs: number,
): KubernetesObject[] {
  const killed =
    managed.story === 'taskmanager-out-of-memory'
      ? (managed.job?.exceptions(nowMs - DAY_MS, nowMs) ?? []).filter(
          exception => exception.exceptionName.includes('OutOfMemory'),
        )
      : [];
  const last = killed[killed.length - 1];
  const createdAtMs = managed.jobManagerStartedAtMs + 12_000;
  return [
    jobManagerPod(object, managed, deployment, phase, nowMs),
    ...Array.from({ length: taskManagers }, (_, index) =>
      pod(object, managed, {
        name: `${managed.name}-taskmanager-1-${index + 1}`,
        component: 'taskmanager',
        createdAtMs,
        owner: ownerOf(deployment),
        state: {
          ready: true,
          startedAtMs: index === 0 && last ? last.atMs + 20_000 : createdAtMs,
          restartCount: index === 0 ? killed.length : 0,
          ...(index === 0 && last
            ? {
                lastTerminated: {
                  reason: 'OOMKilled',
                  exitCode: 137,
                  atMs: last.atMs,
                },
              }
            : {}),
        },
      }),
    ),
  ];
}

/** The Service in front of the JobManager's REST port. */
export function restService(
  object: KubernetesObject,
  managed: ManagedResource,
): KubernetesObject {
  const number = parseInt(digest(`${managed.name}/ip`, 4), 16);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: `${managed.name}-rest`,
      namespace: managed.namespace,
      labels: labelsOf(object),
      creationTimestamp: object.metadata.creationTimestamp,
      ownerReferences: [ownerOf(object)],
    },
    spec: {
      type: 'ClusterIP',
      clusterIP: `172.20.${number % 256}.${1 + (number % 250)}`,
      selector: {
        app: managed.name,
        component: 'jobmanager',
        type: 'flink-native-kubernetes',
      },
      ports: [{ name: 'rest', port: 8081, protocol: 'TCP', targetPort: 8081 }],
    },
    status: { loadBalancer: {} },
  };
}
