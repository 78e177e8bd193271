import { createPermissionRule } from '@backstage/plugin-permission-node';
import { flinkApplicationResourceRef } from '@flink-portal/backstage-plugin-flink-node';
import { z } from 'zod';

/** Allow applications whose confirmed environment is one of the given ones. */
export const hasEnvironment = createPermissionRule({
  name: 'HAS_ENVIRONMENT',
  description:
    'Allow applications whose confirmed environment is one of the given ones',
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
