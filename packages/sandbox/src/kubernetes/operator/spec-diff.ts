import { JsonObject, isJsonObject, objectAt, sameJson } from '../store/objects';
import { flattenConfiguration } from './flink-configuration';

const IGNORED_JOB_FIELDS = [
  'upgradeMode',
  'initialSavepointPath',
  'allowNonRestoredState',
  'savepointTriggerNonce',
  'checkpointTriggerNonce',
  'autoscalerResetNonce',
];

const IGNORED_CONFIGURATION = [
  'job.autoscaler',
  'parallelism.default',
  'kubernetes.operator',
];

function relevant(spec: JsonObject): JsonObject {
  const configuration = Object.fromEntries(
    Object.entries(flattenConfiguration(spec.flinkConfiguration)).filter(
      ([key]) => !IGNORED_CONFIGURATION.some(prefix => key.startsWith(prefix)),
    ),
  );
  const job = isJsonObject(spec.job)
    ? Object.fromEntries(
        Object.entries({ state: 'running', ...spec.job }).filter(
          ([key]) => !IGNORED_JOB_FIELDS.includes(key),
        ),
      )
    : undefined;
  return { ...spec, flinkConfiguration: configuration, job };
}

/** Whether a new spec restarts the job; some fields never do. */
export function needsUpgrade(before: JsonObject, after: JsonObject): boolean {
  return !sameJson(relevant(before), relevant(after));
}

/** `running` unless the spec says `suspended`. */
export function desiredState(spec: JsonObject | undefined): string {
  return String(objectAt(spec, 'job').state ?? 'running');
}

const KNOWN_FIELDS: JsonObject = {
  job: null,
  restartNonce: null,
  flinkConfiguration: null,
  image: null,
  imagePullPolicy: null,
  serviceAccount: null,
  flinkVersion: null,
  ingress: null,
  podTemplate: null,
  jobManager: null,
  taskManager: null,
  logConfiguration: null,
  mode: null,
};

const KNOWN_SESSION_JOB_FIELDS: JsonObject = {
  job: null,
  restartNonce: null,
  flinkConfiguration: null,
  deploymentName: null,
};

/** The spec as the operator writes it into its status: a JSON text with explicit nulls. */
export function recordedSpec(
  kind: 'FlinkDeployment' | 'FlinkSessionJob',
  spec: JsonObject,
): string {
  const known =
    kind === 'FlinkDeployment' ? KNOWN_FIELDS : KNOWN_SESSION_JOB_FIELDS;
  const job = isJsonObject(spec.job)
    ? {
        job: {
          jarURI: null,
          entryClass: null,
          args: [],
          state: 'running',
          upgradeMode: 'stateless',
          allowNonRestoredState: null,
          initialSavepointPath: null,
          savepointTriggerNonce: null,
          ...spec.job,
        },
      }
    : {};
  return JSON.stringify({
    spec: { ...known, ...spec, ...job },
    resource_metadata: {
      apiVersion: 'flink.apache.org/v1beta1',
      firstDeployment: false,
    },
  });
}
