import { createServer, type IncomingMessage, type ServerResponse } from 'http';
import type { AddressInfo } from 'net';

type Json = Record<string, unknown>;

/** One request that came in. */
export interface SeenRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

/**
 * Stands for the portal's `/api/kubernetes` with one cluster behind it: lists, watches that a test feeds,
 * and whatever else a test puts under a path.
 */
export class PortalDouble {
  readonly requests: SeenRequest[] = [];
  /** Objects by plural. A plural that is not here is a CRD that is not installed. */
  readonly objects = new Map<string, Json[]>();
  /** Answers by path, before anything else. */
  readonly answers = new Map<string, { status: number; body: unknown }>();
  /** Plurals whose lists never answer. */
  readonly silent = new Set<string>();
  /** Answers 403 to watches, as RBAC without the verb does. */
  refuseWatches = false;
  clusters: Json[] = [{ name: 'eks-prod', authProvider: 'aws' }];
  resourceVersion = 1000;
  readonly #watches: Array<{ plural: string; response: ServerResponse }> = [];
  readonly #server = createServer((request, response) =>
    this.#handle(request, response),
  );

  async start(): Promise<string> {
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/api/kubernetes`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  /** How many watches of a plural are open. */
  watching(plural: string): number {
    return this.#open(plural).length;
  }

  /** How often a plural was listed. */
  lists(plural: string): number {
    return this.requests.filter(
      ({ path, query }) =>
        path.endsWith(`/${plural}`) && query.get('watch') === null,
    ).length;
  }

  /** Sends a line to the watches of a plural. */
  push(plural: string, type: string, object: unknown): void {
    for (const { response } of this.#open(plural)) {
      response.write(`${JSON.stringify({ type, object })}\n`);
    }
  }

  /** Ends watches as the API server does after `timeoutSeconds`. */
  endWatches(plural?: string): void {
    for (const { response } of this.#open(plural)) response.end();
  }

  /** Cuts the connections of watches. */
  dropWatches(plural: string): void {
    for (const { response } of this.#open(plural)) response.destroy();
  }

  #open(plural?: string) {
    return this.#watches.filter(
      watch =>
        (plural === undefined || watch.plural === plural) &&
        !watch.response.closed &&
        !watch.response.writableEnded,
    );
  }

  #handle(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://portal');
    const path = decodeURIComponent(
      url.pathname.replace('/api/kubernetes', ''),
    );
    this.requests.push({
      path,
      query: url.searchParams,
      headers: request.headers,
    });
    const send = (status: number, body: unknown) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    const plural = path.split('/').pop() ?? '';
    const answer = this.answers.get(path);
    if (answer) {
      send(answer.status, answer.body);
    } else if (path === '/clusters') {
      send(200, { items: this.clusters });
    } else if (this.silent.has(plural)) {
      // Never answers.
    } else if (!this.objects.has(plural)) {
      send(404, '404 page not found\n');
    } else if (url.searchParams.get('watch') === 'true') {
      if (this.refuseWatches) {
        send(403, { kind: 'Status', message: 'cannot watch' });
        return;
      }
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.flushHeaders();
      this.#watches.push({ plural, response });
    } else {
      this.#list(plural, url.searchParams, send);
    }
  }

  #list(
    plural: string,
    query: URLSearchParams,
    send: (status: number, body: unknown) => void,
  ): void {
    const all = this.objects.get(plural) ?? [];
    const from = Number(query.get('continue') ?? 0);
    const to = from + Number(query.get('limit'));
    send(200, {
      metadata: {
        resourceVersion: String(this.resourceVersion),
        ...(to < all.length ? { continue: String(to) } : {}),
      },
      items: all.slice(from, to),
    });
  }
}
