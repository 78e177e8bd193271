import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import type { PolicyQueryUser } from '@backstage/plugin-permission-node';
import {
  flinkActionPermissions,
  flinkApplicationApprovePermission,
  flinkApplicationCreatePermission,
  flinkApplicationReadPermission,
  flinkClaimReadPermission,
  flinkTemplateRunReadPermission,
} from '@flink-portal/backstage-plugin-flink-common';
import { FlinkPermissionPolicy } from './FlinkPermissionPolicy';

function person(...ownershipEntityRefs: string[]): PolicyQueryUser {
  const credentials = mockCredentials.user(ownershipEntityRefs[0]);
  return {
    credentials,
    info: { userEntityRef: ownershipEntityRefs[0], ownershipEntityRefs },
  };
}

const owner = person(
  'user:default/amara.okafor',
  'group:default/payments-data',
);
const platformOwner = person(
  'user:default/guest',
  'group:default/data-platform',
);
const decide = (permission: Permission, user?: PolicyQueryUser) =>
  new FlinkPermissionPolicy().handle({ permission }, user);

describe('FlinkPermissionPolicy', () => {
  it('lets everybody see applications', async () => {
    expect(await decide(flinkApplicationReadPermission, owner)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });

  it.each([
    ...Object.values(flinkActionPermissions),
    flinkApplicationApprovePermission,
  ])('lets owners do $name to what is theirs', async permission => {
    expect(await decide(permission, owner)).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'flink',
      resourceType: 'flink-application',
      conditions: {
        rule: 'IS_OWNER',
        params: {
          claims: ['user:default/amara.okafor', 'group:default/payments-data'],
        },
      },
    });
    expect(await decide(permission, platformOwner)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });

  it('gives nobody who is not signed in more than an owner of nothing', async () => {
    expect(await decide(flinkActionPermissions.stop)).toMatchObject({
      conditions: { params: { claims: [] } },
    });
  });

  it('lets platform owners alone create applications without a repository', async () => {
    expect((await decide(flinkApplicationCreatePermission, owner)).result).toBe(
      AuthorizeResult.DENY,
    );
    expect(
      (await decide(flinkApplicationCreatePermission, platformOwner)).result,
    ).toBe(AuthorizeResult.ALLOW);
  });

  it('shows how long templates take to platform owners', async () => {
    expect((await decide(flinkTemplateRunReadPermission, owner)).result).toBe(
      AuthorizeResult.DENY,
    );
    expect(
      (await decide(flinkTemplateRunReadPermission, platformOwner)).result,
    ).toBe(AuthorizeResult.ALLOW);
  });

  it('shows claims to platform owners', async () => {
    expect((await decide(flinkClaimReadPermission, owner)).result).toBe(
      AuthorizeResult.DENY,
    );
    expect((await decide(flinkClaimReadPermission, platformOwner)).result).toBe(
      AuthorizeResult.ALLOW,
    );
  });

  it('leaves what is not about Flink as it was', async () => {
    const permission = createPermission({
      name: 'catalog.entity.create',
      attributes: { action: 'create' },
    });
    expect((await decide(permission, owner)).result).toBe(
      AuthorizeResult.ALLOW,
    );
  });
});
