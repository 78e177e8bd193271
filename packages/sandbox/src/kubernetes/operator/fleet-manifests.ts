import { KubernetesFleetMember } from '../../world/types';
import { isoSeconds } from '../api/registry';
import { fieldsOf, leafPaths } from '../store/managed-fields';
import { JsonObject, KubernetesObject, objectAt } from '../store/objects';

const API_VERSION = 'flink.apache.org/v1beta1';

/** What was deployed before the newest image, for stories in which the newest did not take over. */
export function previousImage(image: string): string {
  const [name, tag] = [
    image.slice(0, image.lastIndexOf(':')),
    image.slice(image.lastIndexOf(':') + 1),
  ];
  const parts = tag.split('.').map(Number);
  if (parts.length !== 3 || parts.some(Number.isNaN)) return `${name}:previous`;
  const [major, minor, patch] = parts;
  const before = patch > 0 ? [major, minor, patch - 1] : [major, minor - 1, 4];
  return `${name}:${before.map(part => Math.max(0, part)).join('.')}`;
}

function configurationOf(member: KubernetesFleetMember): JsonObject {
  const state = `s3://flink-state/${member.namespace}/${member.name}`;
  const line = Number(member.flinkVersion.replace('v', '').replace('_', '.'));
  const directories: JsonObject =
    line >= 1.2 && line < 2 && member.flinkVersion !== 'v1_20'
      ? {
          'state.checkpoints.dir': `${state}/checkpoints`,
          'state.savepoints.dir': `${state}/savepoints`,
          'state.backend.type': 'rocksdb',
        }
      : {
          'execution.checkpointing.dir': `${state}/checkpoints`,
          'execution.checkpointing.savepoint-dir': `${state}/savepoints`,
          'state.backend.type': 'rocksdb',
        };
  return {
    'taskmanager.numberOfTaskSlots': '2',
    ...directories,
    'execution.checkpointing.interval': `${Math.round(
      member.checkpointIntervalMs / 1000,
    )} s`,
    'high-availability.type': 'kubernetes',
    'high-availability.storageDir': `${state}/ha`,
    ...(member.story === 'autoscaled'
      ? {
          'job.autoscaler.enabled': 'true',
          'job.autoscaler.metrics.window': '15m',
          'jobmanager.scheduler': 'adaptive',
        }
      : {}),
  };
}

function deploymentSpec(member: KubernetesFleetMember): JsonObject {
  return {
    image: member.image,
    flinkVersion: member.flinkVersion,
    serviceAccount: 'flink',
    flinkConfiguration: configurationOf(member),
    jobManager: { replicas: 1, resource: { cpu: 1, memory: '2048m' } },
    taskManager: { resource: { cpu: 2, memory: '4096m' } },
    ...(member.isSessionCluster
      ? {}
      : {
          job: {
            jarURI: `local:///opt/flink/usrlib/${member.name}.jar`,
            parallelism: member.parallelism,
            upgradeMode: member.upgradeMode,
            state: member.story === 'suspended' ? 'suspended' : 'running',
          },
        }),
  };
}

function sessionJobSpec(member: KubernetesFleetMember): JsonObject {
  return {
    deploymentName: member.sessionCluster,
    job: {
      jarURI: `https://artifacts.acme.example/${member.name}/${member.name}.jar`,
      parallelism: member.parallelism,
      upgradeMode: member.upgradeMode,
      state: member.story === 'suspended' ? 'suspended' : 'running',
    },
  };
}

function specOf(member: KubernetesFleetMember): JsonObject {
  if (member.kind === 'FlinkSessionJob') return sessionJobSpec(member);
  const spec = deploymentSpec(member);
  return member.kind === 'FlinkBlueGreenDeployment'
    ? { template: { spec } }
    : spec;
}

const FINALIZERS: Record<KubernetesFleetMember['kind'], string> = {
  FlinkDeployment: 'flinkdeployments.flink.apache.org/finalizer',
  FlinkSessionJob: 'flinksessionjobs.flink.apache.org/finalizer',
  FlinkBlueGreenDeployment:
    'flinkbluegreendeployments.flink.apache.org/finalizer',
};

/** The finalizer the operator puts on what it manages. */
export function finalizerOf(kind: string): string {
  return (
    Object.entries(FINALIZERS).find(([known]) => known === kind)?.[1] ??
    'flinkstatesnapshots.flink.apache.org/finalizer'
  );
}

/** The spec that runs: where the newest was refused or undone, the one before it. */
export function runningSpec(member: KubernetesFleetMember): JsonObject {
  const spec = specOf(member);
  const kept = ['rejected-spec', 'rolled-back'].includes(member.story);
  return kept ? { ...spec, image: previousImage(member.image) } : spec;
}

/** The newest spec. The refused one asks for savepoints and names no directory for them. */
function newestSpec(member: KubernetesFleetMember): JsonObject {
  const spec = specOf(member);
  if (member.story !== 'rejected-spec') return spec;
  const configuration = Object.fromEntries(
    Object.entries(objectAt(spec, 'flinkConfiguration')).filter(
      ([key]) => !key.includes('savepoint'),
    ),
  );
  return {
    ...spec,
    flinkConfiguration: configuration,
    job: { ...objectAt(spec, 'job'), upgradeMode: 'savepoint' },
  };
}

/** The custom resource a team applied for a fleet member, with the operator's finalizer. */
export function fleetManifest(member: KubernetesFleetMember): KubernetesObject {
  const labels = {
    ...member.labels,
    ...(member.sessionCluster
      ? { 'target.session': member.sessionCluster }
      : {}),
  };
  const annotations = { ...member.annotations };
  const spec = newestSpec(member);
  return {
    apiVersion: API_VERSION,
    kind: member.kind,
    metadata: {
      name: member.name,
      namespace: member.namespace,
      labels,
      annotations,
      creationTimestamp: isoSeconds(member.createdAtMs),
      generation: member.story === 'rejected-spec' ? 5 : 4,
      finalizers: [finalizerOf(member.kind)],
      // What the team applied stays its own; the operator gets what is left.
      managedFields: [
        {
          manager: 'kubectl-client-side-apply',
          operation: 'Update',
          apiVersion: API_VERSION,
          time: isoSeconds(member.deployedAtMs),
          fieldsType: 'FieldsV1',
          fieldsV1: fieldsOf(
            leafPaths({ metadata: { labels, annotations }, spec }),
          ),
        },
      ],
    },
    spec,
  };
}
