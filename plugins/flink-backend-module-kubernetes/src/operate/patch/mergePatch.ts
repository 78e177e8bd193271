import type { JsonObject, JsonValue } from '@backstage/types';

/** One value that a merge patch sets; null removes it. */
export interface Leaf {
  readonly path: readonly string[];
  readonly value: JsonValue;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values a merge patch sets, in its order. Lists are one value: a merge patch replaces them whole. */
export function leavesOf(patch: JsonObject, under: readonly string[] = []) {
  return Object.entries(patch).flatMap(([key, value]): Leaf[] => {
    const path = [...under, key];
    if (isJsonObject(value) && Object.keys(value).length > 0) {
      return leavesOf(value, path);
    }
    return value === undefined ? [] : [{ path, value }];
  });
}

/** The value at a path; undefined when there is none. */
export function valueAt(
  object: JsonValue | undefined,
  path: readonly string[],
): JsonValue | undefined {
  let current: JsonValue | undefined = object;
  for (const key of path) {
    if (!isJsonObject(current)) return undefined;
    current = current[key];
  }
  return current;
}

/** The merge patch that makes `from` into `to`; undefined values and nulls of `to` count as absent. */
export function mergePatchBetween(
  from: JsonObject,
  to: JsonObject,
): JsonObject {
  const patch: JsonObject = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const before = from[key] ?? undefined;
    const after = to[key] ?? undefined;
    if (after === undefined) {
      if (before !== undefined) patch[key] = null;
    } else if (isJsonObject(after)) {
      const inner = mergePatchBetween(
        isJsonObject(before) ? before : {},
        after,
      );
      if (!isJsonObject(before) || Object.keys(inner).length > 0) {
        patch[key] = inner;
      }
    } else if (!sameJson(before, after)) {
      patch[key] = after;
    }
  }
  return patch;
}

/** Whether two values are the same, whatever the order of keys. */
export function sameJson(
  one: JsonValue | undefined,
  other: JsonValue | undefined,
): boolean {
  return canonical(one) === canonical(other);
}

/** A text that is the same for the same value. */
export function canonical(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (isJsonObject(value)) {
    return `{${Object.keys(value)
      .sort()
      .filter(key => value[key] !== undefined)
      .map(key => `${JSON.stringify(key)}:${canonical(value[key])}`)
      .join(',')}}`;
  }
  return value === undefined ? '' : JSON.stringify(value);
}
