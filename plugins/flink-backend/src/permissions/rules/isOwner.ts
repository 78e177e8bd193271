import { createPermissionRule } from '@backstage/plugin-permission-node';
import { flinkApplicationResourceRef } from '@flink-portal/backstage-plugin-flink-node';
import { z } from 'zod';

/** Allow applications whose confirmed owner is one of the given entity refs. */
export const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description:
    'Allow applications whose confirmed owner is one of the given entity refs',
  resourceRef: flinkApplicationResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Entity refs of owners, such as the ownership refs of a user'),
  }),
  apply: (application, { claims }) =>
    application.owner !== undefined && claims.includes(application.owner),
  toQuery: ({ claims }) => ({ field: 'owner', values: claims }),
});
