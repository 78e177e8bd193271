import { JsonObject } from '../store/objects';
import { Resource, allResources } from './resources';
import { pathNotFound } from './status-error';

const VERBS = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

/** What the sandbox says it is. */
export const VERSION: JsonObject = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.0-flink-sandbox',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '2026-01-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'sandbox/any',
};

/** `GET /api` */
export function coreVersions(serverAddress: string): JsonObject {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }],
  };
}

function groupVersions(): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { group, version } of [
    ...allResources(),
    { group: 'authorization.k8s.io', version: 'v1' },
  ]) {
    const versions = groups.get(group) ?? [];
    if (!versions.includes(version)) versions.push(version);
    groups.set(group, versions);
  }
  return groups;
}

function groupEntry(name: string, versions: string[]): JsonObject {
  const entries = versions.map(version => ({
    groupVersion: `${name}/${version}`,
    version,
  }));
  return {
    name,
    versions: entries,
    preferredVersion: entries[entries.length - 1],
  };
}

/** `GET /apis` */
export function groupList(): JsonObject {
  return {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: [...groupVersions()]
      .filter(([name]) => name !== '')
      .map(([name, versions]) => groupEntry(name, versions)),
  };
}

/**
 * `GET /apis/<group>`
 *
 * @throws StatusError 404
 */
export function oneGroup(name: string): JsonObject {
  const versions = groupVersions().get(name);
  if (!versions || name === '') throw pathNotFound();
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(name, versions) };
}

function entriesOf(resource: Resource): JsonObject[] {
  const main: JsonObject = {
    name: resource.plural,
    singularName: resource.singular,
    namespaced: resource.namespaced,
    kind: resource.kind,
    verbs: [...VERBS],
    shortNames: [...resource.shortNames],
    ...(resource.categories.length > 0
      ? { categories: [...resource.categories] }
      : {}),
  };
  return [
    main,
    ...resource.subresources.map(subresource => ({
      name: `${resource.plural}/${subresource}`,
      singularName: '',
      namespaced: resource.namespaced,
      ...subresourceKind(resource, subresource),
    })),
  ];
}

function subresourceKind(resource: Resource, subresource: string): JsonObject {
  switch (subresource) {
    case 'scale':
      return {
        group: 'autoscaling',
        version: 'v1',
        kind: 'Scale',
        verbs: ['get', 'patch', 'update'],
      };
    case 'log':
      return { kind: 'Pod', verbs: ['get'] };
    case 'proxy':
      return {
        kind: 'ServiceProxyOptions',
        verbs: ['create', 'delete', 'get', 'patch', 'update'],
      };
    default:
      return { kind: resource.kind, verbs: ['get', 'patch', 'update'] };
  }
}

/**
 * `GET /api/v1`, `GET /apis/<group>/<version>`
 *
 * @throws StatusError 404
 */
export function resourceList(group: string, version: string): JsonObject {
  const groupVersion = group ? `${group}/${version}` : version;
  const head = { kind: 'APIResourceList', apiVersion: 'v1', groupVersion };
  if (groupVersion === 'authorization.k8s.io/v1') {
    return {
      ...head,
      resources: ['SelfSubjectAccessReview', 'SelfSubjectRulesReview'].map(
        kind => ({
          name: `${kind.toLowerCase()}s`,
          singularName: kind.toLowerCase(),
          namespaced: false,
          kind,
          verbs: ['create'],
        }),
      ),
    };
  }
  const found = allResources().filter(
    resource => resource.group === group && resource.version === version,
  );
  if (found.length === 0) throw pathNotFound();
  return { ...head, resources: found.flatMap(entriesOf) };
}
