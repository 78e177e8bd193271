import { JsonObject, KubernetesObject } from '../store/objects';
import { Registry, collectionOf } from './registry';
import { RequestTarget } from './request-target';
import { apiVersionOf } from './resources';
import { Predicate, fieldPredicate, labelPredicate } from './selectors';
import { badRequest, expired } from './status-error';

/** Which objects a list or a watch is about. */
export function selectionOf(
  target: RequestTarget,
  query: URLSearchParams,
): Predicate {
  const byLabel = labelPredicate(query.get('labelSelector') ?? undefined);
  const byField = fieldPredicate(
    target.resource,
    query.get('fieldSelector') ?? undefined,
  );
  return object =>
    (!target.namespace || object.metadata.namespace === target.namespace) &&
    byLabel(object) &&
    byField(object);
}

interface ContinueToken {
  resourceVersion: number;
  start: number;
}

/**
 * LIST with selectors and paging. Later pages show the collection as it was at the first.
 *
 * @throws StatusError 400, and 410 when the history no longer reaches back to the first page.
 */
export function listObjects(
  registry: Registry,
  target: RequestTarget,
  query: URLSearchParams,
): { items: KubernetesObject[]; metadata: JsonObject } {
  const { store } = registry;
  const selected = selectionOf(target, query);
  const token = readToken(query.get('continue'));
  const resourceVersion = token?.resourceVersion ?? store.resourceVersion;
  if (!store.remembers(resourceVersion)) {
    throw expired(
      'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.',
    );
  }
  const collection = collectionOf(target.resource);
  const all = (
    token ? store.listAt(collection, resourceVersion) : store.list(collection)
  ).filter(selected);
  const start = token?.start ?? 0;
  const limit = limitOf(query) ?? all.length;
  const items = all.slice(start, start + limit);
  const left = all.length - start - items.length;
  return {
    items,
    metadata: {
      resourceVersion: String(resourceVersion),
      ...(left > 0
        ? {
            continue: writeToken({ resourceVersion, start: start + limit }),
            remainingItemCount: left,
          }
        : {}),
    },
  };
}

/** The `…List` object. */
export function asList(
  target: RequestTarget,
  items: KubernetesObject[],
  metadata: JsonObject,
): JsonObject {
  return {
    kind: `${target.resource.kind}List`,
    apiVersion: apiVersionOf(target.resource),
    metadata,
    items,
  };
}

function limitOf(query: URLSearchParams): number | undefined {
  const limit = Number(query.get('limit') ?? 0);
  if (!Number.isInteger(limit) || limit < 0) {
    throw badRequest(`limit "${query.get('limit')}" is not a whole number`);
  }
  return limit > 0 ? limit : undefined;
}

function writeToken(token: ContinueToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

function readToken(text: string | null): ContinueToken | undefined {
  if (!text) return undefined;
  try {
    const token: ContinueToken = JSON.parse(
      Buffer.from(text, 'base64url').toString(),
    );
    if (Number.isInteger(token.resourceVersion) && token.start >= 0) {
      return token;
    }
  } catch {
    // Falls through to the one message for every malformed token.
  }
  throw badRequest('continue key is not valid');
}
