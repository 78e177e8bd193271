import { setTimeout } from 'node:timers/promises';
import { allResources, apiVersionOf } from '../../kubernetes/api/resources';
import {
  objectAt,
  stringAt,
  type KubernetesObject,
} from '../../kubernetes/store/objects';
import type { CiLog } from '../CiLog';
import { Failure } from '../Failure';
import type { Job, JobEnvironment } from '../jobFile';
import { renderOverlay } from './renderOverlay';

const POLL_MS = 500;
const GIVE_UP_MS = 3 * 60_000;
const FIELD_MANAGER = 'sandbox-ci';
/** What others need first is applied first. */
const ORDER = [
  'Namespace',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ConfigMap',
];

/** A cluster's API. */
export interface ClusterAccess {
  readonly url: string;
  readonly token: string;
}

/** What a deployment to EKS needs. */
export interface EksDeployment {
  readonly folder: string;
  readonly job: Job;
  readonly environment: JobEnvironment;
  readonly image: string;
  readonly cluster: ClusterAccess;
  readonly log: CiLog;
  readonly signal: AbortSignal;
}

function rankOf({ kind }: KubernetesObject): number {
  const rank = ORDER.indexOf(kind);
  return rank < 0 ? ORDER.length : rank;
}

function pathOf(object: KubernetesObject): string {
  const resource = allResources().find(
    one => apiVersionOf(one) === object.apiVersion && one.kind === object.kind,
  );
  if (!resource) {
    throw new Failure(
      `no matches for kind "${object.kind}" in version "${object.apiVersion}"`,
    );
  }
  const root = resource.group ? '/apis' : '/api';
  const namespace = resource.namespaced
    ? `/namespaces/${object.metadata.namespace ?? 'default'}`
    : '';
  return `${root}/${object.apiVersion}${namespace}/${resource.plural}/${object.metadata.name}`;
}

async function call(
  { url, token }: ClusterAccess,
  path: string,
  init: RequestInit,
): Promise<KubernetesObject> {
  const response = await fetch(`${url}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...init.headers },
  });
  const body = await response.json();
  if (!response.ok) {
    throw new Failure(`The cluster refused ${path}`, [String(body.message)]);
  }
  return body;
}

/**
 * Applies an environment's overlay to its cluster, as `kubectl apply --server-side` does, and waits for the operator.
 *
 * @throws Failure in the cluster's or the operator's own words
 */
export async function deployEks(deployment: EksDeployment): Promise<string> {
  const { folder, job, environment, image, cluster, log, signal } = deployment;
  const overlay = `deploy/overlays/${environment.name}`;
  const objects = await renderOverlay(folder, overlay, log, signal);
  const wanted = objects
    .map(object => withImage(object, image))
    .sort((left, right) => rankOf(left) - rankOf(right));
  const flink = wanted.find(one => one.kind === 'FlinkDeployment');
  if (!flink) {
    throw new Failure(`${overlay} has no FlinkDeployment`);
  }
  for (const object of wanted) {
    const path = pathOf(object);
    await call(
      cluster,
      `${path}?fieldManager=${FIELD_MANAGER}&force=true&fieldValidation=Strict`,
      {
        method: 'PATCH',
        headers: { 'content-type': 'application/apply-patch+yaml' },
        body: JSON.stringify(object),
        signal,
      },
    );
    log.say(`${object.kind.toLowerCase()}/${object.metadata.name} applied`);
  }
  return untilStable(deployment, job, pathOf(flink));
}

function withImage(object: KubernetesObject, image: string): KubernetesObject {
  return object.kind === 'FlinkDeployment'
    ? { ...object, spec: { ...objectAt(object, 'spec'), image } }
    : object;
}

async function untilStable(
  { cluster, log, signal }: EksDeployment,
  job: Job,
  path: string,
): Promise<string> {
  const untilMs = Date.now() + GIVE_UP_MS;
  let said = '';
  while (Date.now() < untilMs) {
    const object = await call(cluster, path, { signal });
    const error = stringAt(object, 'status', 'error');
    const state = stringAt(object, 'status', 'lifecycleState') ?? 'CREATED';
    const seen = stringAt(object, 'status', 'reconciliationStatus', 'state');
    const now = `${state}, JobManager ${stringAt(
      object,
      'status',
      'jobManagerDeploymentStatus',
    )}, job ${stringAt(object, 'status', 'jobStatus', 'state') ?? '(none)'}`;
    if (now !== said) {
      log.say(`${job.name}: ${now}`);
      said = now;
    }
    if (error || ['FAILED', 'ROLLED_BACK'].includes(state)) {
      throw new Failure(`${job.name} is ${state}`, error ? [error] : []);
    }
    if (state === 'STABLE' && seen === 'DEPLOYED') {
      return state;
    }
    await setTimeout(POLL_MS, undefined, { signal });
  }
  throw new Failure(`${job.name} did not become STABLE within three minutes`, [
    said,
  ]);
}
