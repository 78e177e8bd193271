import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { flinkPageRouteRef } from './routeRefs';

/** The path of the tab below an entity's page. */
export const ENTITY_TAB_PATH = '/flink';

/** What is needed to link to an application. */
export interface Linkable {
  readonly id: string;
  readonly entityRefs: readonly string[];
}

/** Where an application is shown without an entity around it, if the app has the fleet page. */
export function useApplicationPageHref(): (id: string) => string | undefined {
  const pageRoute = useRouteRef(flinkPageRouteRef);
  return id =>
    pageRoute && `${pageRoute()}/applications/${encodeURIComponent(id)}`;
}

/** Where an application is shown: on its entity's tab, or on a page of its own when it has none. */
export function useApplicationHref(): (
  application: Linkable,
) => string | undefined {
  const entityRoute = useRouteRef(entityRouteRef);
  const pageHref = useApplicationPageHref();
  return ({ id, entityRefs }) => {
    if (entityRefs.length === 0 || !entityRoute) {
      return pageHref(id);
    }
    const tab = `${entityRoute(
      entityRouteParams(entityRefs[0]),
    )}${ENTITY_TAB_PATH}`;
    return `${tab}?application=${encodeURIComponent(id)}`;
  };
}
