import { parse } from 'yaml';
import { JsonObject, JsonValue, numberAt, stringAt } from '../store/objects';
import { copyOf } from '../store/object-store';
import { jsonPatch, mergePatch } from './patches';
import { Registry, WriteOptions } from './registry';
import { mediaType } from './request-body';
import { RequestTarget } from './request-target';
import { badRequest } from './status-error';

/** The Scale of a FlinkDeployment: `spec.taskManager.replicas`. */
export function readScale(
  registry: Registry,
  target: RequestTarget,
): JsonObject {
  const object = registry.get(
    target.resource,
    target.namespace,
    target.name ?? '',
  );
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: {
      replicas: numberAt(object, 'spec', 'taskManager', 'replicas') ?? 0,
    },
    status: {
      replicas: numberAt(object, 'status', 'taskManager', 'replicas') ?? 0,
      selector:
        stringAt(object, 'status', 'taskManager', 'labelSelector') ?? '',
    },
  };
}

/**
 * PUT and PATCH of the Scale.
 *
 * @throws StatusError 400 when `spec.replicas` is no whole number; 409 when stale.
 */
export function writeScale(
  registry: Registry,
  target: RequestTarget,
  request: {
    method: string;
    body: string;
    headers: { 'content-type'?: string };
  },
  options: WriteOptions,
): JsonObject {
  const current = readScale(registry, target);
  const document: JsonValue = parse(request.body);
  const wanted = wantedScale(current, document, request);
  const replicas = numberAt(wanted, 'spec', 'replicas');
  if (replicas === undefined || !Number.isInteger(replicas) || replicas < 0) {
    throw badRequest('spec.replicas must be a whole number');
  }
  const name = target.name ?? '';
  const body = copyOf(registry.get(target.resource, target.namespace, name));
  const version = stringAt(wanted, 'metadata', 'resourceVersion');
  if (version) body.metadata.resourceVersion = version;
  body.spec = {
    ...body.spec,
    taskManager: {
      ...Object(body.spec?.taskManager ?? {}),
      replicas,
    },
  };
  registry.replace(target.resource, target.namespace, name, body, options);
  return readScale(registry, target);
}

function wantedScale(
  current: JsonObject,
  document: JsonValue,
  request: { method: string; headers: { 'content-type'?: string } },
): JsonValue {
  if (request.method === 'PUT') return document;
  const type = mediaType(request.headers['content-type']);
  return type === 'application/json-patch+json'
    ? jsonPatch(current, document)
    : mergePatch(current, document);
}
