import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useFlinkData, type FlinkData } from './useFlinkData';

/** Every place that is scanned, with its last good read, error and next try. @public */
export function useSources(): FlinkData<flinkApi.SourceList> {
  return useFlinkData('sources', api => api.listSources(), {
    keepPrevious: false,
  });
}
