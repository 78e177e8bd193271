import {
  JsonObject,
  JsonValue,
  KubernetesObject,
  ObjectMeta,
  isJsonObject,
  sameJson,
} from '../store/objects';
import { leafPaths, ownContent } from '../store/managed-fields';
import { StatusCause } from './status-error';

/** What a client may change: everything but metadata and status. */
export function specOf(object: KubernetesObject): JsonObject {
  const { metadata, status, apiVersion, kind, ...rest } = object;
  return rest;
}

/** The object without what every write changes. */
export function withoutManagers(object: KubernetesObject): JsonObject {
  const { resourceVersion, managedFields, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/** New metadata with the fields the server owns, from the stored object. */
export function withIdentity(next: ObjectMeta, old: ObjectMeta): ObjectMeta {
  const kept: ObjectMeta = {
    ...next,
    name: old.name,
    uid: old.uid,
    creationTimestamp: old.creationTimestamp,
  };
  for (const key of [
    'namespace',
    'generation',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'generateName',
    'managedFields',
    'resourceVersion',
  ] as const) {
    if (old[key] === undefined) delete kept[key];
    else Object.assign(kept, { [key]: old[key] });
  }
  return kept;
}

/** Leaf paths that a write set to something new. */
export function changedPaths(old: KubernetesObject, next: KubernetesObject) {
  const before = new Map(
    leafPaths(ownContent(old)).map(path => [JSON.stringify(path), path]),
  );
  return leafPaths(ownContent(next)).filter(path => {
    if (!before.has(JSON.stringify(path))) return true;
    return !sameJson(at(old, path), at(next, path));
  });
}

function at(object: JsonValue, path: string[]): JsonValue {
  return path.reduce<JsonValue>(
    (value, key) => (isJsonObject(value) ? value[key] : undefined),
    object,
  );
}

/** Why a name is not a DNS subdomain; undefined when it is one. */
export function invalidName(name: string): StatusCause | undefined {
  const valid =
    name.length <= 253 &&
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(
      name,
    );
  if (valid) return undefined;
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(
      name,
    )}: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character`,
    field: 'metadata.name',
  };
}
