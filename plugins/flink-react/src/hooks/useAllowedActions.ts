import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useFlinkData, type FlinkData } from './useFlinkData';

/** While an action is in flight the menu and the banner wait for its end. */
const IN_FLIGHT_POLL_MS = 10_000;
const POLL_MS = 60_000;

/** What one may do to an application now, who claims it, and what is in flight; `undefined` asks nothing. @public */
export function useAllowedActions(
  id: string | undefined,
): FlinkData<flinkApi.AllowedActions> {
  return useFlinkData(
    id === undefined ? undefined : `allowed actions ${id}`,
    api => api.getAllowedActions(id!),
    {
      keepPrevious: false,
      pollMs: ({ inFlight }) => (inFlight ? IN_FLIGHT_POLL_MS : POLL_MS),
    },
  );
}
