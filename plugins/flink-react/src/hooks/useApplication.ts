import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useFlinkData, type FlinkData } from './useFlinkData';

/** One application with findings, operations and snapshots; `undefined` asks nothing. @public */
export function useApplication(
  id: string | undefined,
): FlinkData<flinkApi.ApplicationDetail> {
  return useFlinkData(
    id === undefined ? undefined : `application ${id}`,
    api => api.getApplication(id!),
    { keepPrevious: false },
  );
}
