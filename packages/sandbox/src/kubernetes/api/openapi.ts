import { JsonObject } from '../store/objects';
import { Resource, allResources, apiVersionOf } from './resources';
import { pathNotFound } from './status-error';

const INFO = { title: 'Kubernetes', version: 'v1.32.0-flink-sandbox' };

function groupPath(resource: Resource): string {
  return resource.group
    ? `apis/${resource.group}/${resource.version}`
    : `api/${resource.version}`;
}

/** `GET /openapi/v3` */
export function openApiIndex(): JsonObject {
  const paths: JsonObject = {};
  for (const resource of allResources()) {
    const path = groupPath(resource);
    paths[path] = { serverRelativeURL: `/openapi/v3/${path}?hash=SANDBOX` };
  }
  return { paths };
}

function schemaName(resource: Resource): string {
  const reversed = resource.group
    ? resource.group.split('.').reverse().join('.')
    : 'io.k8s.api.core';
  return `${reversed}.${resource.version}.${resource.kind}`;
}

function kindOf(resource: Resource): JsonObject {
  return {
    group: resource.group,
    version: resource.version,
    kind: resource.kind,
  };
}

function schemaOf(resource: Resource): JsonObject {
  // Built-in kinds are kept as written; only the operator's CRDs bring a schema.
  const schema: JsonObject = resource.custom?.schema ?? {
    type: 'object',
    'x-kubernetes-preserve-unknown-fields': true,
  };
  return { ...schema, 'x-kubernetes-group-version-kind': [kindOf(resource)] };
}

function query(name: string, description: string): JsonObject {
  return {
    name,
    in: 'query',
    description,
    schema: { type: 'string', uniqueItems: true },
  };
}

function pathItems(resource: Resource, version: 2 | 3): JsonObject {
  const base = `/${groupPath(resource)}${
    resource.namespaced ? '/namespaces/{namespace}' : ''
  }/${resource.plural}`;
  const write = (action: string): JsonObject => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kindOf(resource),
    parameters: [
      query('dryRun', 'All: nothing is persisted'),
      query('fieldManager', 'who writes'),
      query('fieldValidation', 'Ignore, Warn or Strict'),
    ].map(parameter =>
      version === 3
        ? parameter
        : { ...parameter, schema: undefined, type: 'string' },
    ),
    responses: { '200': { description: 'OK' } },
  });
  const read = (action: string): JsonObject => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kindOf(resource),
    responses: { '200': { description: 'OK' } },
  });
  return {
    [base]: { get: read('list'), post: write('post') },
    [`${base}/{name}`]: {
      get: read('get'),
      put: write('put'),
      patch: write('patch'),
      delete: read('delete'),
    },
  };
}

/**
 * `GET /openapi/v3/<group path>`
 *
 * @throws StatusError 404
 */
export function openApiOf(path: string): JsonObject {
  const found = allResources().filter(resource => groupPath(resource) === path);
  if (found.length === 0) throw pathNotFound();
  return {
    openapi: '3.0.0',
    info: INFO,
    paths: Object.assign({}, ...found.map(item => pathItems(item, 3))),
    components: {
      schemas: Object.fromEntries(
        found.map(item => [schemaName(item), schemaOf(item)]),
      ),
    },
  };
}

/** `GET /openapi/v2`, JSON only. */
export function openApiV2(): JsonObject {
  return {
    swagger: '2.0',
    info: INFO,
    paths: Object.assign({}, ...allResources().map(item => pathItems(item, 2))),
    definitions: Object.fromEntries(
      allResources().map(item => [
        `${schemaName(item)}`,
        { ...schemaOf(item), description: apiVersionOf(item) },
      ]),
    ),
  };
}
