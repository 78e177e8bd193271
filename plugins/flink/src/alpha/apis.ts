import {
  ApiBlueprint,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  FlinkClient,
  flinkApiRef,
} from '@flink-portal/backstage-plugin-flink-react';

export const flinkApiExtension = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: flinkApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new FlinkClient(deps),
    }),
});
