import {
  AuthorizeResult,
  isPermission,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  createFlinkApplicationConditionalDecision,
  flinkApplicationConditions,
} from '@flink-portal/backstage-plugin-flink-backend/alpha';
import {
  flinkApplicationCreatePermission,
  flinkApplicationReadPermission,
  flinkClaimReadPermission,
  flinkSourceReadPermission,
  flinkTemplateRunReadPermission,
  RESOURCE_TYPE_FLINK_APPLICATION,
} from '@flink-portal/backstage-plugin-flink-common';

/** Who operates Flink for everybody. */
const PLATFORM_OWNERS = 'group:default/data-platform';

/**
 * An example to copy. Everybody sees every application. The owner of an application may do everything to it
 * that its configuration lets them (`flink.lifecycle`: reasons, a second person). Platform owners may do
 * everything to all of them, create new ones without a repository, approve what others asked for, see which
 * entities claim applications that do not confirm it, and how long templates take. What is not about Flink stays allowed to everybody who is signed in.
 */
export class FlinkPermissionPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const refs = user?.info.ownershipEntityRefs ?? [];
    if (
      isPermission(permission, flinkApplicationReadPermission) ||
      isPermission(permission, flinkSourceReadPermission)
    ) {
      return { result: AuthorizeResult.ALLOW };
    }
    if (
      isPermission(permission, flinkClaimReadPermission) ||
      isPermission(permission, flinkTemplateRunReadPermission) ||
      isPermission(permission, flinkApplicationCreatePermission)
    ) {
      return {
        result: refs.includes(PLATFORM_OWNERS)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      };
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_FLINK_APPLICATION)) {
      if (refs.includes(PLATFORM_OWNERS)) {
        return { result: AuthorizeResult.ALLOW };
      }
      // Nobody approves without being asked to: an owner may, for an application that confirms them.
      return createFlinkApplicationConditionalDecision(
        permission,
        flinkApplicationConditions.isOwner({ claims: refs }),
      );
    }
    return { result: AuthorizeResult.ALLOW };
  }
}
