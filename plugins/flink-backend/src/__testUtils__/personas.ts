import type {
  BackstageCredentials,
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  flinkApplicationApprovePermission,
  flinkApplicationReadPermission,
  flinkActionPermissions,
} from '@flink-portal/backstage-plugin-flink-common';
import type { Knex } from 'knex';
import {
  createFlinkApplicationConditionalDecision,
  flinkApplicationConditions,
} from '../permissions/conditions';
import { flinkApplicationRules } from '../permissions/rules';
import { Inventory } from '../serve/Inventory';

/** Who signs in, with what they own. */
export const PERSONAS = {
  owner: ['user:default/olga', 'group:default/payments'],
  'other team': ['user:default/tom', 'group:default/search'],
  'platform owner': ['user:default/pia', 'group:default/platform'],
  nobody: ['user:default/nina'],
} as const;

export type PersonaName = keyof typeof PERSONAS;

function ownershipRefsOf(userEntityRef: string): string[] {
  const found = Object.values(PERSONAS).find(([ref]) => ref === userEntityRef);
  return found ? [...found] : [userEntityRef];
}

/** Who may not even see an application. */
export const BLIND = 'user:default/bill';

/** Tells what the personas own. */
export const personaInfo: UserInfoService = {
  async getUserInfo(credentials) {
    const { userEntityRef } = (
      credentials as BackstageCredentials<BackstageUserPrincipal>
    ).principal;
    return {
      userEntityRef,
      ownershipEntityRefs: ownershipRefsOf(userEntityRef),
    };
  },
};

/**
 * Platform owners may do everything; everybody sees applications; owners act on theirs. Whoever is neither is
 * denied, and so is what is not asked for an application.
 */
function decide(
  permission: Permission,
  ownershipRefs: string[],
): PolicyDecision {
  if (ownershipRefs.includes('group:default/platform')) {
    return { result: AuthorizeResult.ALLOW };
  }
  if (isPermission(permission, flinkApplicationReadPermission)) {
    return {
      result: ownershipRefs.includes(BLIND)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    };
  }
  const owned = [
    flinkApplicationApprovePermission,
    ...Object.values(flinkActionPermissions),
  ].find(each => isPermission(permission, each));
  return owned
    ? createFlinkApplicationConditionalDecision(
        owned,
        flinkApplicationConditions.isOwner({ claims: ownershipRefs }),
      )
    : { result: AuthorizeResult.DENY };
}

/** The permission framework with that policy: conditions are evaluated by the real rules on the real rows. */
export function personaPermissions(knex: Knex) {
  const inventory = new Inventory(knex);
  const isAllowed = createConditionAuthorizer(
    Object.values(flinkApplicationRules),
  );
  const refsOf = (credentials: BackstageCredentials) => {
    const { principal } = credentials;
    return typeof principal === 'object' &&
      principal !== null &&
      'userEntityRef' in principal
      ? ownershipRefsOf(String(principal.userEntityRef))
      : // As the framework does it: a service may do everything.
        ['group:default/platform'];
  };
  return mockServices.permissions.mock({
    authorize: async (requests, { credentials }) =>
      Promise.all(
        requests.map(async request => {
          const decision = decide(request.permission, refsOf(credentials));
          if (decision.result !== AuthorizeResult.CONDITIONAL) {
            return { result: decision.result };
          }
          const [resource] = request.resourceRef
            ? await inventory.readResources([request.resourceRef].flat())
            : [];
          return {
            result: isAllowed(decision, resource)
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
          };
        }),
      ),
    authorizeConditional: async (requests, { credentials }) =>
      requests.map(({ permission }) => decide(permission, refsOf(credentials))),
  });
}
