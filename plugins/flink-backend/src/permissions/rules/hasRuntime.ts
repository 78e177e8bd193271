import { createPermissionRule } from '@backstage/plugin-permission-node';
import { flinkApplicationResourceRef } from '@flink-portal/backstage-plugin-flink-node';
import { z } from 'zod';

/** Allow applications on the given runtimes. */
export const hasRuntime = createPermissionRule({
  name: 'HAS_RUNTIME',
  description: 'Allow applications on the given runtimes',
  resourceRef: flinkApplicationResourceRef,
  paramsSchema: z.object({
    runtimes: z.array(z.string()).describe('managed, kubernetes or standalone'),
  }),
  apply: (application, { runtimes }) => runtimes.includes(application.runtime),
  toQuery: ({ runtimes }) => ({ field: 'runtime', values: runtimes }),
});
