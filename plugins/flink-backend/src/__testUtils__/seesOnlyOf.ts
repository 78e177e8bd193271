import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';

/** Permissions of somebody who sees the applications of one owner and no other. */
export function seesOnlyOf(owner: string) {
  return mockServices.permissions.mock({
    authorizeConditional: async requests =>
      requests.map(() => ({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'flink',
        resourceType: 'flink-application',
        conditions: {
          rule: 'IS_OWNER',
          resourceType: 'flink-application',
          params: { claims: [owner] },
        },
      })),
  });
}
