import { createPermissionRule } from '@backstage/plugin-permission-node';
import { flinkApplicationResourceRef } from '@flink-portal/backstage-plugin-flink-node';
import { z } from 'zod';

/** Allow applications of the given environments. */
export const hasEnvironment = createPermissionRule({
  name: 'HAS_ENVIRONMENT',
  description: 'Allow applications of the given environments',
  resourceRef: flinkApplicationResourceRef,
  paramsSchema: z.object({
    environments: z.array(z.string()).describe('Names of environments'),
  }),
  apply: (application, { environments }) =>
    application.environment !== undefined &&
    environments.includes(application.environment),
  toQuery: ({ environments }) => ({
    field: 'environment',
    values: environments,
  }),
});
