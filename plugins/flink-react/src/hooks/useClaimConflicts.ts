import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useFlinkData, type FlinkData } from './useFlinkData';

/** Applications that entities claim without being confirmed, or that several claim. @public */
export function useClaimConflicts(): FlinkData<flinkApi.ClaimConflictList> {
  return useFlinkData('claims', api => api.listClaimConflicts(), {
    keepPrevious: false,
  });
}
