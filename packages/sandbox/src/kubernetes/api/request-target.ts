import { Resource, findResource } from './resources';
import { pathNotFound } from './status-error';

/** Where a resource request points. */
export interface RequestTarget {
  resource: Resource;
  namespace?: string;
  name?: string;
  subresource?: string;
  /** What follows `…/proxy/`, with its leading slash. */
  rest: string;
}

/**
 * Reads `/api/v1/...` and `/apis/<group>/<version>/...`.
 *
 * @throws StatusError 404 for a kind that is not served.
 */
export function parseTarget(pathname: string): RequestTarget {
  const parts = pathname.split('/').slice(1);
  const core = parts[0] === 'api';
  const [group, version, ...path] = core
    ? ['', ...parts.slice(1)]
    : parts.slice(1);
  const scoped = path[0] === 'namespaces' && path.length > 2;
  const namespaceItself = scoped && ['status', 'finalize'].includes(path[2]);
  const namespace =
    scoped && !namespaceItself ? decodeURIComponent(path[1]) : undefined;
  const [plural, name, subresource, ...rest] = namespace ? path.slice(2) : path;
  const resource = findResource(group, version, plural ?? '');
  if (!resource) throw pathNotFound();
  if (subresource && !resource.subresources.includes(subresource)) {
    throw pathNotFound();
  }
  return {
    resource,
    namespace,
    name: name ? decodeURIComponent(name) : undefined,
    subresource: subresource || undefined,
    rest: `/${rest.join('/')}`,
  };
}
