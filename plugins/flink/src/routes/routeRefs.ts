import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The fleet page. @public */
export const rootRouteRef = createRouteRef({ id: 'flink' });

/** The tab on an entity's page. @public */
export const entityContentRouteRef = createRouteRef({ id: 'flink:entity' });

/**
 * The fleet page as cards and tabs link to it. Optional, so that an app may show them without the
 * page.
 *
 * @public
 */
export const flinkPageRouteRef = createExternalRouteRef({
  id: 'flink-page',
  optional: true,
  defaultTarget: 'flink.root',
});
