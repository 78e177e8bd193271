import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useFlinkData, type FlinkData } from './useFlinkData';

/** Time in each verdict over the last 24 hours, 7 and 30 days. @public */
export function useApplicationAvailability(
  id: string,
): FlinkData<flinkApi.Availability> {
  return useFlinkData(
    `availability ${id}`,
    api => api.getApplicationAvailability(id),
    { keepPrevious: false },
  );
}
