import type { flinkApi } from '@flink-portal/backstage-plugin-flink-common';
import { useFlinkData, type FlinkData } from './useFlinkData';

/** How long templates take to a job's first checkpoint. @public */
export function useTemplateRuns(): FlinkData<flinkApi.TemplateRunReport> {
  return useFlinkData('template-runs', api => api.getTemplateRuns(), {
    keepPrevious: false,
  });
}
