import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { FlinkIcon } from '../FlinkIcon';
import {
  entityContentRouteRef,
  flinkPageRouteRef,
  rootRouteRef,
} from '../routes';
import { flinkApiExtension } from './apis';
import { flinkEntityContent, flinkHealthCard } from './entityExtensions';
import { flinkPage } from './pages';

/**
 * The Flink plugin: API, fleet page, health card and entity tab.
 *
 * @alpha
 */
export const flinkAlphaPlugin = createFrontendPlugin({
  pluginId: 'flink',
  title: 'Flink',
  icon: <FlinkIcon fontSize="inherit" />,
  info: { packageJson: () => import('../../package.json') },
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  externalRoutes: { flinkPage: flinkPageRouteRef },
  extensions: [
    flinkApiExtension,
    flinkPage,
    flinkHealthCard,
    flinkEntityContent,
  ],
});
