import { IncomingMessage, ServerResponse } from 'node:http';
import { ApiToken, authorize } from '../api/access';
import { asList, listObjects, selectionOf } from '../api/list-objects';
import { patchObject } from '../api/patch-object';
import { Registry, WriteOptions } from '../api/registry';
import {
  asKubernetesObject,
  mediaType,
  parseRequestBody,
} from '../api/request-body';
import { RequestTarget, parseTarget } from '../api/request-target';
import { readScale, writeScale } from '../api/scale';
import {
  StatusError,
  badRequest,
  qualifiedName,
  pathNotFound,
} from '../api/status-error';
import { asTable, wantsTable } from '../api/table';
import { JsonObject, KubernetesObject, stringAt } from '../store/objects';
import { PodLogs, writePodLog } from './pod-log';
import { ServiceBackends, proxyToService } from './service-proxy';
import { streamWatch } from './watch';

/** What the resource endpoints need of the cluster. */
export interface ResourceServices {
  registry: Registry;
  backends: ServiceBackends;
  podLogs: PodLogs;
  nowMs: () => number;
  bookmarkIntervalMs: number;
  count: (what: string) => void;
}

/** An HTTP request, read. */
export interface ApiRequest {
  method: string;
  pathname: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  token: ApiToken;
}

const PROXY_VERBS: Record<string, string> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/**
 * Everything below `/api/v1` and `/apis/<group>/<version>`.
 *
 * @throws StatusError whatever the API server would answer.
 */
export function handleResource(
  services: ResourceServices,
  request: ApiRequest,
  response: ServerResponse,
): void {
  const target = parseTarget(request.pathname);
  const verb = verbOf(request, target);
  const { resource, subresource } = target;
  const path = subresource
    ? `${resource.plural}/${subresource}`
    : resource.plural;
  services.count(`${verb} ${path}`);
  authorize(request.token, {
    verb,
    group: resource.group,
    resource: path,
    namespace: target.namespace,
    name: target.name,
  });
  if (subresource === 'proxy') {
    const answer = proxyToService(
      services.registry,
      services.backends,
      target,
      {
        method: request.method,
        path: target.rest,
        query: request.query,
        body: request.body,
      },
    );
    send(response, answer.status, answer.body);
    return;
  }
  if (subresource === 'log') {
    const pod = services.registry.get(
      resource,
      target.namespace,
      target.name ?? '',
    );
    writePodLog(
      services.podLogs,
      { namespace: target.namespace ?? '', name: pod.metadata.name },
      request.query,
      response,
      services.nowMs,
    );
    return;
  }
  answerVerb(services, request, response, target, verb);
}

function answerVerb(
  services: ResourceServices,
  request: ApiRequest,
  response: ServerResponse,
  target: RequestTarget,
  verb: string,
): void {
  const { registry } = services;
  const { resource, namespace, name } = target;
  const table = wantsTable(request.headers.accept);
  const tableOptions = (metadata: JsonObject) => ({
    metadata,
    nowMs: services.nowMs(),
    includeObject: request.query.get('includeObject') ?? undefined,
  });
  const one = (status: number, object: KubernetesObject) =>
    send(
      response,
      status,
      table ? asTable(resource, [object], tableOptions({})) : object,
    );
  switch (verb) {
    case 'get':
      if (target.subresource === 'scale') {
        send(response, 200, readScale(registry, target));
      } else {
        one(200, registry.get(resource, namespace, name ?? ''));
      }
      return;
    case 'list': {
      const { items, metadata } = listObjects(registry, target, request.query);
      send(
        response,
        200,
        table
          ? asTable(resource, items, tableOptions(metadata))
          : asList(target, items, metadata),
      );
      return;
    }
    case 'watch':
      if (name) request.query.set('fieldSelector', `metadata.name=${name}`);
      streamWatch(registry, target, request.query, response, {
        bookmarkIntervalMs: services.bookmarkIntervalMs,
        present: object =>
          table ? asTable(resource, [object], tableOptions({})) : object,
      });
      return;
    case 'create': {
      const body = bodyOf(request, target);
      one(
        201,
        registry.create(
          resource,
          namespace,
          body,
          writeOptions(request, target),
        ),
      );
      return;
    }
    case 'update':
      if (target.subresource === 'scale') {
        send(
          response,
          200,
          writeScale(registry, target, request, writeOptions(request, target)),
        );
        return;
      }
      one(
        200,
        registry.replace(
          resource,
          namespace,
          name ?? '',
          bodyOf(request, target),
          writeOptions(request, target),
        ),
      );
      return;
    case 'patch': {
      if (target.subresource === 'scale') {
        send(
          response,
          200,
          writeScale(registry, target, request, writeOptions(request, target)),
        );
        return;
      }
      const { object, created } = patchObject(
        registry,
        resource,
        { namespace, name: name ?? '' },
        {
          contentType: mediaType(request.headers['content-type']),
          text: request.body,
          force: request.query.get('force') === 'true',
        },
        writeOptions(request, target),
      );
      one(created ? 201 : 200, object);
      return;
    }
    case 'delete':
      send(response, 200, remove(registry, target, request));
      return;
    default: {
      const selected = selectionOf(target, request.query);
      const doomed = registry.list(resource).filter(selected);
      for (const object of doomed) {
        registry.remove(
          resource,
          object.metadata.namespace,
          object.metadata.name,
          { dryRun: isDryRun(request) },
        );
      }
      send(
        response,
        200,
        asList(target, doomed, {
          resourceVersion: String(registry.store.resourceVersion),
        }),
      );
    }
  }
}

function verbOf(request: ApiRequest, target: RequestTarget): string {
  const { method, query } = request;
  if (target.subresource === 'proxy') return PROXY_VERBS[method] ?? 'get';
  const named = target.name !== undefined;
  const watching = ['true', '1'].includes(query.get('watch') ?? '');
  if (method === 'GET' || method === 'HEAD') {
    if (watching) return 'watch';
    return named ? 'get' : 'list';
  }
  if (method === 'POST' && !named) return 'create';
  if (method === 'PUT' && named) return 'update';
  if (method === 'PATCH' && named) return 'patch';
  if (method === 'DELETE' && !target.subresource) {
    return named ? 'delete' : 'deletecollection';
  }
  throw new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

function bodyOf(request: ApiRequest, target: RequestTarget): KubernetesObject {
  return asKubernetesObject(
    parseRequestBody(request.body, request.headers['content-type']),
    target.resource,
  );
}

function isDryRun(request: ApiRequest): boolean {
  const value = request.query.get('dryRun');
  if (value !== null && value !== '' && value !== 'All') {
    throw badRequest(
      `Invalid value: "dryRun": Unsupported value: "${value}": supported values: "All"`,
    );
  }
  return value === 'All';
}

function writeOptions(
  request: ApiRequest,
  target: RequestTarget,
): WriteOptions {
  const validation = request.query.get('fieldValidation');
  const agent = (request.headers['user-agent'] ?? 'unknown').split('/')[0];
  return {
    manager: request.query.get('fieldManager') ?? agent,
    dryRun: isDryRun(request),
    fieldValidation:
      validation === 'Strict' || validation === 'Ignore' ? validation : 'Warn',
    ...writableSubresource(target.subresource),
  };
}

function writableSubresource(
  subresource: string | undefined,
): Pick<WriteOptions, 'subresource'> {
  if (subresource === undefined) return {};
  if (subresource === 'status' || subresource === 'scale') {
    return { subresource };
  }
  throw pathNotFound();
}

function remove(
  registry: Registry,
  target: RequestTarget,
  request: ApiRequest,
): JsonObject {
  const body = request.body
    ? parseRequestBody(request.body, request.headers['content-type'])
    : {};
  const { object, gone } = registry.remove(
    target.resource,
    target.namespace,
    target.name ?? '',
    {
      dryRun: isDryRun(request) || Array.isArray(body.dryRun),
      preconditions: {
        uid: stringAt(body, 'preconditions', 'uid'),
        resourceVersion: stringAt(body, 'preconditions', 'resourceVersion'),
      },
    },
  );
  if (!gone) return object;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: object.metadata.name,
      ...(target.resource.group ? { group: target.resource.group } : {}),
      kind: qualifiedName(target.resource).split('.')[0],
      uid: object.metadata.uid,
    },
  };
}

/** Answers with JSON, or with the text itself. */
export function send(
  response: ServerResponse,
  status: number,
  body: unknown,
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type':
      typeof body === 'string' ? 'text/plain' : 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}
