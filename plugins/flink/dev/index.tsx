import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { flinkApiRef } from '@flink-portal/backstage-plugin-flink-react';
import flinkPlugin from '../src/alpha';
import { DevFlinkApi } from './DevFlinkApi';

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-id': 'orders' },
  },
  spec: { type: 'service', owner: 'payments', lifecycle: 'production' },
};

createDevApp({
  features: [
    catalogPlugin,
    flinkPlugin,
    createFrontendModule({
      pluginId: 'catalog',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: catalogApiRef,
              deps: {},
              factory: () => catalogApiMock({ entities: [component] }),
            }),
        }),
      ],
    }),
    createFrontendModule({
      pluginId: 'flink',
      extensions: [
        ApiBlueprint.make({
          params: defineParams =>
            defineParams({
              api: flinkApiRef,
              deps: {},
              factory: () => new DevFlinkApi(),
            }),
        }),
      ],
    }),
  ],
});
