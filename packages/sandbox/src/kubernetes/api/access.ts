import { StatusError, forbidden } from './status-error';

/** One RBAC rule. `*` matches everything; no `namespaces` means all of them. */
export interface PolicyRule {
  apiGroups: readonly string[];
  /** `flinkdeployments`, `pods/log`, `services/proxy`. */
  resources: readonly string[];
  verbs: readonly string[];
  namespaces?: readonly string[];
}

/** A bearer token and what it may do. */
export interface ApiToken {
  token: string;
  /** Shown in 403 answers; defaults to `sandbox`. */
  user?: string;
  rules: readonly PolicyRule[];
}

/** May do everything. */
export const FULL_ACCESS: readonly PolicyRule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
];

/** May look at Flink and what belongs to it, as a portal's reading role does. */
export const READ_ACCESS: readonly PolicyRule[] = [
  {
    apiGroups: ['flink.apache.org', 'apps', 'batch', 'autoscaling'],
    resources: ['*'],
    verbs: ['get', 'list', 'watch'],
  },
  {
    apiGroups: ['networking.k8s.io', 'policy', 'metrics.k8s.io'],
    resources: ['*'],
    verbs: ['get', 'list', 'watch'],
  },
  {
    apiGroups: [''],
    resources: [
      'namespaces',
      'pods',
      'pods/log',
      'services',
      'events',
      'configmaps',
      'limitranges',
      'resourcequotas',
    ],
    verbs: ['get', 'list', 'watch'],
  },
  { apiGroups: [''], resources: ['services/proxy'], verbs: ['get'] },
];

/** What a request wants to do. */
export interface Attempt {
  verb: string;
  group: string;
  /** With its subresource: `pods/log`. */
  resource: string;
  namespace?: string;
  name?: string;
}

/** Whether the rules allow it. */
export function isAllowed(
  rules: readonly PolicyRule[],
  attempt: Attempt,
): boolean {
  const within = (list: readonly string[], value: string) =>
    list.includes('*') || list.includes(value);
  return rules.some(
    rule =>
      within(rule.apiGroups, attempt.group) &&
      within(rule.resources, attempt.resource) &&
      within(rule.verbs, attempt.verb) &&
      (!rule.namespaces || rule.namespaces.includes(attempt.namespace ?? '')),
  );
}

/**
 * Finds who sends a request.
 *
 * @throws StatusError 401 without a token, or with an unknown one.
 */
export function authenticate(
  tokens: readonly ApiToken[],
  authorization: string | undefined,
): ApiToken {
  const match = /^Bearer\s+(.+)$/i.exec(authorization ?? '');
  const token = tokens.find(candidate => candidate.token === match?.[1].trim());
  if (!token) throw new StatusError(401, 'Unauthorized', 'Unauthorized');
  return token;
}

/** @throws StatusError 403 */
export function authorize(token: ApiToken, attempt: Attempt): void {
  if (isAllowed(token.rules, attempt)) return;
  throw forbidden(
    { group: attempt.group, plural: attempt.resource },
    attempt.name,
    {
      user: token.user ?? 'sandbox',
      verb: attempt.verb,
      namespace: attempt.namespace,
    },
  );
}
