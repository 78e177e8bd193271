import { ServerResponse } from 'node:http';
import { Registry, collectionOf } from '../api/registry';
import { RequestTarget } from '../api/request-target';
import { apiVersionOf } from '../api/resources';
import { selectionOf } from '../api/list-objects';
import { StatusError, badRequest, expired } from '../api/status-error';
import { JsonObject, KubernetesObject } from '../store/objects';
import { StoreEvent } from '../store/object-store';

/** Turns an object into what the client asked for: itself, or a Table. */
export type Presentation = (object: KubernetesObject) => JsonObject;

/**
 * Streams a WATCH until its `timeoutSeconds`, or until the client goes.
 *
 * Without a resourceVersion, or with 0, it starts with the present objects. A version older than
 * the history answers one ERROR event with a 410 Status.
 */
export function streamWatch(
  registry: Registry,
  target: RequestTarget,
  query: URLSearchParams,
  response: ServerResponse,
  options: { present: Presentation; bookmarkIntervalMs: number },
): void {
  const { store } = registry;
  const selected = selectionOf(target, query);
  const collection = collectionOf(target.resource);
  const from = startVersion(query);
  const timeoutSeconds = Number(query.get('timeoutSeconds') ?? 1800) || 1800;
  const bookmarks = query.get('allowWatchBookmarks') === 'true';

  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache, private',
  });
  response.flushHeaders();
  const send = (type: string, object: JsonObject) =>
    response.write(`${JSON.stringify({ type, object })}\n`);
  const bookmark = (annotations?: JsonObject) =>
    send('BOOKMARK', {
      kind: target.resource.kind,
      apiVersion: apiVersionOf(target.resource),
      metadata: {
        resourceVersion: String(store.resourceVersion),
        creationTimestamp: null,
        ...(annotations ? { annotations } : {}),
      },
    });
  const deliver = (event: StoreEvent) => {
    if (event.collection !== collection) return;
    const now = selected(event.object) && event.type !== 'DELETED';
    const before = event.previous !== undefined && selected(event.previous);
    if (now) send(before ? 'MODIFIED' : 'ADDED', options.present(event.object));
    else if (before) send('DELETED', options.present(event.object));
  };

  if (from > 0 && !store.remembers(from)) {
    send('ERROR', tooOld(from, store.resourceVersion).toStatus());
    response.end();
    return;
  }
  const initial = query.get('sendInitialEvents');
  if (initial === 'true' || (from === 0 && initial !== 'false')) {
    store
      .list(collection)
      .filter(selected)
      .forEach(object => send('ADDED', options.present(object)));
    if (initial === 'true' && bookmarks) {
      bookmark({ 'k8s.io/initial-events-end': 'true' });
    }
  } else if (from > 0) {
    store.since(collection, from).forEach(deliver);
  }

  const unsubscribe = store.subscribe(deliver);
  const beat = bookmarks
    ? setInterval(() => bookmark(), options.bookmarkIntervalMs)
    : undefined;
  const end = setTimeout(() => {
    if (bookmarks) bookmark();
    response.end();
  }, timeoutSeconds * 1000);
  response.on('close', () => {
    unsubscribe();
    clearInterval(beat);
    clearTimeout(end);
  });
}

function startVersion(query: URLSearchParams): number {
  const text = query.get('resourceVersion') ?? '';
  if (text === '') return 0;
  const version = Number(text);
  if (!Number.isInteger(version) || version < 0) {
    throw badRequest(`Invalid value: "${text}": invalid resourceVersion`);
  }
  return version;
}

function tooOld(from: number, current: number): StatusError {
  return expired(`too old resource version: ${from} (${current})`);
}
