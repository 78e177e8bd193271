import type { PlatformStandards } from '@flink-portal/backstage-plugin-flink-common';
import { useFlinkData, type FlinkData } from './useFlinkData';

/** What the platform allows and offers in its templates. @public */
export function useStandards(): FlinkData<PlatformStandards> {
  return useFlinkData('standards', api => api.getStandards(), {
    keepPrevious: true,
  });
}
