import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import type { FleetQuery } from '../api';
import { useFlinkData, type FlinkData } from './useFlinkData';

/**
 * One page of the fleet; `undefined` asks nothing. The last page stays while the next is asked
 * (`isPrevious`).
 *
 * @public
 */
export function useFleet(
  query: FleetQuery | undefined,
): FlinkData<flinkApi.ApplicationPage> {
  return useFlinkData(
    query && `fleet ${JSON.stringify(query)}`,
    api => api.listApplications(query!),
    { keepPrevious: true },
  );
}
