import { Admission } from '../api/registry';
import {
  JsonObject,
  KubernetesObject,
  isJsonObject,
  numberAt,
  objectAt,
  stringAt,
  valueAt,
} from '../store/objects';
import { firstOf, flattenConfiguration } from './flink-configuration';

/** Finds a resource in the same namespace, for references between them. */
export type FindSibling = (
  kind: 'FlinkDeployment' | 'FlinkSessionJob',
  namespace: string,
  name: string,
) => KubernetesObject | undefined;

type Check = string | undefined | false;

const firstFailure = (...checks: Check[]): string | undefined =>
  checks.find((check): check is string => typeof check === 'string');

const RESERVED_KEYS = [
  'kubernetes.namespace',
  'kubernetes.cluster-id',
  'high-availability.cluster-id',
];

/** The operator's validating and mutating webhooks: what it refuses before anything is stored. */
export function operatorAdmission(find: FindSibling): Admission {
  return {
    mutate(object) {
      if (object.kind !== 'FlinkSessionJob') return object;
      const target = stringAt(object, 'spec', 'deploymentName');
      if (!target) return object;
      const labels = { ...object.metadata.labels, 'target.session': target };
      return { ...object, metadata: { ...object.metadata, labels } };
    },
    deny(object, old) {
      switch (object.kind) {
        case 'FlinkDeployment':
          return denyDeployment(object, old);
        case 'FlinkSessionJob':
          return denySessionJob(object, old, find);
        case 'FlinkStateSnapshot':
          return denySnapshot(object, find);
        // The webhook is not registered for blue/green deployments.
        default:
          return undefined;
      }
    },
  };
}

/** Why the operator refuses a FlinkDeployment, in its own words. */
export function denyDeployment(
  object: KubernetesObject,
  old?: KubernetesObject,
): string | undefined {
  const spec = objectAt(object, 'spec');
  // The operator's canaries have an empty spec and are never deployed.
  if (object.metadata.labels?.['flink.apache.org/canary'] === 'true') {
    return undefined;
  }
  const configuration = flattenConfiguration(spec.flinkConfiguration);
  return firstFailure(
    checkName(object.metadata.name),
    !spec.flinkVersion && 'Flink Version must be defined.',
    checkConfiguration(configuration),
    checkJob(spec, configuration),
    checkManagers(spec, configuration),
    !spec.serviceAccount &&
      'spec.serviceAccount must be defined. If you use helm, its value should be the same with the name of jobServiceAccount.',
    old && checkSwitch(object, old),
    checkRedeploy(spec, objectAt(old, 'spec')),
  );
}

function checkName(name: string): Check {
  return (
    !/^[a-z]([-a-z\d]{0,43}[a-z\d])?$/.test(name) &&
    `The FlinkDeployment name: ${name} is invalid, must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123'), and the length must be no more than 45 characters.`
  );
}

function hasHa(configuration: Record<string, string>): boolean {
  const type = firstOf(
    configuration,
    'high-availability.type',
    'high-availability',
  );
  return type !== undefined && type.toLowerCase() !== 'none';
}

function checkConfiguration(configuration: Record<string, string>): Check {
  const reserved = RESERVED_KEYS.find(key => key in configuration);
  if (reserved) return `Forbidden Flink config key: ${reserved}`;
  const rollback =
    configuration['kubernetes.operator.deployment.rollback.enabled'];
  if (rollback === 'true' && !hasHa(configuration)) {
    return 'HA must be enabled when rollback support is turned on.';
  }
  const health =
    configuration['kubernetes.operator.cluster.health-check.enabled'];
  const recovery =
    configuration['kubernetes.operator.jm-deployment-recovery.enabled'];
  return (
    health === 'true' &&
    recovery === 'false' &&
    'Deployment recovery must be enabled to use cluster health check'
  );
}

function checkJob(
  spec: JsonObject,
  configuration: Record<string, string>,
): Check {
  if (!isJsonObject(spec.job)) return undefined;
  const { job } = spec;
  const parallelism = numberAt(job, 'parallelism');
  if (parallelism !== undefined && parallelism < 1) {
    return 'Job parallelism must be larger than 0';
  }
  const upgradeMode = stringAt(job, 'upgradeMode') ?? 'stateless';
  const checkpoints = firstOf(
    configuration,
    'state.checkpoints.dir',
    'execution.checkpointing.dir',
  );
  const savepoints = firstOf(
    configuration,
    'state.savepoints.dir',
    'execution.checkpointing.savepoint-dir',
  );
  return firstFailure(
    upgradeMode !== 'stateless' &&
      !checkpoints &&
      'Checkpoint directory[execution.checkpointing.dir] must be defined for last-state and savepoint upgrade modes',
    upgradeMode === 'savepoint' &&
      !savepoints &&
      'Job could not be upgraded with savepoint while config key[execution.checkpointing.savepoint-dir] is not set',
    Boolean(numberAt(job, 'savepointTriggerNonce')) &&
      !savepoints &&
      'Savepoint could not be manually triggered for the running job while config key[execution.checkpointing.savepoint-dir] is not set',
    configuration['kubernetes.operator.periodic.savepoint.interval'] !==
      undefined &&
      !savepoints &&
      'Periodic savepoints cannot be enabled when config key[execution.checkpointing.savepoint-dir] is not set',
  );
}

function checkManagers(
  spec: JsonObject,
  configuration: Record<string, string>,
): Check {
  const jmReplicas = numberAt(spec, 'jobManager', 'replicas') ?? 1;
  const tmReplicas = numberAt(spec, 'taskManager', 'replicas');
  return firstFailure(
    jmReplicas < 1 &&
      'JobManager replicas should not be configured less than one.',
    jmReplicas > 1 &&
      !hasHa(configuration) &&
      'High availability should be enabled when starting standby JobManagers.',
    tmReplicas !== undefined &&
      tmReplicas < 1 &&
      'TaskManager replicas should not be configured less than one.',
    checkMemory(
      'JobManager',
      stringAt(spec, 'jobManager', 'resource', 'memory') ??
        configuration['jobmanager.memory.process.size'],
    ),
    checkMemory(
      'TaskManager',
      stringAt(spec, 'taskManager', 'resource', 'memory') ??
        configuration['taskmanager.memory.process.size'],
    ),
  );
}

function checkMemory(who: string, memory: string | undefined): Check {
  if (memory === undefined) return `${who} resource memory must be defined.`;
  return (
    !/^\d+(\.\d+)?\s*[a-zA-Z]*$/.test(memory) &&
    `${who} resource memory parse error: Could not parse value '${memory}'`
  );
}

function checkSwitch(object: KubernetesObject, old: KubernetesObject): Check {
  const had = isJsonObject(valueAt(old, 'spec', 'job'));
  const has = isJsonObject(valueAt(object, 'spec', 'job'));
  const modeOf = (item: KubernetesObject) =>
    stringAt(item, 'spec', 'mode') ?? 'native';
  return firstFailure(
    had && !has && 'Cannot switch from job to session cluster',
    !had && has && 'Cannot switch from session to job cluster',
    modeOf(old) !== modeOf(object) &&
      `Cannot switch from ${modeOf(old)} kubernetes to ${modeOf(
        object,
      )} kubernetes cluster`,
  );
}

function checkRedeploy(spec: JsonObject, oldSpec: JsonObject): Check {
  const nonce = numberAt(spec, 'job', 'savepointRedeployNonce');
  return (
    nonce !== undefined &&
    nonce !== numberAt(oldSpec, 'job', 'savepointRedeployNonce') &&
    !stringAt(spec, 'job', 'initialSavepointPath') &&
    'InitialSavepointPath must not be empty for savepoint redeployment'
  );
}

function denySessionJob(
  object: KubernetesObject,
  old: KubernetesObject | undefined,
  find: FindSibling,
): string | undefined {
  const spec = objectAt(object, 'spec');
  const deploymentName = stringAt(spec, 'deploymentName');
  const cluster =
    deploymentName &&
    find('FlinkDeployment', object.metadata.namespace ?? '', deploymentName);
  const parallelism = numberAt(spec, 'job', 'parallelism');
  return firstFailure(
    !deploymentName && 'The session job must have a deploymentName',
    !isJsonObject(spec.job) && 'The job spec should not be empty',
    old !== undefined &&
      stringAt(old, 'spec', 'deploymentName') !== deploymentName &&
      "The deploymentName can't be changed",
    parallelism !== undefined &&
      parallelism < 1 &&
      'Job parallelism must be larger than 0',
    Boolean(
      cluster &&
        typeof cluster !== 'string' &&
        isJsonObject(valueAt(cluster, 'spec', 'job')),
    ) && 'Can not submit to application cluster',
    isJsonObject(spec.job) &&
      !stringAt(spec, 'job', 'jarURI') &&
      'The jarURI of the session job must be defined',
  );
}

function denySnapshot(
  object: KubernetesObject,
  find: FindSibling,
): string | undefined {
  const spec = objectAt(object, 'spec');
  const kinds = ['savepoint', 'checkpoint'].filter(kind =>
    isJsonObject(spec[kind]),
  );
  if (kinds.length !== 1) {
    return 'Exactly one of checkpoint or savepoint configurations has to be set.';
  }
  if (valueAt(spec, 'savepoint', 'alreadyExists') === true) {
    return stringAt(spec, 'savepoint', 'path')
      ? undefined
      : 'Existing savepoint path must not be empty.';
  }
  const kind = stringAt(spec, 'jobReference', 'kind');
  const name = stringAt(spec, 'jobReference', 'name');
  if (!kind || !name) return 'Job reference must be supplied';
  if (kind !== 'FlinkDeployment' && kind !== 'FlinkSessionJob') {
    return `Invalid job reference kind: ${kind}`;
  }
  const state = stringAt(object, 'status', 'state');
  if (state && state !== 'TRIGGER_PENDING') return undefined;
  return find(kind, object.metadata.namespace ?? '', name)
    ? undefined
    : `Target for snapshot ${object.metadata.namespace}/${object.metadata.name} was not found`;
}
