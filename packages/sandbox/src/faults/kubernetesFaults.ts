import type { IncomingMessage } from 'node:http';
import {
  conflict,
  forbidden,
  StatusError,
} from '../kubernetes/api/status-error';
import {
  parseTarget,
  type RequestTarget,
} from '../kubernetes/api/request-target';
import type { FaultKind } from './Fault';
import type { FarSide } from './FarSide';

const WEBHOOK = 'validationwebhook.flink.apache.org';
const NO_NAME = '';

function read(request: IncomingMessage) {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  return { url, target: targetOf(url.pathname) };
}

function targetOf(path: string): RequestTarget | undefined {
  try {
    return parseTarget(path);
  } catch {
    // Discovery and health have no resource, and no fault.
    return undefined;
  }
}

function statusOf(
  kind: FaultKind,
  method: string,
  { resource, namespace, name = NO_NAME }: RequestTarget,
): StatusError {
  switch (kind) {
    case 'throttle':
      return new StatusError(
        429,
        'TooManyRequests',
        'the server has received too many requests and has asked us to try again later',
        { retryAfterSeconds: 1 },
      );
    case 'serverError':
      return new StatusError(
        500,
        'InternalError',
        'Internal error occurred: etcdserver: leader changed',
      );
    case 'serverErrorAfterEffect':
      return new StatusError(
        504,
        'Timeout',
        'Timeout: request did not complete within requested timeout - context deadline exceeded',
      );
    case 'conflict':
      return conflict(resource, name);
    case 'webhookDown':
      return new StatusError(
        500,
        'InternalError',
        `Internal error occurred: failed calling webhook "${WEBHOOK}": failed to call webhook: Post "https://flink-operator-webhook-service.flink.svc:443/validate?timeout=10s": dial tcp 172.20.14.7:443: connect: connection refused`,
      );
    case 'webhookDenies':
      return new StatusError(
        403,
        'Forbidden',
        `admission webhook "${WEBHOOK}" denied the request: Job could not be upgraded with savepoint while config key[execution.checkpointing.savepoint-dir] is not set`,
      );
    default:
      return forbidden(resource, name || undefined, {
        user: 'system:serviceaccount:flink-portal:portal',
        verb: method === 'POST' ? 'create' : method.toLowerCase(),
        namespace,
      });
  }
}

/** Calls and errors as the Kubernetes API carries them. */
export const kubernetesFarSide: FarSide = {
  operationOf(request) {
    const { url, target } = read(request);
    if (!target) {
      return `${request.method} ${url.pathname}`;
    }
    const path = target.subresource
      ? `${target.resource.plural}/${target.subresource}`
      : target.resource.plural;
    const dryRun = url.searchParams.get('dryRun') ? '?dryRun=All' : '';
    return `${request.method} ${path}${dryRun}`;
  },
  changes: operation =>
    /^(POST|PUT|PATCH|DELETE) flink/.test(operation) &&
    !operation.includes('?dryRun'),
  subjectOf(request, body) {
    const { target } = read(request);
    return [target?.namespace, target?.name ?? referenced(body)]
      .filter(Boolean)
      .join('/');
  },
  answerOf(kind, request) {
    const { target } = read(request);
    const error = target
      ? statusOf(kind, request.method ?? 'GET', target)
      : new StatusError(500, 'InternalError', 'Internal error occurred');
    return {
      status: error.code,
      headers: {
        'content-type': 'application/json',
        ...(kind === 'throttle' ? { 'retry-after': '1' } : {}),
      },
      body: error.toStatus(),
    };
  },
};

/** A snapshot is about the job it refers to. */
function referenced(body: string): string | undefined {
  try {
    return JSON.parse(body).spec?.jobReference?.name;
  } catch {
    return undefined;
  }
}
