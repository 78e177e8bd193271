import { createPermissionRule } from '@backstage/plugin-permission-node';
import { flinkApplicationResourceRef } from '@flink-portal/backstage-plugin-flink-node';
import { z } from 'zod';

/** Allow applications of the given sources. */
export const inSource = createPermissionRule({
  name: 'IN_SOURCE',
  description: 'Allow applications of the given sources',
  resourceRef: flinkApplicationResourceRef,
  paramsSchema: z.object({
    sources: z
      .array(z.string())
      .describe('Ids of sources, for example managed:111122223333/us-east-1'),
  }),
  apply: (application, { sources }) => sources.includes(application.sourceId),
  toQuery: ({ sources }) => ({ field: 'sourceId', values: sources }),
});
