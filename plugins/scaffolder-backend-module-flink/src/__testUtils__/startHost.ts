import type { DiscoveryService } from '@backstage/backend-plugin-api';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface ArrivedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What to answer; a body that is no text is sent as JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** A real HTTP server that answers as a test says. */
export interface Host {
  readonly url: string;
  readonly requests: ArrivedRequest[];
  /** Gives every plugin's address as `<url>/api/<plugin>`. */
  readonly discovery: DiscoveryService;
  close(): Promise<void>;
}

/** Starts one on a free port of this machine. */
export async function startHost(
  respond: (request: ArrivedRequest) => Answer | Promise<Answer>,
): Promise<Host> {
  const requests: ArrivedRequest[] = [];
  const listener: RequestListener = async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk);
    }
    const request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    requests.push(request);
    const { status, body } = await respond(request);
    outgoing.writeHead(status, { 'Content-Type': 'application/json' });
    outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const server = createServer(listener);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const getBaseUrl = async (pluginId: string) => `${url}/api/${pluginId}`;
  return {
    url,
    requests,
    discovery: { getBaseUrl, getExternalBaseUrl: getBaseUrl },
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close(error => (error ? reject(error) : resolve()));
      }),
  };
}
