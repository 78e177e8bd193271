import { JsonObject, objectAt, stringAt } from '../store/objects';
import { ApiToken, isAllowed } from './access';
import { pathNotFound } from './status-error';

/** Every authenticated user may ask what they are allowed to do. */
export function reviewAccess(
  token: ApiToken,
  plural: string,
  body: JsonObject,
): JsonObject {
  const spec = objectAt(body, 'spec');
  if (plural === 'selfsubjectaccessreviews') {
    const asked = objectAt(spec, 'resourceAttributes');
    const subresource = stringAt(asked, 'subresource');
    const resource = stringAt(asked, 'resource') ?? '';
    const allowed = isAllowed(token.rules, {
      verb: stringAt(asked, 'verb') ?? '',
      group: stringAt(asked, 'group') ?? '',
      resource: subresource ? `${resource}/${subresource}` : resource,
      namespace: stringAt(asked, 'namespace') || undefined,
      name: stringAt(asked, 'name'),
    });
    return {
      kind: 'SelfSubjectAccessReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec,
      status: {
        allowed,
        ...(allowed ? { reason: 'RBAC: allowed by the token' } : {}),
      },
    };
  }
  if (plural === 'selfsubjectrulesreviews') {
    return {
      kind: 'SelfSubjectRulesReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec,
      status: {
        resourceRules: token.rules.map(rule => ({
          verbs: [...rule.verbs],
          apiGroups: [...rule.apiGroups],
          resources: [...rule.resources],
        })),
        nonResourceRules: [],
        incomplete: false,
      },
    };
  }
  throw pathNotFound();
}
