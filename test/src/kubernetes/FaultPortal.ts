import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to the next write. */
export type Fault =
  /** Turned away before it takes effect. */
  | '429'
  | 'webhook-down'
  | 'webhook-denies'
  | 'forbidden'
  | 'stale'
  /** Fails before it takes effect, and nobody can tell. */
  | '503-before'
  | 'drop-before'
  /** Takes effect, and the answer does not come. */
  | '500-after'
  | 'drop-after'
  | 'garbage-after';

const status = (code: number, reason: string, message: string) => ({
  code,
  body: { kind: 'Status', status: 'Failure', code, reason, message },
});

const REFUSALS: Readonly<Partial<Record<Fault, ReturnType<typeof status>>>> = {
  '429': status(429, 'TooManyRequests', 'too many requests'),
  'webhook-down': status(
    500,
    'InternalError',
    'Internal error occurred: failed calling webhook "validationwebhook.flink.apache.org": connection refused',
  ),
  'webhook-denies': status(
    403,
    'Forbidden',
    'admission webhook "validationwebhook.flink.apache.org" denied the request: Job parallelism must be larger than 0',
  ),
  forbidden: status(403, 'Forbidden', 'User "portal" cannot patch resource'),
  stale: status(409, 'Conflict', 'the object has been modified'),
  '503-before': status(503, 'ServiceUnavailable', 'apiserver not ready'),
};

/** Stands for the portal's Kubernetes backend in front of one API server; writes can be made to go wrong. */
export class FaultPortal {
  /** Faults of the next writes, in order; dry runs are spared unless `dryRuns` is set. */
  readonly faults: Fault[] = [];
  dryRuns = false;
  /** Done just before a write is passed on. */
  beforeWrite?: () => Promise<void>;
  /** Writes that reached the API server, without dry runs. */
  readonly writes: Array<{ method: string; path: string; body: string }> = [];
  readonly #server: Server = createServer((request, response) => {
    this.#handle(request, response).catch(() => response.destroy());
  });

  constructor(
    private readonly apiUrl: () => string,
    private readonly cluster: string,
  ) {}

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

  async #handle(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const path = (request.url ?? '').replace('/api/kubernetes', '');
    const send = (code: number, body: string) => {
      response.writeHead(code, { 'Content-Type': 'application/json' });
      response.end(body);
    };
    if (path === '/clusters') {
      send(
        200,
        JSON.stringify({
          items: [{ name: this.cluster, authProvider: 'aws' }],
        }),
      );
      return;
    }
    const body = await textOf(request);
    const method = request.method ?? 'GET';
    const dry = path.includes('dryRun=All');
    const isWrite = method !== 'GET';
    const fault =
      isWrite && (!dry || this.dryRuns) ? this.faults.shift() : undefined;
    if (isWrite && !dry) {
      const before = this.beforeWrite;
      this.beforeWrite = undefined;
      await before?.();
    }
    const refusal = fault && REFUSALS[fault];
    if (refusal) {
      send(refusal.code, JSON.stringify(refusal.body));
      return;
    }
    if (fault === 'drop-before') {
      response.destroy();
      return;
    }
    const answer = await fetch(
      `${this.apiUrl()}${path.replace('/proxy', '')}`,
      {
        method,
        headers: {
          Authorization: 'Bearer admin',
          ...(request.headers['content-type']
            ? { 'Content-Type': request.headers['content-type'] }
            : {}),
        },
        ...(isWrite ? { body } : {}),
      },
    );
    if (isWrite && !dry) this.writes.push({ method, path, body });
    const text = await answer.text();
    switch (fault) {
      case 'drop-after':
        response.destroy();
        return;
      case '500-after':
        send(
          500,
          JSON.stringify(
            status(500, 'InternalError', 'etcdserver: request timed out').body,
          ),
        );
        return;
      case 'garbage-after':
        send(200, '<html>');
        return;
      default:
        send(answer.status, text);
    }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}
