import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import {
  FlinkClient,
  flinkApiRef,
} from '@flink-portal/backstage-plugin-flink-react';
import {
  entityContentRouteRef,
  flinkPageRouteRef,
  rootRouteRef,
} from './routes';

/**
 * The Flink plugin for apps of the old frontend system. Apps of the new one take `./alpha`.
 *
 * @public
 */
export const flinkPlugin = createPlugin({
  id: 'flink',
  apis: [
    createApiFactory({
      api: flinkApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new FlinkClient(deps),
    }),
  ],
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  externalRoutes: { flinkPage: flinkPageRouteRef },
});

/** The fleet page, for a route of its own (`/flink`). @public */
export const FlinkPage = flinkPlugin.provide(
  createRoutableExtension({
    name: 'FlinkPage',
    component: () => import('./legacy/FlinkPage').then(m => m.FlinkPage),
    mountPoint: rootRouteRef,
  }),
);

/** The health card, for an entity's overview. @public */
export const EntityFlinkHealthCard = flinkPlugin.provide(
  createComponentExtension({
    name: 'EntityFlinkHealthCard',
    component: {
      lazy: () => import('./card').then(m => m.EntityFlinkHealthCard),
    },
  }),
);

/** The tab, for an entity's page at the path `/flink`. @public */
export const EntityFlinkContent = flinkPlugin.provide(
  createRoutableExtension({
    name: 'EntityFlinkContent',
    component: () => import('./application').then(m => m.EntityFlinkContent),
    mountPoint: entityContentRouteRef,
  }),
);
