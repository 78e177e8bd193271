import { randomUUID } from 'node:crypto';
import { JsonObject, KubernetesObject, sameJson } from '../store/objects';
import { ObjectStore, copyOf } from '../store/object-store';
import {
  leafPaths,
  ownContent,
  recordWrite,
  recordWriteWithStatus,
  unowned,
} from '../store/managed-fields';
import { prune, schemaCauses } from '../schema/validate';
import {
  changedPaths,
  invalidName,
  specOf,
  withIdentity,
  withoutManagers,
} from './object-rules';
import { Resource, apiVersionOf } from './resources';
import {
  StatusError,
  alreadyExists,
  badRequest,
  conflict,
  invalid,
  notFound,
} from './status-error';

/** How a write was asked for. */
export interface WriteOptions {
  /** `metadata.managedFields[].manager`. */
  manager: string;
  operation?: 'Apply' | 'Update';
  /** Paths the caller applied; an Update's are computed from the difference. */
  appliedPaths?: string[][];
  subresource?: 'status' | 'scale';
  dryRun?: boolean;
  fieldValidation?: 'Ignore' | 'Warn' | 'Strict';
  /** The sandbox's own operator writes spec and status at once, without admission. */
  internal?: boolean;
}

/** Judges a write the way an admission webhook does; a text denies it. */
export interface Admission {
  mutate(object: KubernetesObject): KubernetesObject;
  deny(object: KubernetesObject, old?: KubernetesObject): string | undefined;
}

/** `group/plural`: the versions of a kind share one collection. */
export function collectionOf(resource: Resource): string {
  return `${resource.group}/${resource.plural}`;
}

/** The rules of the API server's write path, over one cluster's store. */
export class Registry {
  constructor(
    readonly store: ObjectStore,
    private readonly options: {
      nowMs: () => number;
      admission?: Admission;
    },
  ) {}

  /** @throws StatusError 404 */
  get(
    resource: Resource,
    namespace: string | undefined,
    name: string,
  ): KubernetesObject {
    const found = this.find(resource, namespace, name);
    if (!found) throw notFound(resource, name);
    return found;
  }

  find(
    resource: Resource,
    namespace: string | undefined,
    name: string,
  ): KubernetesObject | undefined {
    return this.store.get(collectionOf(resource), namespace, name);
  }

  list(resource: Resource): KubernetesObject[] {
    return this.store.list(collectionOf(resource));
  }

  /** @throws StatusError 400, 403, 409, 422 */
  create(
    resource: Resource,
    namespace: string | undefined,
    body: KubernetesObject,
    options: WriteOptions,
  ): KubernetesObject {
    const named = this.named(resource, namespace, body);
    const { name } = named.metadata;
    if (this.find(resource, namespace, name)) {
      throw alreadyExists(resource, name);
    }
    if (!options.internal && resource.namespaced) {
      this.requireNamespace(namespace);
    }
    const checked = this.checked(resource, named, options);
    if (!options.internal && resource.subresources.includes('status')) {
      delete checked.status;
    }
    if (!options.internal) this.admit(resource, checked);
    checked.metadata = {
      ...checked.metadata,
      uid: checked.metadata.uid ?? randomUUID(),
      creationTimestamp: options.internal
        ? checked.metadata.creationTimestamp ?? this.now()
        : this.now(),
      generation: hasGeneration(resource)
        ? checked.metadata.generation ?? 1
        : checked.metadata.generation,
    };
    const before = checked.metadata.managedFields ?? [];
    checked.metadata.managedFields = this.recorded(
      resource,
      before,
      options,
      options.appliedPaths ?? unowned(leafPaths(ownContent(checked)), before),
    );
    return options.dryRun
      ? checked
      : this.store.put(collectionOf(resource), checked);
  }

  /** @throws StatusError 400, 403, 404, 409, 422 */
  replace(
    resource: Resource,
    namespace: string | undefined,
    name: string,
    body: KubernetesObject,
    options: WriteOptions,
  ): KubernetesObject {
    const old = this.get(resource, namespace, name);
    if (body.metadata.name !== undefined && body.metadata.name !== name) {
      throw badRequest(
        `the name of the object (${body.metadata.name}) does not match the name on the URL (${name})`,
      );
    }
    const wanted = body.metadata.resourceVersion;
    if (wanted && wanted !== old.metadata.resourceVersion) {
      throw conflict(resource, name);
    }
    if (body.metadata.uid && body.metadata.uid !== old.metadata.uid) {
      throw new StatusError(
        409,
        'Conflict',
        `Operation cannot be fulfilled on ${resource.plural} "${name}": Precondition failed: UID in precondition: ${body.metadata.uid}, UID in object meta: ${old.metadata.uid}`,
      );
    }
    const next = this.merged(resource, old, body, options);
    const checked = this.checked(resource, next, options);
    if (!options.internal && options.subresource !== 'status') {
      this.admit(resource, checked, old);
    }
    const specChanged = !sameJson(specOf(old), specOf(checked));
    if (hasGeneration(resource) && specChanged) {
      checked.metadata.generation = (old.metadata.generation ?? 1) + 1;
    }
    return this.commit(resource, old, checked, options);
  }

  private commit(
    resource: Resource,
    old: KubernetesObject,
    next: KubernetesObject,
    options: WriteOptions,
  ): KubernetesObject {
    const paths = options.appliedPaths ?? changedPaths(old, next);
    const same =
      sameJson(withoutManagers(old), withoutManagers(next)) &&
      options.operation !== 'Apply';
    if (same) return old;
    next.metadata.managedFields = this.recorded(
      resource,
      old.metadata.managedFields ?? [],
      options,
      paths,
    );
    if (options.dryRun) return next;
    const finished =
      next.metadata.deletionTimestamp !== undefined &&
      (next.metadata.finalizers ?? []).length === 0;
    const stored = this.store.put(collectionOf(resource), next);
    if (finished) {
      this.store.remove(
        collectionOf(resource),
        next.metadata.namespace,
        next.metadata.name,
      );
    }
    return stored;
  }

  /** @throws StatusError 404, 409 */
  remove(
    resource: Resource,
    namespace: string | undefined,
    name: string,
    options: {
      dryRun?: boolean;
      preconditions?: { uid?: string; resourceVersion?: string };
    } = {},
  ): { object: KubernetesObject; gone: boolean } {
    const old = this.get(resource, namespace, name);
    const { uid, resourceVersion } = options.preconditions ?? {};
    if (
      (uid && uid !== old.metadata.uid) ||
      (resourceVersion && resourceVersion !== old.metadata.resourceVersion)
    ) {
      throw conflict(resource, name);
    }
    const waits = (old.metadata.finalizers ?? []).length > 0;
    if (options.dryRun) return { object: old, gone: !waits };
    if (!waits) {
      const object =
        this.store.remove(collectionOf(resource), namespace, name) ?? old;
      return { object, gone: true };
    }
    if (old.metadata.deletionTimestamp) return { object: old, gone: false };
    const next = copyOf(old);
    next.metadata.deletionTimestamp = this.now();
    next.metadata.deletionGracePeriodSeconds = 0;
    next.metadata.generation = (old.metadata.generation ?? 1) + 1;
    return {
      object: this.store.put(collectionOf(resource), next),
      gone: false,
    };
  }

  /** Stores an object as given, its status and generation included. */
  seed(resource: Resource, object: KubernetesObject): KubernetesObject {
    const copy = copyOf(object);
    copy.metadata.uid ??= randomUUID();
    copy.metadata.creationTimestamp ??= this.now();
    if (hasGeneration(resource)) copy.metadata.generation ??= 1;
    return this.store.put(collectionOf(resource), copy);
  }

  private merged(
    resource: Resource,
    old: KubernetesObject,
    body: KubernetesObject,
    options: WriteOptions,
  ): KubernetesObject {
    if (options.subresource === 'status') {
      return { ...copyOf(old), status: copyOf(body.status ?? {}) };
    }
    const next = copyOf(body);
    const keepsStatus =
      !options.internal && resource.subresources.includes('status');
    if (keepsStatus) {
      if (old.status === undefined) delete next.status;
      else next.status = copyOf(old.status);
    }
    next.apiVersion = apiVersionOf(resource);
    next.kind = resource.kind;
    next.metadata = withIdentity(next.metadata, old.metadata);
    return next;
  }

  private named(
    resource: Resource,
    namespace: string | undefined,
    body: KubernetesObject,
  ): KubernetesObject {
    const named = copyOf(body);
    const { generateName, name } = named.metadata;
    if (!name && !generateName) {
      throw invalid(resource, '', [
        {
          reason: 'FieldValueRequired',
          message: 'Required value: name or generateName is required',
          field: 'metadata.name',
        },
      ]);
    }
    const own = named.metadata.namespace;
    if (resource.namespaced && own && own !== namespace) {
      throw badRequest(
        'the namespace of the provided object does not match the namespace sent on the request',
      );
    }
    named.metadata = {
      ...named.metadata,
      name: name || `${generateName}${randomUUID().slice(0, 5)}`,
      ...(resource.namespaced ? { namespace } : {}),
    };
    delete named.metadata.resourceVersion;
    named.apiVersion = apiVersionOf(resource);
    named.kind = resource.kind;
    return named;
  }

  private checked(
    resource: Resource,
    object: KubernetesObject,
    options: WriteOptions,
  ): KubernetesObject {
    const nameCause = invalidName(object.metadata.name);
    if (nameCause && !options.internal) {
      throw invalid(resource, object.metadata.name, [nameCause]);
    }
    if (!resource.custom) return object;
    const pruned = prune(resource.custom, object);
    if (pruned.unknown.length > 0 && options.fieldValidation === 'Strict') {
      throw badRequest(
        `${resource.kind} in version "${
          resource.version
        }" cannot be handled as a ${
          resource.kind
        }: strict decoding error: ${pruned.unknown
          .map(path => `unknown field "${path}"`)
          .join(', ')}`,
      );
    }
    const causes = schemaCauses(resource.custom, pruned.object);
    if (causes.length > 0) {
      throw invalid(resource, object.metadata.name, causes);
    }
    return pruned.object;
  }

  private admit(
    resource: Resource,
    object: KubernetesObject,
    old?: KubernetesObject,
  ): void {
    const { admission } = this.options;
    if (!admission || !resource.custom) return;
    Object.assign(object, admission.mutate(object));
    // Objects on their way out only lose their finalizer: the operator must be able to finish.
    if (object.metadata.deletionTimestamp) return;
    const denial = admission.deny(object, old);
    if (denial !== undefined) {
      throw new StatusError(
        403,
        'Forbidden',
        `admission webhook "validationwebhook.flink.apache.org" denied the request: ${denial}`,
      );
    }
  }

  private requireNamespace(namespace: string | undefined): void {
    const exists = this.store.get('/namespaces', undefined, namespace ?? '');
    if (!exists) {
      throw notFound(
        { group: '', plural: 'namespaces', kind: 'Namespace' },
        namespace ?? '',
      );
    }
  }

  private recorded(
    resource: Resource,
    entries: JsonObject[],
    options: WriteOptions,
    paths: string[][],
  ): JsonObject[] {
    const write = {
      manager: options.manager,
      operation: options.operation ?? ('Update' as const),
      apiVersion: apiVersionOf(resource),
      time: this.now(),
      paths,
      ...(options.subresource ? { subresource: options.subresource } : {}),
    };
    return options.internal && resource.subresources.includes('status')
      ? recordWriteWithStatus(entries, write)
      : recordWrite(entries, write);
  }

  private now(): string {
    return isoSeconds(this.options.nowMs());
  }
}

/** Kubernetes writes times without fractions. */
export function isoSeconds(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

function hasGeneration(resource: Resource): boolean {
  return resource.custom !== undefined || resource.group === 'apps';
}
