import { JsonObject, JsonValue, isJsonObject, valueAt } from './objects';

/** The leaf paths of a value; arrays count as leaves, as CRD lists are atomic. */
export function leafPaths(value: JsonValue, prefix: string[] = []): string[][] {
  if (!isJsonObject(value) || Object.keys(value).length === 0) {
    return value === undefined ? [] : [prefix];
  }
  return Object.entries(value).flatMap(([key, member]) =>
    leafPaths(member, [...prefix, key]),
  );
}

/** `fieldsV1`: every path as nested `f:key` objects. */
export function fieldsOf(paths: string[][]): JsonObject {
  const fields: JsonObject = {};
  for (const path of paths) {
    let level = fields;
    for (const key of path) {
      const existing = level[`f:${key}`];
      const next: JsonObject = isJsonObject(existing) ? existing : {};
      level[`f:${key}`] = next;
      level = next;
    }
  }
  return fields;
}

/** The leaf paths a `fieldsV1` holds. */
export function pathsOf(fields: JsonValue, prefix: string[] = []): string[][] {
  if (!isJsonObject(fields)) return [];
  const keys = Object.keys(fields);
  if (keys.length === 0) return prefix.length > 0 ? [prefix] : [];
  return keys.flatMap(key =>
    pathsOf(fields[key], [...prefix, key.replace(/^f:/, '')]),
  );
}

/** What an object holds besides its bookkeeping, for telling who wrote what. */
export function ownContent(object: JsonObject): JsonObject {
  const { metadata, apiVersion, kind, ...rest } = object;
  const labels = valueAt(metadata, 'labels');
  const annotations = valueAt(metadata, 'annotations');
  const finalizers = valueAt(metadata, 'finalizers');
  const meta = {
    ...(isJsonObject(labels) ? { labels } : {}),
    ...(isJsonObject(annotations) ? { annotations } : {}),
    ...(Array.isArray(finalizers) ? { finalizers } : {}),
  };
  return Object.keys(meta).length > 0 ? { metadata: meta, ...rest } : rest;
}

/** A write to record in `metadata.managedFields`. */
export interface FieldWrite {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource?: string;
  time: string;
  paths: string[][];
}

/**
 * `managedFields` after a write: there is one entry per manager, operation and subresource; the
 * writer's is renewed and others lose what it took. An Update that set nothing renews no time.
 */
export function recordWrite(
  entries: JsonObject[],
  write: FieldWrite,
): JsonObject[] {
  if (write.operation === 'Update' && write.paths.length === 0) return entries;
  const mine = (entry: JsonObject) =>
    entry.manager === write.manager &&
    entry.operation === write.operation &&
    (entry.subresource ?? '') === (write.subresource ?? '');
  const taken = new Set(write.paths.map(path => JSON.stringify(path)));
  const others = entries
    .filter(entry => !mine(entry))
    .map(entry => ({
      ...entry,
      fieldsV1: fieldsOf(
        pathsOf(entry.fieldsV1).filter(
          path =>
            write.operation === 'Apply' || !taken.has(JSON.stringify(path)),
        ),
      ),
    }))
    .filter(entry => Object.keys(entry.fieldsV1).length > 0);
  const before = entries.find(mine);
  const kept =
    write.operation === 'Update' ? pathsOf(before?.fieldsV1 ?? {}) : [];
  return [
    ...others,
    {
      manager: write.manager,
      operation: write.operation,
      apiVersion: write.apiVersion,
      time: write.time,
      fieldsType: 'FieldsV1',
      fieldsV1: fieldsOf([...kept, ...write.paths]),
      ...(write.subresource ? { subresource: write.subresource } : {}),
    },
  ];
}

/**
 * The same for a writer that sets spec and status in one go, as the sandbox's operator does: a real
 * one writes status through its subresource, which has an entry and a time of its own.
 */
export function recordWriteWithStatus(
  entries: JsonObject[],
  write: FieldWrite,
): JsonObject[] {
  const isStatus = ([first]: string[]) => first === 'status';
  const main = recordWrite(entries, {
    ...write,
    paths: write.paths.filter(path => !isStatus(path)),
  });
  return recordWrite(main, {
    ...write,
    subresource: 'status',
    paths: write.paths.filter(isStatus),
  });
}

/** The paths nobody in `managedFields` has yet. */
export function unowned(
  paths: string[][],
  entries: readonly JsonObject[],
): string[][] {
  const owned = new Set(
    entries
      .flatMap(entry => pathsOf(entry.fieldsV1))
      .map(path => JSON.stringify(path)),
  );
  return paths.filter(path => !owned.has(JSON.stringify(path)));
}
