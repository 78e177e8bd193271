import { parse } from 'yaml';
import {
  JsonValue,
  KubernetesObject,
  isJsonObject,
  sameJson,
  valueAt,
} from '../store/objects';
import { copyOf } from '../store/object-store';
import { leafPaths, ownContent, pathsOf } from '../store/managed-fields';
import { jsonPatch, mergePatch, strategicMergePatch } from './patches';
import { Registry, WriteOptions } from './registry';
import { Resource, apiVersionOf } from './resources';
import { asKubernetesObject } from './request-body';
import {
  StatusError,
  badRequest,
  notFound,
  unsupportedMediaType,
} from './status-error';

const MERGE = 'application/merge-patch+json';
const JSON_PATCH = 'application/json-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const APPLY = 'application/apply-patch+yaml';

/**
 * PATCH in the four media types. Custom resources take no strategic merge.
 *
 * @throws StatusError 400, 403, 404, 409, 415, 422
 */
export function patchObject(
  registry: Registry,
  resource: Resource,
  target: { namespace?: string; name: string },
  patch: { contentType: string; text: string; force: boolean },
  options: WriteOptions,
): { object: KubernetesObject; created: boolean } {
  const accepted = resource.custom
    ? [JSON_PATCH, MERGE, APPLY]
    : [JSON_PATCH, MERGE, STRATEGIC, APPLY];
  if (!accepted.includes(patch.contentType)) {
    throw unsupportedMediaType(accepted);
  }
  if (patch.contentType === APPLY) {
    return applyObject(registry, resource, target, patch, options);
  }
  const old = registry.get(resource, target.namespace, target.name);
  const document = parseBody(patch.text);
  const base = copyOf(old);
  const patched = patchWith(patch.contentType, base, document);
  const body = asKubernetesObject(patched, resource);
  // A patch that names no resourceVersion applies to whatever is there.
  if (!namesVersion(patch.contentType, document)) {
    delete body.metadata.resourceVersion;
  }
  return {
    object: registry.replace(
      resource,
      target.namespace,
      target.name,
      body,
      options,
    ),
    created: false,
  };
}

function patchWith(type: string, base: JsonValue, document: JsonValue) {
  if (type === JSON_PATCH) return jsonPatch(base, document);
  if (type === STRATEGIC) return strategicMergePatch(base, document);
  if (!isJsonObject(document)) throw badRequest('a merge patch is an object');
  return mergePatch(base, document);
}

function namesVersion(type: string, document: JsonValue): boolean {
  if (type !== JSON_PATCH) {
    return typeof valueAt(document, 'metadata', 'resourceVersion') === 'string';
  }
  return (
    Array.isArray(document) &&
    document.some(
      step =>
        isJsonObject(step) &&
        step.path === '/metadata/resourceVersion' &&
        step.op !== 'test',
    )
  );
}

function parseBody(text: string): JsonValue {
  try {
    const parsed: JsonValue = parse(text);
    return parsed;
  } catch (error) {
    throw badRequest(
      `error decoding patch: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** Server-side apply over atomic lists: merge, drop what this manager gave up, refuse conflicts. */
function applyObject(
  registry: Registry,
  resource: Resource,
  target: { namespace?: string; name: string },
  patch: { text: string; force: boolean },
  options: WriteOptions,
): { object: KubernetesObject; created: boolean } {
  const applied = asKubernetesObject(parseBody(patch.text), resource);
  if (applied.metadata.managedFields?.length) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const appliedPaths = leafPaths(ownContent(applied));
  const write: WriteOptions = { ...options, operation: 'Apply', appliedPaths };
  const old = registry.find(resource, target.namespace, target.name);
  if (!old) {
    if (options.subresource) throw notFound(resource, target.name);
    applied.metadata.name = target.name;
    return {
      object: registry.create(resource, target.namespace, applied, write),
      created: true,
    };
  }
  if (!patch.force)
    refuseConflicts(old, applied, appliedPaths, resource, write);
  const mine = (old.metadata.managedFields ?? []).find(
    entry => entry.manager === write.manager && entry.operation === 'Apply',
  );
  const keeps = new Set(appliedPaths.map(path => JSON.stringify(path)));
  let base: JsonValue = copyOf(old);
  for (const path of pathsOf(mine?.fieldsV1 ?? {})) {
    if (!keeps.has(JSON.stringify(path))) base = without(base, path);
  }
  const body = asKubernetesObject(mergePatch(base, applied), resource);
  if (!applied.metadata.resourceVersion) delete body.metadata.resourceVersion;
  delete body.metadata.uid;
  return {
    object: registry.replace(
      resource,
      target.namespace,
      target.name,
      body,
      write,
    ),
    created: false,
  };
}

function without(value: JsonValue, path: string[]): JsonValue {
  if (!isJsonObject(value)) return value;
  const [key, ...rest] = path;
  const { [key]: member, ...others } = value;
  if (rest.length === 0 || member === undefined) return others;
  return { ...others, [key]: without(member, rest) };
}

function refuseConflicts(
  old: KubernetesObject,
  applied: KubernetesObject,
  appliedPaths: string[][],
  resource: Resource,
  options: WriteOptions,
): void {
  const causes = appliedPaths.flatMap(path => {
    const before = valueAt(old, ...path);
    if (before === undefined || sameJson(before, valueAt(applied, ...path))) {
      return [];
    }
    const owner = (old.metadata.managedFields ?? []).find(
      entry =>
        entry.manager !== options.manager &&
        pathsOf(entry.fieldsV1).some(
          owned => owned.join('\n') === path.join('\n'),
        ),
    );
    return owner
      ? [
          {
            reason: 'FieldManagerConflict',
            message: `conflict with "${owner.manager}" using ${apiVersionOf(
              resource,
            )}`,
            field: `.${path.join('.')}`,
          },
        ]
      : [];
  });
  if (causes.length === 0) return;
  throw new StatusError(
    409,
    'Conflict',
    `Apply failed with ${causes.length} conflict${
      causes.length === 1 ? '' : 's'
    }: ${causes.map(cause => `${cause.message}: ${cause.field}`).join(', ')}`,
    { causes },
  );
}
