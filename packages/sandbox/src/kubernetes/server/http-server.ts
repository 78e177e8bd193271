import {
  IncomingMessage,
  RequestListener,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { AddressInfo } from 'node:net';
import { ApiToken, authenticate } from '../api/access';
import { reviewAccess } from '../api/access-review';
import {
  VERSION,
  coreVersions,
  groupList,
  oneGroup,
  resourceList,
} from '../api/discovery';
import { openApiIndex, openApiOf, openApiV2 } from '../api/openapi';
import { parseRequestBody } from '../api/request-body';
import { StatusError, pathNotFound } from '../api/status-error';
import { JsonObject } from '../store/objects';
import {
  ApiRequest,
  ResourceServices,
  handleResource,
  send,
} from './resource-requests';

const LARGEST_BODY_BYTES = 3 * 1024 * 1024;

/** A listener in front of one cluster. */
export interface ApiListener {
  port: number;
  close(): Promise<void>;
}

/** A key pair in PEM. */
export interface TlsMaterial {
  key: string;
  cert: string;
}

/** Starts to listen; with `tls` over HTTPS, which kubectl needs before it sends a token. */
export async function listen(
  services: ResourceServices,
  options: {
    port: number;
    host: string;
    tokens: readonly ApiToken[];
    tls?: TlsMaterial;
    /** What stands between the listener and its callers. */
    through?: (listener: RequestListener) => RequestListener;
  },
): Promise<ApiListener> {
  const own: RequestListener = (request, response) => {
    answer(services, options.tokens, request, response).catch(error => {
      sendError(response, error);
    });
  };
  const listener = options.through?.(own) ?? own;
  const server: Server = options.tls
    ? createTlsServer(options.tls, listener)
    : createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: portOf(server.address()),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') {
    throw new Error('The API server listens on no TCP port');
  }
  return address.port;
}

async function answer(
  services: ResourceServices,
  tokens: readonly ApiToken[],
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://sandbox');
  const open = openAnswer(url.pathname);
  if (open !== undefined) {
    send(response, 200, open);
    return;
  }
  const token = authenticate(tokens, incoming.headers.authorization);
  const request: ApiRequest = {
    method: incoming.method ?? 'GET',
    pathname: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: await readBody(incoming),
    token,
  };
  const fixed = describeServer(request, incoming.headers.host ?? '');
  if (fixed) {
    send(response, request.method === 'POST' ? 201 : 200, fixed);
    return;
  }
  handleResource(services, request, response);
}

function openAnswer(path: string): JsonObject | string | undefined {
  if (path === '/version') return VERSION;
  return ['/healthz', '/livez', '/readyz'].includes(path) ? 'ok' : undefined;
}

function describeServer(
  request: ApiRequest,
  host: string,
): JsonObject | undefined {
  const path = request.pathname.replace(/\/$/, '');
  const parts = path.split('/').slice(1);
  if (path === '/api') return coreVersions(host);
  if (path === '/apis') return groupList();
  if (path === '/openapi/v2') return openApiV2();
  if (path === '/openapi/v3') return openApiIndex();
  if (path.startsWith('/openapi/v3/')) {
    return openApiOf(path.slice('/openapi/v3/'.length));
  }
  if (path.startsWith('/apis/authorization.k8s.io/v1/')) {
    if (request.method !== 'POST') throw pathNotFound();
    return reviewAccess(
      request.token,
      parts[3],
      parseRequestBody(request.body, request.headers['content-type']),
    );
  }
  if (parts[0] === 'api' && parts.length === 2) {
    return resourceList('', parts[1]);
  }
  if (parts[0] === 'apis' && parts.length === 2) return oneGroup(parts[1]);
  if (parts[0] === 'apis' && parts.length === 3) {
    return resourceList(parts[1], parts[2]);
  }
  if (parts[0] !== 'api' && parts[0] !== 'apis') throw pathNotFound();
  return undefined;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LARGEST_BODY_BYTES) {
      throw new StatusError(
        413,
        'RequestEntityTooLarge',
        `Request entity too large: limit is ${LARGEST_BODY_BYTES}`,
      );
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sendError(response: ServerResponse, error: unknown): void {
  const status =
    error instanceof StatusError
      ? error
      : new StatusError(
          500,
          'InternalError',
          `Internal error occurred: ${
            error instanceof Error ? error.message : String(error)
          }`,
        );
  if (response.headersSent) {
    response.end();
    return;
  }
  send(response, status.code, status.toStatus());
}
