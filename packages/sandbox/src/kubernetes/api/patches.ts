import {
  JsonObject,
  JsonValue,
  isJsonObject,
  sameJson,
} from '../store/objects';
import { StatusError, badRequest } from './status-error';

/** RFC 7386. */
export function mergePatch(target: JsonValue, patch: JsonValue): JsonValue {
  if (!isJsonObject(patch)) return patch;
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

/**
 * Strategic merge, simplified: lists of named objects merge by `name`, other lists are replaced;
 * `$patch: delete` and `$setElementOrder` are honoured.
 */
export function strategicMergePatch(
  target: JsonValue,
  patch: JsonValue,
): JsonValue {
  if (Array.isArray(patch)) return mergeNamedList(target, patch);
  if (!isJsonObject(patch)) return patch;
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    if (value === null) delete result[key];
    else result[key] = strategicMergePatch(result[key], value);
  }
  return result;
}

function mergeNamedList(target: JsonValue, patch: JsonValue[]): JsonValue {
  const named = patch.every(
    item => isJsonObject(item) && typeof item.name === 'string',
  );
  if (!named || !Array.isArray(target)) {
    return patch.filter(item => !(isJsonObject(item) && item.$patch));
  }
  const result = [...target];
  for (const item of patch) {
    if (!isJsonObject(item)) continue;
    const at = result.findIndex(
      existing => isJsonObject(existing) && existing.name === item.name,
    );
    if (item.$patch === 'delete') {
      if (at >= 0) result.splice(at, 1);
    } else if (at >= 0) {
      result[at] = strategicMergePatch(result[at], item);
    } else {
      result.push(item);
    }
  }
  return result;
}

/**
 * RFC 6902.
 *
 * @throws StatusError 422 when an operation cannot be applied, a failed `test` included; 400 when
 * the patch itself is malformed.
 */
export function jsonPatch(target: JsonValue, patch: JsonValue): JsonValue {
  if (!Array.isArray(patch)) {
    throw badRequest('a JSON patch is an array of operations');
  }
  return patch.reduce<JsonValue>((document, operation) => {
    if (!isJsonObject(operation)) {
      throw badRequest('a JSON patch operation is an object');
    }
    return applyOperation(document, operation);
  }, target);
}

function applyOperation(document: JsonValue, operation: JsonObject): JsonValue {
  const path = pointer(operation.path);
  switch (operation.op) {
    case 'add':
      return edit(document, path, operation.value, 'add');
    case 'replace':
      read(document, path);
      return edit(document, path, operation.value, 'replace');
    case 'remove':
      read(document, path);
      return edit(document, path, undefined, 'remove');
    case 'move': {
      const from = pointer(operation.from);
      const value = read(document, from);
      return edit(
        edit(document, from, undefined, 'remove'),
        path,
        value,
        'add',
      );
    }
    case 'copy':
      return edit(
        document,
        path,
        read(document, pointer(operation.from)),
        'add',
      );
    case 'test':
      if (!sameJson(read(document, path), operation.value)) {
        throw unprocessable(
          `testing value ${String(operation.path)} failed: test failed`,
        );
      }
      return document;
    default:
      throw badRequest(`Unexpected kind: ${String(operation.op)}`);
  }
}

function unprocessable(message: string): StatusError {
  return new StatusError(
    422,
    'Invalid',
    `the server rejected our request due to an error in our request: ${message}`,
    {},
  );
}

function pointer(text: JsonValue): string[] {
  if (typeof text !== 'string' || (text !== '' && !text.startsWith('/'))) {
    throw badRequest(`"${String(text)}" is not a JSON pointer`);
  }
  return text
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
}

function read(document: JsonValue, path: string[]): JsonValue {
  let current = document;
  for (const key of path) {
    const next = memberOf(current, key);
    if (next === undefined) {
      throw unprocessable(`missing path: /${path.join('/')}`);
    }
    current = next;
  }
  return current;
}

function memberOf(value: JsonValue, key: string): JsonValue {
  if (Array.isArray(value)) return value[Number(key)];
  return isJsonObject(value) ? value[key] : undefined;
}

function edit(
  document: JsonValue,
  path: string[],
  value: JsonValue,
  how: 'add' | 'replace' | 'remove',
): JsonValue {
  if (path.length === 0) return value;
  const [key, ...rest] = path;
  if (Array.isArray(document)) {
    const copy = [...document];
    const index = key === '-' ? copy.length : Number(key);
    if (!Number.isInteger(index) || index < 0 || index > copy.length) {
      throw unprocessable(`invalid array index: ${key}`);
    }
    if (rest.length > 0) copy[index] = edit(copy[index], rest, value, how);
    else if (how === 'remove') copy.splice(index, 1);
    else copy.splice(index, how === 'add' ? 0 : 1, value);
    return copy;
  }
  if (!isJsonObject(document)) {
    throw unprocessable(`missing path: ${key}`);
  }
  const copy: JsonObject = { ...document };
  if (rest.length > 0) {
    if (!(key in copy)) throw unprocessable(`missing path: ${key}`);
    copy[key] = edit(copy[key], rest, value, how);
  } else if (how === 'remove') {
    delete copy[key];
  } else {
    copy[key] = value;
  }
  return copy;
}
