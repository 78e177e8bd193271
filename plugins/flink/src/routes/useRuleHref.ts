import { useRouteRef } from '@backstage/core-plugin-api';
import { flinkPageRouteRef } from './routeRefs';

/** Where it stands what a health rule means, if the app has the Flink page. */
export function useRuleHref(): (ruleId: string) => string | undefined {
  const pageRoute = useRouteRef(flinkPageRouteRef);
  return ruleId =>
    pageRoute && `${pageRoute()}/rules/${encodeURIComponent(ruleId)}`;
}
